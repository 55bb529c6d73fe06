import { deliveryQuery } from '#lib/delivery-log/delivery-query.ts'
import { findRows } from '#lib/delivery-log/find-rows.ts'
import type { LogQuery } from '#lib/delivery-log/log-query.ts'
import type { Read } from '#lib/delivery-log/read-log.ts'
import type { ResendScope } from './scope.ts'

/** What the scope says of the deliveries, the best to go by first. */
export async function resendQuery(read: Read, { filters }: ResendScope, now: number): Promise<LogQuery> {
  const query = await deliveryQuery(read, filters, now)
  return { ...query, filters: [{ column: 'id', type: 'uuid', values: filters.ids ?? [] }, ...query.filters] }
}

/** The deliveries whose turn is next; `isLast`: none are left behind them. */
export type Found = { ids: string[]; isLast: boolean }

/**
 * The next deliveries of a frozen scope behind `cursor` (null: from the first), oldest first.
 * What a run has handled lies behind it, whatever has become of it since.
 */
export async function findResends(
  read: Read,
  scope: ResendScope,
  { cursor, limit, now }: { cursor: string | null; limit: number; now: number },
): Promise<Found> {
  const query = await resendQuery(read, scope, now)
  const ids = await findRows(read, query, { direction: 'newer', from: cursor, limit }, now)
  return { ids, isLast: ids.length < limit }
}
