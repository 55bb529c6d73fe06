import type { z } from 'zod'
import type { allDeliveries } from '#lib/delivery-log/filters.ts'
import type { ColumnFilter, Condition } from '#lib/delivery-log/find-ids.ts'
import type { LogQuery } from '#lib/delivery-log/log-query.ts'
import { type NumberRange, parseAttempts, parseTook } from '#lib/delivery-log/number-range.ts'
import type { Read } from '#lib/delivery-log/read-log.ts'
import { prefixQuery, wordsQuery } from '#lib/delivery-log/search-windows.ts'
import { timeRange } from '#lib/delivery-log/time-range.ts'
import { UnknownName } from '#lib/delivery-log/unknown-name.ts'

type Filters = z.output<typeof allDeliveries>

/**
 * The filters of a list as conditions on the deliveries.
 * @throws UnknownName when there is no endpoint or chat server of a name.
 */
export async function deliveryQuery(read: Read, filters: Filters, now: number): Promise<LogQuery> {
  const [endpoints, chatServers] = [
    await endpointIds(read, filters.endpoint ?? []),
    await chatServerIds(read, filters.chatServer ?? []),
  ]
  return {
    table: 'delivery',
    filters: columnFilters({ ...filters, endpointId: [...(filters.endpointId ?? []), ...endpoints] }),
    conditions: [
      ...ofAnswers(filters),
      ...between('delivery.attempts', filters.attempts, parseAttempts),
      ...between('delivery.last_duration_ms', filters.took, parseTook),
      ...ofCall(filters, chatServers),
    ],
    words: wordsOf(filters),
    range: timeRange(filters, now),
  }
}

/** Few deliveries are in any other state than succeeded, and few fail. */
function columnFilters(filters: Filters): ColumnFilter[] {
  const status: ColumnFilter = { column: 'status', type: 'text', values: filters.status ?? [] }
  const others: ColumnFilter[] = [
    // With codes it is one or the other: see ofAnswers.
    { column: 'last_error_kind', type: 'text', values: filters.code?.length ? [] : (filters.error ?? []) },
    { column: 'licence', type: 'text', values: filters.licence ?? [] },
    { column: 'endpoint_id', type: 'uuid', values: filters.endpointId ?? [] },
    { column: 'event_type', type: 'text', values: filters.eventType ?? [] },
  ]
  return filters.status?.includes('succeeded') ? [...others, status] : [status, ...others]
}

// Codes are written as numbers: the schema lets nothing else through, and the planner sees that delivery_bad_status_idx
// has them. An answer and an error are of one kind, so they are joined by "or".
function ofAnswers({ code = [], error = [] }: Filters): Condition[] {
  if (code.length === 0) return []
  const each = code.map((one) => {
    const first = Number(one.replace('xx', '00'))
    return one.endsWith('xx')
      ? `(delivery.last_status >= ${first} AND delivery.last_status < ${first + 100})`
      : `delivery.last_status = ${first}`
  })
  return [
    (place) => {
      const kinds = error.length > 0 ? [`delivery.last_error_kind = ANY(${place(error)}::text[])`] : []
      return `(${[...each, ...kinds].join(' OR ')})`
    },
  ]
}

// The ends as numbers as well, for delivery_retried_idx. Counts on: (last_duration_ms, id), (attempts, id).
function between(
  column: string,
  text: string | undefined,
  parse: (text: string) => NumberRange | null,
): Condition[] {
  const range = text === undefined ? null : parse(text)
  if (range === null) return []
  return [
    ...(range.low === null ? [] : [() => `${column} >= ${range.low}`]),
    ...(range.high === null ? [] : [() => `${column} <= ${range.high}`]),
  ]
}

// Counts on: call by key. The words have found the events of an agent or client before.
function ofCall({ agent = [], client = [] }: Filters, chatServers: string[]): Condition[] {
  const one =
    (condition: (place: (value: unknown) => string) => string) => (place: (value: unknown) => string) =>
      `(SELECT ${condition(place)} FROM call WHERE call.id = delivery.event_id)`
  return [
    ...(agent.length > 0 ? [one((place) => isAgent(place(agent)))] : []),
    ...(client.length > 0 ? [one((place) => isClient(place(client)))] : []),
    ...(chatServers.length > 0
      ? [one((place) => `call.chat_server_id = ANY(${place(chatServers)}::uuid[])`)]
      : []),
  ]
}

/** An agent by the whole id, or by what stands before the @. SQL over call. */
export const isAgent = (names: string) =>
  `EXISTS (SELECT FROM unnest(${names}::text[]) AS name
    WHERE lower(name) IN (lower(call.operator_id), split_part(lower(call.operator_id), '@', 1)))`

/** A client by the id or its beginning. SQL over call. */
export const isClient = (ids: string) =>
  `EXISTS (SELECT FROM unnest(${ids}::text[]) AS given WHERE starts_with(lower(call.client_id), lower(given)))`

/** The words that must be there: those of the search, and those by which agents and clients are found. */
export function wordsOf({
  search,
  agent = [],
  client = [],
}: Pick<Filters, 'search' | 'agent' | 'client'>): string | null {
  const any = (queries: (string | null)[]) => {
    const given = queries.filter((query) => query !== null)
    return given.length > 0 ? `(${given.map((query) => `(${query})`).join(' | ')})` : null
  }
  const all = [
    search === undefined ? null : wordsQuery(search),
    any(agent.map(wordsQuery)),
    any(client.map(prefixQuery)),
  ].filter((query) => query !== null)
  return all.length > 0 ? all.join(' & ') : null
}

const MOST_ENDPOINTS = 1000

// What follows the ? of a URL, and what stands before its host, may be secret: nobody is told by what is found.
const ENDPOINTS = `
SELECT id FROM endpoint, LATERAL regexp_replace(split_part(url, '?', 1), '//[^/@]*@', '//') AS shown
WHERE strpos(lower(shown), lower($1)) > 0 LIMIT ${MOST_ENDPOINTS}`

async function endpointIds(read: Read, names: string[]): Promise<string[]> {
  const found: string[] = []
  for (const name of names) {
    const rows = await read<{ id: string }>(ENDPOINTS, [name])
    if (rows.length === 0) throw new UnknownName(`endpoint: no endpoint has “${name}” in its URL.`)
    found.push(...rows.map((row) => row.id))
  }
  return found
}

/** @throws UnknownName */
export async function chatServerIds(read: Read, names: string[]): Promise<string[]> {
  const found: string[] = []
  for (const name of names) {
    const rows = await read<{ id: string }>('SELECT id FROM chat_server WHERE lower(name) = lower($1)', [
      name,
    ])
    if (rows.length === 0) throw new UnknownName(`server: no chat server is called “${name}”.`)
    found.push(...rows.map((row) => row.id))
  }
  return found
}
