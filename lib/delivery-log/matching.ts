import type { DeliveryQuery } from '#lib/delivery-log/delivery-query.ts'
import { columnConditions, placeholders } from '#lib/delivery-log/find-ids.ts'
import { findDeliveries } from '#lib/delivery-log/list-deliveries.ts'
import type { Read } from '#lib/delivery-log/read-log.ts'
import { rangeBounds } from '#lib/delivery-log/time-range.ts'

/** So many deliveries are counted; of more it is said that there are more. */
export const COUNTED = 10_000

/** The WHERE clause of deliveries that match, as SQL, with the values of its statement. */
export type Matching = { where: string; values: unknown[]; place: (value: unknown) => string }

/**
 * What matches, as a condition on `delivery`. With words these are the newest COUNTED + 1 ids that have them: words are
 * sought from the newest down, and all of them may be millions.
 */
export async function matching(read: Read, query: DeliveryQuery, now: number): Promise<Matching> {
  const { values, place } = placeholders()
  if (query.words !== null) {
    const part = { direction: 'older', from: null, limit: COUNTED + 1 } as const
    const ids = await findDeliveries(read, query, part, now)
    return { where: `delivery.id = ANY(${place(ids)}::uuid[])`, values, place }
  }
  const conditions = [
    ...rangeBounds(query.range).map(([operator, id]) => `delivery.id ${operator} ${place(id)}::uuid`),
    ...columnConditions(query.filters, place),
    ...query.conditions.map((condition) => condition(place)),
  ]
  return { where: conditions.length > 0 ? conditions.join(' AND ') : 'true', values, place }
}
