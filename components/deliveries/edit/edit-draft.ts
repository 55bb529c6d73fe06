import type { ShownDelivery } from '#components/deliveries/shown.ts'
import type { ResendChangedInput } from '#lib/dispatch/resend-changed.ts'
import { parameterClass } from '#lib/livechat/catalogue.ts'

/** A parameter that is there, as the form has it. */
export type DraftRow = {
  /** Its place among those of the query and then the body. */
  index: number
  name: string
  /** null: it is kept as it is, since it is secret or too long to be shown. */
  value: string | null
  /** Why its value is not shown; null: it is. */
  hidden: 'secret' | 'long' | null
  isRemoved: boolean
}

export type AddedRow = { key: number; name: string; value: string }

/** What is typed into the form. */
export type Draft = { url: string; method: 'GET' | 'POST'; rows: DraftRow[]; added: AddedRow[] }

type Source = Pick<ShownDelivery, 'url' | 'payload' | 'eventType'>

/** The form as it is opened: all of it as the delivery has it. */
export function firstDraft({ url, payload, eventType }: Source): Draft {
  return {
    url,
    method: payload.method === 'POST' ? 'POST' : 'GET',
    rows: payload.parameters.map(({ name, value, hidden }, index) => {
      const why = parameterClass(eventType, name) === 'secret' ? 'secret' : hidden > 0 ? 'long' : null
      return { index, name, value: why === null ? value : null, hidden: why, isRemoved: false }
    }),
    added: [],
  }
}

type Payload = NonNullable<ResendChangedInput['payload']>

/** What the draft changes: nothing that is as it was. */
export function changesOf(draft: Draft, source: Source): Pick<ResendChangedInput, 'url' | 'payload'> {
  const first = firstDraft(source)
  const changed = draft.rows.flatMap((row, at): Payload['changed'] => {
    const was = first.rows[at]
    if (row.isRemoved) return [{ index: row.index, remove: true }]
    if (was?.name === row.name && was.value === row.value) return []
    const name = was?.name === row.name ? null : row.name
    return [{ index: row.index, name, value: was?.value === row.value ? null : row.value }]
  })
  const added = draft.added.map(({ name, value }) => ({ name, value }))
  const method = draft.method === first.method ? null : draft.method
  const isEdited = method !== null || changed.length > 0 || added.length > 0
  const url = draft.url.trim()
  return { url: url === source.url ? null : url, payload: isEdited ? { method, changed, added } : null }
}

/** What the draft changes, in a few words each. */
export function sayChanges({ url, payload }: ReturnType<typeof changesOf>): string[] {
  const removed = payload?.changed.filter((one) => 'remove' in one).length ?? 0
  const changed = (payload?.changed.length ?? 0) - removed
  const added = payload?.added.length ?? 0
  const times = (number: number, what: string) =>
    number === 0 ? null : `${number} ${number === 1 ? 'parameter' : 'parameters'} ${what}`
  return [
    url === null ? null : 'another URL',
    payload?.method ? `sent by ${payload.method}` : null,
    times(changed, 'changed'),
    times(added, 'added'),
    times(removed, 'removed'),
  ].filter((part) => part !== null)
}

const originOf = (url: string) => URL.parse(url)?.origin ?? null

/** What the endpoint adds to its own requests, and the draft's URL does not get; empty: it gets all, or there is nothing. */
export function withheld(url: string, endpoint: ShownDelivery['endpoint']): string[] {
  if (endpoint === null || originOf(url.trim()) === originOf(endpoint.url)) return []
  return [
    endpoint.hasCredentials ? 'credentials' : null,
    endpoint.hasHeaders ? 'headers' : null,
    endpoint.isSigned ? 'signature' : null,
  ].filter((part) => part !== null)
}
