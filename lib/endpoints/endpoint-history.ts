import { uuidFloor } from '#lib/db/partitions.ts'
import { readLog } from '#lib/delivery-log/read-log.ts'
import type { Attempts } from '#lib/endpoints/endpoint-state.ts'
import { DURATION_SAMPLE, HISTORY_RANGES, type HistoryRange } from '#lib/endpoints/history-ranges.ts'
import type { Durations } from '#lib/endpoints/list-endpoint-page.ts'
import { newestDeliveries } from '#lib/endpoints/newest-deliveries.ts'
import { lastHours, type Stretch } from '#lib/endpoints/stretches.ts'

const HOUR_MS = 3_600_000

/** An hour of an endpoint: its attempts, and how long a sample of the deliveries that came in it took. */
export type HistoryHour = Stretch & { durations: Durations }

export type EndpointHistory = {
  /** Oldest first, without gaps; the last one is under way. */
  hours: HistoryHour[]
  /** Of the newest deliveries of the whole time. */
  durations: Durations
}

// Counts on: endpoint_minute by key, at most 10,080 rows.
const ATTEMPTS = `
SELECT floor(extract(epoch FROM minute - to_timestamp($2 / 1000.0)) / 3600)::int AS hour,
  sum(succeeded)::int AS succeeded, sum(failed)::int AS failed
FROM endpoint_minute WHERE endpoint_id = $1 AND minute >= to_timestamp($2 / 1000.0) GROUP BY 1`

// Counts on: newestDeliveries, once a stretch.
const DURATIONS = `
SELECT stretch.place::int - 1 AS place, sample.*
FROM unnest($2::uuid[], $3::uuid[]) WITH ORDINALITY AS stretch(since, until, place)
CROSS JOIN LATERAL (
  SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY last_duration_ms) AS p50,
    percentile_cont(0.95) WITHIN GROUP (ORDER BY last_duration_ms) AS p95, count(last_duration_ms)::int AS of
  FROM (${newestDeliveries({
    columns: 'last_duration_ms',
    endpoint: '$1::uuid',
    since: 'stretch.since',
    until: 'stretch.until',
    limit: '$4',
  })}) newest
) sample
WHERE sample.of > 0`

type DurationRow = { place: number } & NonNullable<Durations>

/**
 * How an endpoint did, hour by hour.
 * @throws LogTimeout after 3 s.
 */
export async function endpointHistory(
  endpointId: string,
  range: HistoryRange,
  now = Date.now(),
): Promise<EndpointHistory> {
  const { hours: count, sample } = HISTORY_RANGES[range]
  const starts = lastHours(count, now)
  const ends = starts.map((start) => start + HOUR_MS)
  const [first = now] = starts
  return readLog(async (read) => {
    const durations = (from: number[], to: number[], limit: number) =>
      read<DurationRow>(DURATIONS, [endpointId, from.map(uuidFloor), to.map(uuidFloor), limit])
    const attempts = await read<Attempts & { hour: number }>(ATTEMPTS, [endpointId, first])
    const byHour = new Map(attempts.map((row) => [row.hour, row]))
    const took = new Map((await durations(starts, ends, sample)).map((row) => [row.place, row]))
    const [whole] = await durations([first], ends.slice(-1), DURATION_SAMPLE)
    return {
      hours: starts.map((start, hour) => ({
        from: new Date(start).toISOString(),
        succeeded: byHour.get(hour)?.succeeded ?? 0,
        failed: byHour.get(hour)?.failed ?? 0,
        durations: durationsOf(took.get(hour)),
      })),
      durations: durationsOf(whole),
    }
  })
}

function durationsOf(row: DurationRow | undefined): Durations {
  return row ? { p50: row.p50, p95: row.p95, of: row.of } : null
}
