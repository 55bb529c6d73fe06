import { type ColumnFilter, findIds } from '#lib/delivery-log/find-ids.ts'
import type { Read } from '#lib/delivery-log/read-log.ts'
import type { FindIds } from '#lib/delivery-log/read-page.ts'
import { searchEvents } from '#lib/delivery-log/search-events.ts'
import { rangeBounds, type TimeRange } from '#lib/delivery-log/time-range.ts'

/**
 * How a page of calls is found: by columns, or, with words, through the search.
 * @param query.conditions further SQL on the columns of `call`, of ours.
 */
export function findCalls(
  read: Read,
  query: {
    filters: readonly ColumnFilter[]
    conditions: readonly string[]
    range: TimeRange
    search: string | undefined
  },
  now: number,
): FindIds {
  const { filters, conditions, range, search } = query
  if (search === undefined) {
    return (direction, from, limit) => {
      const cursor = from === null ? [] : [[direction === 'older' ? '<' : '>', from] as const]
      const bounds = [...rangeBounds(range), ...cursor]
      const written = conditions.map((condition) => () => condition)
      return findIds(read, { table: 'call', filters, conditions: written, bounds, direction, limit })
    }
  }
  return async (direction, from, limit) => {
    const sought = { search, filters, conditions, ...range, direction, cursor: from, chunk: limit }
    const found: string[] = []
    for await (const ids of searchEvents(read, sought, now)) {
      found.push(...ids)
      if (found.length >= limit) break
    }
    return found.slice(0, limit)
  }
}
