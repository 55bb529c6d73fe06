import type { z } from 'zod'
import { type CallFilters, callFilters } from '#lib/delivery-log/filters.ts'
import { findCalls } from '#lib/delivery-log/find-calls.ts'
import type { ColumnFilter } from '#lib/delivery-log/find-ids.ts'
import { readListedCalls } from '#lib/delivery-log/listed-call.ts'
import { type Read, readLog } from '#lib/delivery-log/read-log.ts'
import { type FindIds, readPage } from '#lib/delivery-log/read-page.ts'
import { timeRange } from '#lib/delivery-log/time-range.ts'
import type { ListedCall, LogPage } from '#lib/delivery-log/types.ts'

type Parsed = z.output<typeof callFilters>

/**
 * A page of calls, newest first: events, and calls that were rejected. Cursors are ids of calls.
 * @throws ZodError for filters that say nothing sensible; LogTimeout after 3 s.
 */
export async function listCalls(filters: CallFilters, now = Date.now()): Promise<LogPage<ListedCall>> {
  const parsed = callFilters.parse(filters)
  return readLog((read) => readPage(parsed, finder(read, parsed, now), (ids) => readListedCalls(read, ids)))
}

function finder(read: Read, parsed: Parsed, now: number): FindIds {
  // Written as the partial indexes are: call_nowhere_idx, call_odd_idx, and call_odd_of_type_idx with an event type.
  const conditions = [
    ...(parsed.nowhere ? ["outcome = 'accepted' AND mapped = 0", 'NOT muted'] : []),
    ...(parsed.odd ? ['odd IS NOT NULL'] : []),
  ]
  const { search } = parsed
  const range = timeRange(parsed, now)
  return findCalls(read, { filters: columnFilters(parsed), conditions, range, search }, now)
}

function columnFilters(parsed: Parsed): ColumnFilter[] {
  return [
    { column: 'outcome', type: 'text', values: parsed.outcome ?? [] },
    { column: 'licence', type: 'text', values: parsed.licence ?? [] },
    { column: 'event_type', type: 'text', values: parsed.eventType ?? [] },
  ]
}
