import { FATE_CONDITIONS } from '#lib/delivery-log/call-query.ts'
import { columnConditions, placeholders } from '#lib/delivery-log/find-ids.ts'
import type { Read } from '#lib/delivery-log/read-log.ts'
import { rangeBounds, timeRange } from '#lib/delivery-log/time-range.ts'
import type { ReplayScope } from './scope.ts'

/** A delivery that was taken back before anything of it was sent is as good as none. SQL over delivery. */
const IS_THERE = `NOT (delivery.status = 'cancelled' AND delivery.attempts = 0) AND delivery.original_id IS NULL`

/** Whether an event has no delivery to an endpoint. SQL over call. Counts on: delivery (event_id). */
export const IS_MISSING = (endpoint: string) => `NOT EXISTS (
  SELECT FROM delivery WHERE delivery.event_id = call.id AND delivery.endpoint_id = ${endpoint} AND ${IS_THERE})`

/** Whether an event is mapped to an endpoint: a licence's own mapping of a type takes the place of the defaults'. SQL over call. Counts on: mapping (event_type, licence). */
export const IS_MAPPED = (endpoint: string) => `EXISTS (
  SELECT FROM mapping m WHERE m.event_type = call.event_type AND m.endpoint_id = ${endpoint}
    AND (m.licence = call.licence OR m.licence IS NULL AND NOT EXISTS (
      SELECT FROM mapping own WHERE own.event_type = call.event_type AND own.licence = call.licence)))`

/** The accepted events of a scope that are mapped to its endpoint at present, got or not. */
function mappedEvents(scope: ReplayScope, place: (value: unknown) => string, now: number): string[] {
  const { filters, endpointId } = scope
  const columns = [
    { column: 'call.event_type', type: 'text', values: filters.eventType ?? [] },
    { column: 'call.licence', type: 'text', values: filters.licence ?? [] },
  ] as const
  return [
    filters.nowhere ? FATE_CONDITIONS.nowhere : "call.outcome = 'accepted'",
    ...rangeBounds(timeRange(filters, now)).map(([operator, id]) => `call.id ${operator} ${place(id)}::uuid`),
    ...columnConditions(columns, place),
    IS_MAPPED(`${place(endpointId)}::uuid`),
  ]
}

/** What a step of a replay looked at: the events that are missing, and the last event that was looked at. */
export type Missing = { ids: string[]; looked: number; last: string | null; isLast: boolean }

/**
 * Looks at the next `limit` events of a frozen scope behind `cursor`, oldest first, for those that its endpoint never got.
 * Counts on: call by key, delivery (event_id).
 */
export async function findMissing(
  read: Read,
  scope: ReplayScope,
  { cursor, limit, now }: { cursor: string | null; limit: number; now: number },
): Promise<Missing> {
  const { values, place } = placeholders()
  const endpoint = `${place(scope.endpointId)}::uuid`
  const conditions = mappedEvents(scope, place, now)
  if (cursor !== null) conditions.push(`call.id > ${place(cursor)}::uuid`)
  const rows = await read<{ id: string; isMissing: boolean }>(
    `WITH looked AS MATERIALIZED (
       SELECT call.id FROM call WHERE ${conditions.join(' AND ')} ORDER BY call.id LIMIT ${place(limit)}
     ) SELECT call.id, ${IS_MISSING(endpoint)} AS "isMissing" FROM looked call ORDER BY call.id`,
    values,
  )
  return {
    ids: rows.filter((row) => row.isMissing).map((row) => row.id),
    looked: rows.length,
    last: rows.at(-1)?.id ?? null,
    isLast: rows.length < limit,
  }
}

/** How many events of each type are missing, at most `limit` in all, and the newest `sample` of them. */
export async function countMissing(
  read: Read,
  scope: ReplayScope,
  { limit, sample, now }: { limit: number; sample: number; now: number },
): Promise<{ byEventType: { eventType: string; count: number }[]; newest: string[] }> {
  const query = (what: string, tail: (place: (value: unknown) => string) => string) => {
    const { values, place } = placeholders()
    const endpoint = `${place(scope.endpointId)}::uuid`
    const conditions = [...mappedEvents(scope, place, now), IS_MISSING(endpoint)]
    return { text: `SELECT ${what} FROM call WHERE ${conditions.join(' AND ')} ${tail(place)}`, values }
  }
  const counted = query('call.event_type', (place) => `LIMIT ${place(limit)}`)
  const byEventType = await read<{ eventType: string; count: number }>(
    `SELECT event_type AS "eventType", count(*)::int AS count FROM (${counted.text}) missing GROUP BY 1 ORDER BY 2 DESC, 1`,
    counted.values,
  )
  if (byEventType.length === 0) return { byEventType, newest: [] }
  const newest = query('call.id', (place) => `ORDER BY call.id DESC LIMIT ${place(sample)}`)
  return {
    byEventType,
    newest: (await read<{ id: string }>(newest.text, newest.values)).map((row) => row.id),
  }
}
