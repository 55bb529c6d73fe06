import { codesOf, describeEventType } from '#lib/livechat/catalogue.ts'
import type { Parameter } from '#lib/livechat/parameters.ts'

/** What can be odd about a call that is kept all the same: the one list. Client-safe. {name} and {value} are filled in. */
export const ODDITY_KINDS = {
  'unknown event type': {
    label: 'Unknown event type',
    sentence: 'The event type is none of the twelve.',
  },
  'unknown parameter': {
    label: 'Unknown parameter',
    sentence: '{name} is no parameter of this event type.',
  },
  'missing parameter': {
    label: 'Missing parameter',
    sentence: '{name} is missing.',
  },
  'repeated parameter': {
    label: 'Repeated parameter',
    sentence: '{name} comes more than once. Where one value is needed, the first counts.',
  },
  'unlisted value': {
    label: 'Value outside the list',
    sentence: '{name} is {value}, which is not among its values.',
  },
  'nameless parameter': {
    label: 'Parameter without a name',
    sentence: 'A parameter has no name.',
  },
  'wrong charset': {
    label: 'Not in the charset',
    sentence: '{name} has bytes that are not in the charset of the chat server.',
  },
} as const satisfies Record<string, { label: string; sentence: string }>

export type OddityKind = keyof typeof ODDITY_KINDS

/** One finding. `name` is the parameter's, empty where there is none; `value` comes with an unlisted value only. */
export type Oddity = { kind: OddityKind; name: string; value?: string }

/** More are not kept: whoever has an ingest URL could send thousands. */
const MOST = 50
const LONGEST = 100
const REPLACEMENT = '\uFFFD'

/** Half of a surrogate pair is no character, and the database refuses it. */
const cut = (text: string) => text.slice(0, LONGEST).replace(/[\uD800-\uDBFF]$/, '')

/**
 * What of an accepted call the catalogue does not know, each finding once, in the order of the parameters; missing ones
 * follow. Empty for a call that is as the page has it. Of an unknown event type nothing else is judged but repeats,
 * names and charset. Pure; keeps no value of a secret or personal parameter.
 */
export function findOddities(eventType: string, parameters: readonly Parameter[]): Oddity[] {
  const known = describeEventType(eventType)
  const byName = new Map(known?.parameters.map((parameter) => [parameter.name, parameter]))
  const found: Oddity[] = known === null ? [{ kind: 'unknown event type', name: '' }] : []
  const seen = new Set<string>()
  const told = new Set<string>()
  const tell = (kind: OddityKind, name: string, more: { value?: string } = {}) => {
    const key = `${kind}\n${name}`
    if (told.has(key) || found.length >= MOST) return
    told.add(key)
    found.push({ kind, name: cut(name), ...more })
  }
  for (const [name, value] of parameters) {
    if (found.length >= MOST) return found
    const described = byName.get(name)
    const codes = described && codesOf(described.type)
    if (name === '') tell('nameless parameter', '')
    else if (known !== null && described === undefined) tell('unknown parameter', name)
    if (name !== '' && seen.has(name)) tell('repeated parameter', name)
    if (codes && !codes.some((code) => code.value === value))
      tell('unlisted value', name, { value: cut(value) })
    if (name.includes(REPLACEMENT) || value.includes(REPLACEMENT)) tell('wrong charset', name)
    seen.add(name)
  }
  for (const { name, optional } of known?.parameters ?? []) {
    if (!optional && !seen.has(name)) tell('missing parameter', name)
  }
  return found
}

/** A finding as a sentence. */
export function sayOddity({ kind, name, value = '' }: Oddity): string {
  const values: Record<string, string> = { name, value: value === '' ? 'empty' : value }
  return ODDITY_KINDS[kind].sentence.replace(/\{(\w+)\}/g, (place, key: string) => values[key] ?? place)
}
