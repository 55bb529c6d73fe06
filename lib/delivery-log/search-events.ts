import {
  type ColumnFilter,
  columnConditions,
  type Direction,
  placeholders,
} from '#lib/delivery-log/find-ids.ts'
import type { Read } from '#lib/delivery-log/read-log.ts'
import { throughWindows, wordsQuery } from '#lib/delivery-log/search-windows.ts'

export type EventSearch = {
  search: string
  filters: readonly ColumnFilter[]
  conditions?: readonly string[]
  /** Moments in ms between which the events came: `from` <= event < `to`; null is open. */
  from: number | null
  to: number | null
  direction: Direction
  /** Start beyond this event; null starts at the end of the range. */
  cursor: string | null
  /** Ids of a chunk, at most. */
  chunk: number
}

/**
 * The events and rejected calls in which every word is, in the order of the direction, a chunk at a time.
 * Counts on: GIN (words). Without MATERIALIZED the planner walks the ids backwards, which takes minutes for a rare word.
 */
export function searchEvents(
  read: Read,
  query: EventSearch,
  now = Date.now(),
): AsyncGenerator<string[], void> {
  return throughWindows(
    read,
    query,
    async (bounds) => {
      const { values, place } = placeholders()
      const conditions = [
        `words @@ ${place(wordsQuery(query.search))}::tsquery`,
        ...bounds.map(([operator, id]) => `id ${operator} ${place(id)}::uuid`),
        ...columnConditions(query.filters, place),
        ...(query.conditions ?? []),
      ]
      const text = `
WITH hit AS MATERIALIZED (SELECT id FROM call WHERE ${conditions.join(' AND ')})
SELECT id FROM hit ORDER BY id ${query.direction === 'older' ? 'DESC' : 'ASC'} LIMIT ${place(query.chunk)}`
      return (await read<{ id: string }>(text, values)).map((row) => row.id)
    },
    now,
  )
}
