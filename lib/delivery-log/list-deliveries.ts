import { type DeliveryQuery, deliveryQuery } from '#lib/delivery-log/delivery-query.ts'
import { type DeliveryFilters, deliveryFilters } from '#lib/delivery-log/filters.ts'
import { type Direction, findIds } from '#lib/delivery-log/find-ids.ts'
import { readListedDeliveries } from '#lib/delivery-log/listed-delivery.ts'
import { type Read, readLog } from '#lib/delivery-log/read-log.ts'
import { readPage } from '#lib/delivery-log/read-page.ts'
import { searchDeliveries } from '#lib/delivery-log/search-deliveries.ts'
import { rangeBounds } from '#lib/delivery-log/time-range.ts'
import type { ListedDelivery, LogPage } from '#lib/delivery-log/types.ts'

/**
 * A page of deliveries, newest first. Cursors are ids of deliveries.
 * @throws ZodError for filters that say nothing sensible; UnknownName; LogTimeout after 3 s.
 */
export async function listDeliveries(
  filters: DeliveryFilters,
  now = Date.now(),
): Promise<LogPage<ListedDelivery>> {
  const parsed = deliveryFilters.parse(filters)
  return readLog(async (read) => {
    const query = await deliveryQuery(read, parsed, now)
    return readPage(
      parsed,
      (direction, from, limit) => findDeliveries(read, query, { direction, from, limit }, now),
      (ids) => readListedDeliveries(read, ids),
    )
  })
}

/** The ids of up to `limit` deliveries that way from one (exclusive), or from the newest (oldest) one, in the order read. */
export async function findDeliveries(
  read: Read,
  query: DeliveryQuery,
  part: { direction: Direction; from: string | null; limit: number },
  now: number,
): Promise<string[]> {
  const { words, range, ...by } = query
  if (words !== null) return searchDeliveries(read, { ...query, words, ...part }, now)
  const { direction, from, limit } = part
  const cursor = from === null ? [] : [[direction === 'older' ? '<' : '>', from] as const]
  const bounds = [...rangeBounds(range), ...cursor]
  return findIds(read, { table: 'delivery', ...by, bounds, direction, limit })
}
