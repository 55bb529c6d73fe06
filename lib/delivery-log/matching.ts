import type { DeliveryQuery } from '#lib/delivery-log/delivery-query.ts'
import { columnConditions, placeholders } from '#lib/delivery-log/find-ids.ts'
import { findDeliveries } from '#lib/delivery-log/list-deliveries.ts'
import type { Read } from '#lib/delivery-log/read-log.ts'
import { rangeBounds } from '#lib/delivery-log/time-range.ts'
import { COUNT_BOUND } from '#lib/mappings/limits.ts'

/** The deliveries that match, as the FROM and WHERE clause of a statement over `delivery`, with its values so far. */
export type Matching = {
  from: string
  where: string
  values: unknown[]
  place: (value: unknown) => string
}

// By key for each, in the one partition where it is: an ANY() of thousands is looked for in all of them.
const byIds = (ids: string) =>
  `unnest(${ids}::uuid[]) AS hit(id), LATERAL (SELECT * FROM delivery WHERE delivery.id = hit.id OFFSET 0) AS delivery`

/**
 * What matches. With words these are the newest COUNT_BOUND + 1 ids that have them: words are
 * sought from the newest down, and all of them may be millions.
 */
export async function matching(read: Read, query: DeliveryQuery, now: number): Promise<Matching> {
  const { values, place } = placeholders()
  if (query.words !== null) {
    const part = { direction: 'older', from: null, limit: COUNT_BOUND + 1 } as const
    const ids = await findDeliveries(read, query, part, now)
    return { from: byIds(place(ids)), where: 'true', values, place }
  }
  const conditions = [
    ...rangeBounds(query.range).map(([operator, id]) => `delivery.id ${operator} ${place(id)}::uuid`),
    ...columnConditions(query.filters, place),
    ...query.conditions.map((condition) => condition(place)),
  ]
  const where = conditions.length > 0 ? conditions.join(' AND ') : 'true'
  return { from: 'delivery', where, values, place }
}
