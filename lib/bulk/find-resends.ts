import { type ColumnFilter, findIds } from '#lib/delivery-log/find-ids.ts'
import { columnFilters } from '#lib/delivery-log/list-deliveries.ts'
import type { Read } from '#lib/delivery-log/read-log.ts'
import { searchDeliveries } from '#lib/delivery-log/search-deliveries.ts'
import { rangeBounds, timeRange } from '#lib/delivery-log/time-range.ts'
import type { ResendScope } from './scope.ts'

/** What the scope says of the deliveries' columns, the best to go by first. */
export function resendColumns({ filters }: ResendScope): ColumnFilter[] {
  return [{ column: 'id', type: 'uuid', values: filters.ids ?? [] }, ...columnFilters(filters)]
}

/** The deliveries whose turn is next; `isLast`: none are left behind them. */
export type Found = { ids: string[]; isLast: boolean }

/**
 * The next deliveries of a frozen scope behind `cursor` (null: from the first), in the order in which their events came.
 * What a run has handled lies behind it, whatever has become of it since.
 */
export async function findResends(
  read: Read,
  scope: ResendScope,
  { cursor, limit, now }: { cursor: string | null; limit: number; now: number },
): Promise<Found> {
  const { filters } = scope
  const columns = resendColumns(scope)
  const range = timeRange(filters, now)
  const { search } = filters
  const beyond = cursor === null ? [] : [['>', cursor] as const]
  const ids =
    search === undefined
      ? await findIds(read, {
          table: 'delivery',
          filters: columns,
          bounds: [...rangeBounds(range), ...beyond],
          direction: 'newer',
          limit,
        })
      : await searchDeliveries(
          read,
          { search, filters: columns, range, direction: 'newer', from: cursor, limit },
          now,
        )
  return { ids, isLast: ids.length < limit }
}
