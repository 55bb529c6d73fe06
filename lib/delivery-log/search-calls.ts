import { columnConditions, type IdBound, placeholders } from '#lib/delivery-log/find-ids.ts'
import type { Read } from '#lib/delivery-log/read-log.ts'
import { firstIds, throughWindows } from '#lib/delivery-log/search-windows.ts'
import type { WordedQuery } from '#lib/delivery-log/worded-query.ts'

/** The ids of events and rejected calls in which all the words are. */
export async function searchCalls(read: Read, query: WordedQuery, now = Date.now()): Promise<string[]> {
  const { range, direction, from: cursor, limit } = query
  const windows = throughWindows(
    read,
    { ...range, direction, cursor, chunk: limit },
    (bounds) => searchWindow(read, query, bounds),
    now,
  )
  return firstIds(windows, limit)
}

// Counts on: GIN (words). Without MATERIALIZED the planner walks the ids backwards, which takes minutes for a rare word.
async function searchWindow(read: Read, query: WordedQuery, bounds: IdBound[]): Promise<string[]> {
  const { values, place } = placeholders()
  const conditions = [
    `words @@ ${place(query.words)}::tsquery`,
    ...bounds.map(([operator, id]) => `id ${operator} ${place(id)}::uuid`),
    ...columnConditions(query.filters, place),
    ...query.conditions.map((condition) => condition(place)),
  ]
  const text = `
WITH hit AS MATERIALIZED (SELECT id FROM call WHERE ${conditions.join(' AND ')})
SELECT id FROM hit ORDER BY id ${query.direction === 'older' ? 'DESC' : 'ASC'} LIMIT ${place(query.limit)}`
  return (await read<{ id: string }>(text, values)).map((row) => row.id)
}
