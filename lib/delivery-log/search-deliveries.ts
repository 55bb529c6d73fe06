import {
  columnConditions,
  type Direction,
  findIds,
  type IdBound,
  placeholders,
} from '#lib/delivery-log/find-ids.ts'
import type { Read } from '#lib/delivery-log/read-log.ts'
import { firstIds, throughWindows } from '#lib/delivery-log/search-windows.ts'
import { rangeBounds } from '#lib/delivery-log/time-range.ts'
import type { WordedQuery } from '#lib/delivery-log/worded-query.ts'

/** So few deliveries that the words of each one can be looked at. */
const FEW = 2000

/**
 * The ids of deliveries that have all the words, in the event or in what its attempts sent and got back. Sought among the
 * words, but among the deliveries when the other filters leave few of them.
 */
export async function searchDeliveries(read: Read, query: WordedQuery, now = Date.now()): Promise<string[]> {
  const { direction, from: cursor, limit } = query
  const past = direction === 'older' ? '<' : '>'
  const few = await fewDeliveries(read, query, cursor === null ? [] : [[past, cursor]])
  if (few) return wordedAmong(read, query, few)

  const windows = throughWindows(
    read,
    { ...query.range, direction, cursor, chunk: limit },
    (bounds) => searchWindow(read, query, bounds),
    now,
  )
  return firstIds(windows, limit)
}

/** All deliveries that the filters leave when these are few; null when they are many, or nobody knows. */
async function fewDeliveries(
  read: Read,
  { filters, conditions, range, direction }: WordedQuery,
  beyond: IdBound[],
): Promise<string[] | null> {
  // A condition alone has no index to find few by.
  if (!filters.some((filter) => filter.values.length > 0)) return null
  const bounds = [...rangeBounds(range), ...beyond]
  const query = { table: 'delivery', filters, conditions, bounds, direction, limit: FEW + 1 } as const
  const ids = await findIds(read, query)
  return ids.length <= FEW ? ids : null
}

function order(direction: Direction): string {
  return `ORDER BY delivery.id ${direction === 'older' ? 'DESC' : 'ASC'}`
}

// Counts on: delivery, delivery_words and call by key. OFFSET 0: by key for each.
async function wordedAmong(
  read: Read,
  { words, direction, limit }: WordedQuery,
  ids: string[],
): Promise<string[]> {
  const text = `
SELECT delivery.id FROM delivery
LEFT JOIN LATERAL (SELECT words FROM delivery_words WHERE delivery_words.id = delivery.id OFFSET 0) AS own ON true
LEFT JOIN LATERAL (SELECT words FROM call WHERE own.words IS NULL AND call.id = delivery.event_id OFFSET 0) AS call ON true
WHERE delivery.id = ANY($1::uuid[]) AND coalesce(own.words, call.words) @@ $2::tsquery ${order(direction)} LIMIT $3`
  return (await read<{ id: string }>(text, [ids, words, limit])).map((row) => row.id)
}

// Those with words of their own by GIN (words); those without, which no attempt has ended of, by (status, id), delivery_words
// and call by key. The bounds are said of each table, so that its other partitions are left out. Without MATERIALIZED the
// planner walks the ids, which takes minutes for a rare word.
async function searchWindow(read: Read, query: WordedQuery, bounds: IdBound[]): Promise<string[]> {
  const { values, place } = placeholders()
  const words = `${place(query.words)}::tsquery`
  const within = (column: string) =>
    bounds.map(([operator, id]) => `${column} ${operator} ${place(id)}::uuid`)
  const rest = [
    ...columnConditions(
      query.filters.map((filter) => ({ ...filter, column: `delivery.${filter.column}` })),
      place,
    ),
    ...query.conditions.map((condition) => condition(place)),
  ]
  const text = `
WITH hit AS MATERIALIZED (
  SELECT id FROM delivery_words WHERE words @@ ${words} AND ${within('id').join(' AND ')}
  UNION ALL
  SELECT delivery.id FROM delivery
  JOIN LATERAL (SELECT words FROM call WHERE call.id = delivery.event_id OFFSET 0) AS call ON call.words @@ ${words}
  WHERE delivery.status = ANY('{pending,held,cancelled}') AND ${within('delivery.id').join(' AND ')}
    AND NOT EXISTS (SELECT FROM delivery_words known WHERE known.id = delivery.id AND ${within('known.id').join(' AND ')} OFFSET 0)
)
SELECT delivery.id FROM delivery JOIN hit ON hit.id = delivery.id
WHERE ${[...within('delivery.id'), ...rest].join(' AND ')} ${order(query.direction)} LIMIT ${place(query.limit)}`
  return (await read<{ id: string }>(text, values)).map((row) => row.id)
}
