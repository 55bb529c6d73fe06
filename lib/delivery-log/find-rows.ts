import { type Direction, findIds } from '#lib/delivery-log/find-ids.ts'
import type { LogQuery } from '#lib/delivery-log/log-query.ts'
import type { Read } from '#lib/delivery-log/read-log.ts'
import { searchCalls } from '#lib/delivery-log/search-calls.ts'
import { searchDeliveries } from '#lib/delivery-log/search-deliveries.ts'
import { rangeBounds } from '#lib/delivery-log/time-range.ts'

const search = { call: searchCalls, delivery: searchDeliveries }

/** The ids of up to `limit` rows that way from one (exclusive), or from the newest (oldest) one, in the order read. */
export async function findRows(
  read: Read,
  query: LogQuery,
  part: { direction: Direction; from: string | null; limit: number },
  now: number,
): Promise<string[]> {
  const { table, words, range, ...by } = query
  if (words !== null) return search[table](read, { ...query, words, ...part }, now)
  const { direction, from, limit } = part
  const cursor = from === null ? [] : [[direction === 'older' ? '<' : '>', from] as const]
  const bounds = [...rangeBounds(range), ...cursor]
  return findIds(read, { table, ...by, bounds, direction, limit })
}
