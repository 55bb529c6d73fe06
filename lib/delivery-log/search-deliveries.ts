import { uuidFloor } from '#lib/db/partitions.ts'
import {
  type ColumnFilter,
  columnConditions,
  type Direction,
  findIds,
  placeholders,
} from '#lib/delivery-log/find-ids.ts'
import type { Read } from '#lib/delivery-log/read-log.ts'
import { searchEvents, wordsQuery } from '#lib/delivery-log/search-events.ts'
import { rangeBounds, type TimeRange } from '#lib/delivery-log/time-range.ts'

/** Events whose deliveries are looked up at a time. */
const CHUNK = 250

/** So few deliveries that the words of each one's event can be looked at. */
const FEW = 2000

/** These stand on the event as well and spare its deliveries. */
const EVENT_COLUMNS = ['licence', 'event_type']

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
 * ("deliver now") stands beside those made at once. Sought among the events, for that is where the words are; but
 * among the deliveries when the other filters leave few of them.
 */
export async function searchDeliveries(
  read: Read,
  query: DeliverySearch,
  now = Date.now(),
): Promise<string[]> {
  const beyond = query.from === null ? null : await placeOf(read, query.from)
  const few = await fewDeliveries(read, query)
  if (few) return wordedDeliveries(read, query, { beyond, limit: query.limit, among: { ids: few } })

  const found: string[] = []
  const missing = () => query.limit - found.length
  const addLate = async () => {
    if (query.range.from === null || missing() <= 0) return
    const among = { eventsBefore: uuidFloor(query.range.from) }
    found.push(...(await wordedDeliveries(read, query, { beyond, limit: missing(), among })))
  }
  if (query.direction === 'newer') await addLate()
  if (missing() <= 0) return found
  for await (const eventIds of events(read, query, beyond, now)) {
    found.push(...(await deliveriesOf(read, query, { beyond, limit: missing(), eventIds })))
    if (missing() <= 0) return found
  }
  if (query.direction === 'older') await addLate()
  return found
}

// Counts on: delivery by key.
async function placeOf(read: Read, id: string): Promise<Place> {
  const rows = await read<{ eventId: string }>(
    'SELECT event_id AS "eventId" FROM delivery WHERE id = $1::uuid',
    [id],
  )
  return { eventId: rows[0]?.eventId ?? id, id }
}

/** All deliveries that the filters leave when these are few; null when they are many, or nobody knows. */
async function fewDeliveries(
  read: Read,
  { filters, range, direction }: DeliverySearch,
): Promise<string[] | null> {
  const given = filters.filter((filter) => filter.values.length > 0)
  if (!given.some((filter) => !EVENT_COLUMNS.includes(filter.column))) return null
  const bounds = rangeBounds(range)
  const ids = await findIds(read, { table: 'delivery', filters: given, bounds, direction, limit: FEW + 1 })
  return ids.length <= FEW ? ids : null
}

function events(
  read: Read,
  { search, filters, range, direction }: DeliverySearch,
  beyond: Place | null,
  now: number,
): AsyncGenerator<string[], void> {
  const ofEvent = filters.filter(({ column }) => EVENT_COLUMNS.includes(column))
  const cursor = beyond && { id: beyond.eventId, inclusive: true }
  return searchEvents(read, { search, filters: ofEvent, ...range, direction, cursor, chunk: CHUNK }, now)
}

type Part = { beyond: Place | null; limit: number }

function conditions(
  { filters, range, direction }: DeliverySearch,
  { beyond }: Part,
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
  part: Part & { eventIds: string[] },
): Promise<string[]> {
  const { values, place } = placeholders()
  const { eventIds } = part
  const oldest = query.direction === 'older' ? eventIds.at(-1) : eventIds[0]
  const where = [
    `delivery.event_id = ANY(${place(eventIds)}::uuid[])`,
    `delivery.id >= ${place(oldest)}::uuid`,
    ...conditions(query, part, place),
  ]
  const text = `
SELECT delivery.id FROM delivery WHERE ${where.join(' AND ')} ${order(query.direction)} LIMIT ${place(part.limit)}`
  return (await read<{ id: string }>(text, values)).map((row) => row.id)
}

// Among these deliveries, or those made in the range of events from before it. Counts on: delivery by key, or (event_id)
// below the range in the range's partitions, which have hardly any such row. OFFSET 0: call by key for each.
async function wordedDeliveries(
  read: Read,
  query: DeliverySearch,
  part: Part & { among: { ids: string[] } | { eventsBefore: string } },
): Promise<string[]> {
  const { values, place } = placeholders()
  const { among } = part
  const where = [
    'ids' in among
      ? `delivery.id = ANY(${place(among.ids)}::uuid[])`
      : `delivery.event_id < ${place(among.eventsBefore)}::uuid`,
    `call.words @@ ${place(wordsQuery(query.search))}::tsquery`,
    ...conditions(query, part, place),
  ]
  const text = `
SELECT delivery.id
FROM delivery, LATERAL (SELECT words FROM call WHERE call.id = delivery.event_id OFFSET 0) AS call
WHERE ${where.join(' AND ')} ${order(query.direction)} LIMIT ${place(part.limit)}`
  return (await read<{ id: string }>(text, values)).map((row) => row.id)
}
