import type { z } from 'zod'
import type { allDeliveries } from '#lib/delivery-log/filters.ts'
import { type ColumnFilter, type Condition, placeholders } from '#lib/delivery-log/find-ids.ts'
import type { LogQuery } from '#lib/delivery-log/log-query.ts'
import { isSentBy, type NamedEndpoints, namedEndpoints, namedSenders } from '#lib/delivery-log/named-ids.ts'
import { type NumberRange, parseAttempts, parseTook } from '#lib/delivery-log/number-range.ts'
import type { Read } from '#lib/delivery-log/read-log.ts'
import { timeRange } from '#lib/delivery-log/time-range.ts'
import { isAgent, isClient, wordsOf } from '#lib/delivery-log/who.ts'

type Filters = z.output<typeof allDeliveries>

/**
 * The filters of a list as conditions on the deliveries.
 * @throws UnknownName when there is no endpoint or chat server of a name.
 */
export async function deliveryQuery(read: Read, filters: Filters, now: number): Promise<LogQuery> {
  const [endpoints, senders] = [
    await namedEndpoints(read, filters.endpoint ?? []),
    await namedSenders(read, filters.chatServer ?? []),
  ]
  const sentBy = isSentBy(senders)
  const events = sentBy ? await fewEvents(read, sentBy) : null
  return {
    table: 'delivery',
    filters: [
      { column: 'event_id', type: 'uuid', values: events ?? [] },
      ...columnFilters(filters, endpoints),
    ],
    conditions: [
      // No value would be no filter.
      ...(events?.length === 0 ? [() => 'false'] : []),
      ...ofAnswers(filters),
      ...between('delivery.attempts', filters.attempts, parseAttempts),
      ...between('delivery.last_duration_ms', filters.took, parseTook),
      ...ofCall(filters, sentBy),
    ],
    words: wordsOf(filters),
    range: timeRange(filters, now),
  }
}

/** So many events of a sender are few: its deliveries are found by them, one by one. */
const FEW_EVENTS = 200

/** The events of senders when these are few; null when they are many: then a page is soon full of their deliveries. */
async function fewEvents(read: Read, sentBy: Condition): Promise<string[] | null> {
  const { values, place } = placeholders()
  // Counts on: call (chat_server_id, id).
  const text = `SELECT id FROM call WHERE ${sentBy(place)} LIMIT ${FEW_EVENTS + 1}`
  const found = await read<{ id: string }>(text, values)
  return found.length > FEW_EVENTS ? null : found.map((row) => row.id)
}

/** Few deliveries are in any other state than succeeded, and few fail. */
function columnFilters(filters: Filters, named: NamedEndpoints): ColumnFilter[] {
  const status: ColumnFilter = { column: 'status', type: 'text', values: filters.status ?? [] }
  const others: ColumnFilter[] = [
    // With codes it is one or the other: see ofAnswers.
    { column: 'last_error_kind', type: 'text', values: filters.code?.length ? [] : (filters.error ?? []) },
    { column: 'licence', type: 'text', values: filters.licence ?? [] },
    ofEndpoints([...(filters.endpointId ?? []), ...named.ids], named.sentThere),
    { column: 'event_type', type: 'text', values: filters.eventType ?? [] },
  ]
  return filters.status?.includes('succeeded') ? [...others, status] : [status, ...others]
}

function ofEndpoints(ids: string[], sentThere: string[]): ColumnFilter {
  return ids.length === 0
    ? { column: 'id', type: 'uuid', values: sentThere }
    : { column: 'endpoint_id', type: 'uuid', values: ids, orIds: sentThere }
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

// As numbers, which the planner knows. Counts on: (last_duration_ms, id), delivery_attempts_idx.
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
function ofCall({ agent = [], client = [] }: Filters, sentBy: Condition | null): Condition[] {
  const one =
    (condition: (place: (value: unknown) => string) => string) => (place: (value: unknown) => string) =>
      `(SELECT ${condition(place)} FROM call WHERE call.id = delivery.event_id)`
  return [
    ...(agent.length > 0 ? [one((place) => isAgent(place(agent)))] : []),
    ...(client.length > 0 ? [one((place) => isClient(place(client)))] : []),
    ...(sentBy ? [one(sentBy)] : []),
  ]
}
