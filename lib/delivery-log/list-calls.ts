import { callQuery } from '#lib/delivery-log/call-query.ts'
import { type CallFilters, callFilters } from '#lib/delivery-log/filters.ts'
import { findRows } from '#lib/delivery-log/find-rows.ts'
import { readListedCalls } from '#lib/delivery-log/listed-call.ts'
import { readLog } from '#lib/delivery-log/read-log.ts'
import { readPage } from '#lib/delivery-log/read-page.ts'
import type { ListedCall, LogPage } from '#lib/delivery-log/types.ts'

/**
 * A page of calls, newest first unless ordered otherwise: events, and calls that were rejected. Cursors are ids of calls.
 * @throws ZodError for filters that say nothing sensible; UnknownName; LogTimeout after 3 s.
 */
export async function listCalls(filters: CallFilters, now = Date.now()): Promise<LogPage<ListedCall>> {
  const parsed = callFilters.parse(filters)
  return readLog(async (read) => {
    const query = await callQuery(read, parsed, now)
    return readPage(
      parsed,
      (direction, from, limit) => findRows(read, query, { direction, from, limit }, now),
      (ids) => readListedCalls(read, ids),
    )
  })
}
