import { columnConditions, placeholders } from '#lib/delivery-log/find-ids.ts'
import { findRows } from '#lib/delivery-log/find-rows.ts'
import type { LogQuery } from '#lib/delivery-log/log-query.ts'
import type { Read } from '#lib/delivery-log/read-log.ts'
import { rangeBounds } from '#lib/delivery-log/time-range.ts'
import { COUNT_BOUND } from '#lib/mappings/limits.ts'

/** The rows that match, as the FROM and WHERE clause of a statement over the query's table, with its values so far. */
export type Matching = {
  from: string
  where: string
  values: unknown[]
  place: (value: unknown) => string
}

// By key for each, in the one partition where it is: an ANY() of thousands is looked for in all of them.
const byIds = (table: LogQuery['table'], ids: string) =>
  `unnest(${ids}::uuid[]) AS hit(id), LATERAL (SELECT * FROM ${table} WHERE ${table}.id = hit.id OFFSET 0) AS ${table}`

/**
 * What matches. With words these are the newest COUNT_BOUND + 1 ids that have them: words are
 * sought from the newest down, and all of them may be millions.
 */
export async function matching(read: Read, query: LogQuery, now: number): Promise<Matching> {
  const { values, place } = placeholders()
  if (query.words !== null) {
    const part = { direction: 'older', from: null, limit: COUNT_BOUND + 1 } as const
    const ids = await findRows(read, query, part, now)
    return { from: byIds(query.table, place(ids)), where: 'true', values, place }
  }
  const conditions = [
    ...rangeBounds(query.range).map(([operator, id]) => `${query.table}.id ${operator} ${place(id)}::uuid`),
    ...columnConditions(query.filters, place),
    ...query.conditions.map((condition) => condition(place)),
  ]
  const where = conditions.length > 0 ? conditions.join(' AND ') : 'true'
  return { from: query.table, where, values, place }
}
