import type { Condition } from '#lib/delivery-log/find-ids.ts'
import type { Read } from '#lib/delivery-log/read-log.ts'
import { TEST_EVENT } from '#lib/delivery-log/test-event.ts'
import { UnknownName } from '#lib/delivery-log/unknown-name.ts'

const MOST_ENDPOINTS = 1000

// What follows the ? of a URL, and what stands before its host, may be secret: nobody is told by what is found.
const ENDPOINTS = `
SELECT id FROM endpoint, LATERAL regexp_replace(split_part(url, '?', 1), '//[^/@]*@', '//') AS shown
WHERE strpos(lower(shown), lower($1)) > 0 LIMIT ${MOST_ENDPOINTS}`

// What a person sent elsewhere belongs to its endpoint, and is found by where it went as well. These are few: all are read.
const SENT_ELSEWHERE = `
SELECT changed.delivery_id AS id, delivery.endpoint_id AS "endpointId"
FROM delivery_override changed JOIN delivery ON delivery.id = changed.delivery_id,
  LATERAL regexp_replace(split_part(changed.url, '?', 1), '//[^/@]*@', '//') AS shown
WHERE changed.url IS NOT NULL AND strpos(lower(shown), lower($1)) > 0 ORDER BY changed.delivery_id DESC LIMIT ${MOST_ENDPOINTS}`

/** The endpoints of some URLs, and deliveries of other endpoints that were sent to such a URL instead. */
export type NamedEndpoints = { ids: string[]; sentThere: string[] }

/** What has each of these in its URL. @throws UnknownName */
export async function namedEndpoints(read: Read, names: string[]): Promise<NamedEndpoints> {
  const ids = new Set<string>()
  const sent = new Map<string, string>()
  for (const name of names) {
    const endpoints = await read<{ id: string }>(ENDPOINTS, [name])
    const elsewhere = await read<{ id: string; endpointId: string }>(SENT_ELSEWHERE, [name])
    if (endpoints.length + elsewhere.length === 0)
      throw new UnknownName(`endpoint: no endpoint has “${name}” in its URL.`)
    for (const { id } of endpoints) ids.add(id)
    for (const { id, endpointId } of elsewhere) sent.set(id, endpointId)
  }
  const sentThere = [...sent].flatMap(([id, endpointId]) => (ids.has(endpointId) ? [] : [id]))
  return { ids: [...ids], sentThere }
}

/** Who sent events: chat servers, and the console with its test events. */
export type Senders = { ids: string[]; isConsole: boolean }

/** The chat servers that are called so, whatever the case, and the console by what stands in their place. @throws UnknownName */
export async function namedSenders(read: Read, names: string[]): Promise<Senders> {
  const ids: string[] = []
  let isConsole = false
  for (const name of names) {
    const rows = await read<{ id: string }>('SELECT id FROM chat_server WHERE lower(name) = lower($1)', [
      name,
    ])
    const isTest = name.toLowerCase() === TEST_EVENT
    if (rows.length === 0 && !isTest) throw new UnknownName(`server: no chat server is called “${name}”.`)
    ids.push(...rows.map((row) => row.id))
    isConsole ||= isTest
  }
  return { ids, isConsole }
}

/** Whether an event is of one of these; null when nobody was named. SQL over call. */
export function isSentBy({ ids, isConsole }: Senders): Condition | null {
  if (ids.length === 0 && !isConsole) return null
  return (place) => {
    const ofServers = ids.length > 0 ? [`call.chat_server_id = ANY(${place(ids)}::uuid[])`] : []
    const ofConsole = isConsole ? ['call.chat_server_id IS NULL'] : []
    return `(${[...ofServers, ...ofConsole].join(' OR ')})`
  }
}
