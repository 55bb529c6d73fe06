import { deliveryQuery } from '#lib/delivery-log/delivery-query.ts'
import { type DeliveryFilters, deliveryFilters } from '#lib/delivery-log/filters.ts'
import { findRows } from '#lib/delivery-log/find-rows.ts'
import { readListedDeliveries } from '#lib/delivery-log/listed-delivery.ts'
import { readLog } from '#lib/delivery-log/read-log.ts'
import { readPage } from '#lib/delivery-log/read-page.ts'
import type { ListedDelivery, LogPage } from '#lib/delivery-log/types.ts'

/**
 * A page of deliveries, newest first unless ordered otherwise. Cursors are ids of deliveries.
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
      (direction, from, limit) => findRows(read, query, { direction, from, limit }, now),
      (ids) => readListedDeliveries(read, ids),
    )
  })
}
