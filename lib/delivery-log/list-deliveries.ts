import type { z } from 'zod'
import { type DeliveryFilters, deliveryFilters } from '#lib/delivery-log/filters.ts'
import { type ColumnFilter, findIds } from '#lib/delivery-log/find-ids.ts'
import { readListedDeliveries } from '#lib/delivery-log/listed-delivery.ts'
import { type Read, readLog } from '#lib/delivery-log/read-log.ts'
import { type FindIds, readPage } from '#lib/delivery-log/read-page.ts'
import { searchDeliveries } from '#lib/delivery-log/search-deliveries.ts'
import { rangeBounds, timeRange } from '#lib/delivery-log/time-range.ts'
import type { ListedDelivery, LogPage } from '#lib/delivery-log/types.ts'

type Parsed = z.output<typeof deliveryFilters>

/**
 * A page of deliveries, newest first; with a search, by the time of their events. Cursors are ids of deliveries.
 * @throws ZodError for filters that say nothing sensible; LogTimeout after 3 s.
 */
export async function listDeliveries(
  filters: DeliveryFilters,
  now = Date.now(),
): Promise<LogPage<ListedDelivery>> {
  const parsed = deliveryFilters.parse(filters)
  return readLog((read) =>
    readPage(parsed, finder(read, parsed, now), (ids) => readListedDeliveries(read, ids)),
  )
}

function finder(read: Read, parsed: Parsed, now: number): FindIds {
  const filters = columnFilters(parsed)
  const range = timeRange(parsed, now)
  const { search } = parsed
  if (search !== undefined) {
    return (direction, from, limit) =>
      searchDeliveries(read, { search, filters, range, direction, from, limit }, now)
  }
  return (direction, from, limit) => {
    const cursor = from === null ? [] : [[direction === 'older' ? '<' : '>', from] as const]
    const bounds = [...rangeBounds(range), ...cursor]
    return findIds(read, { table: 'delivery', filters, bounds, direction, limit })
  }
}

/**
 * The filters of a list as conditions on the deliveries' columns, the best to go by first: few deliveries are in any
 * other state than succeeded.
 */
export function columnFilters(
  parsed: Pick<Parsed, 'status' | 'licence' | 'endpointId' | 'eventType'>,
): ColumnFilter[] {
  const status: ColumnFilter = { column: 'status', type: 'text', values: parsed.status ?? [] }
  const others: ColumnFilter[] = [
    { column: 'licence', type: 'text', values: parsed.licence ?? [] },
    { column: 'endpoint_id', type: 'uuid', values: parsed.endpointId ?? [] },
    { column: 'event_type', type: 'text', values: parsed.eventType ?? [] },
  ]
  return parsed.status?.includes('succeeded') ? [...others, status] : [status, ...others]
}
