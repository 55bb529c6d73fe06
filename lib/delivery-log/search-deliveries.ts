import { uuidFloor } from '#lib/db/partitions.ts'
import {
  type ColumnFilter,
  columnConditions,
  type Direction,
  placeholders,
} from '#lib/delivery-log/find-ids.ts'
import type { Read } from '#lib/delivery-log/read-log.ts'
import { searchEvents, wordsQuery } from '#lib/delivery-log/search-events.ts'
import { rangeBounds, type TimeRange } from '#lib/delivery-log/time-range.ts'

/** Events whose deliveries are looked up at a time. */
const CHUNK = 1000

export type DeliverySearch = {
  search: string
  filters: readonly ColumnFilter[]
  /** When the deliveries were made. */
  range: TimeRange
  direction: Direction
  /** Beyond this delivery; null: from the newest. */
  from: string | null
  limit: number
}

/** A place in the order of a search: by event, then by delivery. */
type Place = { eventId: string; id: string }

/**
 * The ids of deliveries whose events have all the words, in order of the events: a delivery that was made later
 * ("deliver now") stands beside those made at once. Sought among the events, for that is where the words are.
 */
export async function searchDeliveries(
  read: Read,
  query: DeliverySearch,
  now = Date.now(),
): Promise<string[]> {
  const beyond = query.from === null ? null : await placeOf(read, query.from)
  const found: string[] = []
  const missing = () => query.limit - found.length
  const lateFirst = query.direction === 'newer'
  if (lateFirst) found.push(...(await lateDeliveries(read, query, beyond, missing())))
  if (missing() > 0) {
    for await (const eventIds of events(read, query, beyond, now)) {
      found.push(...(await deliveriesOf(read, query, { eventIds, beyond, limit: missing() })))
      if (missing() <= 0) return found
    }
  }
  if (!lateFirst) found.push(...(await lateDeliveries(read, query, beyond, missing())))
  return found
}

function events(
  read: Read,
  { search, filters, range, direction }: DeliverySearch,
  beyond: Place | null,
  now: number,
): AsyncGenerator<string[], void> {
  // These two stand on the event as well and spare its deliveries.
  const ofEvent = filters.filter(({ column }) => column === 'licence' || column === 'event_type')
  const cursor = beyond && { id: beyond.eventId, inclusive: true }
  return searchEvents(read, { search, filters: ofEvent, ...range, direction, cursor, chunk: CHUNK }, now)
}

// Counts on: delivery by key.
async function placeOf(read: Read, id: string): Promise<Place> {
  const rows = await read<{ eventId: string }>(
    'SELECT event_id AS "eventId" FROM delivery WHERE id = $1::uuid',
    [id],
  )
  return { eventId: rows[0]?.eventId ?? id, id }
}

function conditions(
  { filters, range, direction }: DeliverySearch,
  beyond: Place | null,
  place: (value: unknown) => string,
): string[] {
  const past = direction === 'older' ? '<' : '>'
  const cursor =
    beyond &&
    `(delivery.event_id, delivery.id) ${past} (${place(beyond.eventId)}::uuid, ${place(beyond.id)}::uuid)`
  const named = filters.map((filter) => ({ ...filter, column: `delivery.${filter.column}` }))
  const bounds = rangeBounds(range).map(([operator, id]) => `delivery.id ${operator} ${place(id)}::uuid`)
  return [...bounds, ...columnConditions(named, place), ...(cursor ? [cursor] : [])]
}

function order(direction: Direction): string {
  const way = direction === 'older' ? 'DESC' : 'ASC'
  return `ORDER BY delivery.event_id ${way}, delivery.id ${way}`
}

// Counts on: delivery (event_id), with the ids as one sorted list; a delivery is never older than its event.
async function deliveriesOf(
  read: Read,
  query: DeliverySearch,
  { eventIds, beyond, limit }: { eventIds: string[]; beyond: Place | null; limit: number },
): Promise<string[]> {
  const { values, place } = placeholders()
  const oldest = query.direction === 'older' ? eventIds.at(-1) : eventIds[0]
  const text = `
SELECT delivery.id FROM delivery
WHERE delivery.event_id = ANY(${place(eventIds)}::uuid[]) AND delivery.id >= ${place(oldest)}::uuid
${conditions(query, beyond, place)
  .map((condition) => `AND ${condition} `)
  .join('')}
${order(query.direction)} LIMIT ${place(limit)}`
  return (await read<{ id: string }>(text, values)).map((row) => row.id)
}

// Deliveries made in the range of events from before it. Counts on: delivery (event_id) below the range, in the
// range's partitions, which have hardly any such row; call by key.
async function lateDeliveries(
  read: Read,
  query: DeliverySearch,
  beyond: Place | null,
  limit: number,
): Promise<string[]> {
  const { from } = query.range
  if (from === null || limit <= 0) return []
  const { values, place } = placeholders()
  const text = `
SELECT delivery.id FROM delivery JOIN call ON call.id = delivery.event_id
WHERE delivery.event_id < ${place(uuidFloor(from))}::uuid AND call.words @@ ${place(wordsQuery(query.search))}::tsquery
${conditions(query, beyond, place)
  .map((condition) => `AND ${condition} `)
  .join('')}
${order(query.direction)} LIMIT ${place(limit)}`
  return (await read<{ id: string }>(text, values)).map((row) => row.id)
}
