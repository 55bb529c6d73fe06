import { barsOf, partsOf } from '#lib/overview/bars.ts'
import type { OverviewRange } from '#lib/overview/ranges.ts'
import { readByIndex } from '#lib/overview/read-by-index.ts'

/** Attempts that are looked at, over the whole range; a bar's share of them is taken at so many places of it. */
const LOOKED_AT = 10_000
const PLACES = 4

/** From the call at the door to the receiver's answer, or its failure, in ms. `from` and `to` are ISO. */
export type LatencyBar = {
  from: string
  to: string
  /** null: there was no first attempt. */
  p50: number | null
  p95: number | null
  p99: number | null
}

type Row = { bar: number; percentiles: [number, number, number] }

// Counts on: attempt by key, $6 rows a part at most; delivery and call by key, each with its partition found at run time.
// What a person had replayed or delivered later says nothing of how fast it is: those have another trigger.
const PERCENTILES = `
SELECT part.bar, percentile_disc(ARRAY[0.5, 0.95, 0.99]) WITHIN GROUP (
  ORDER BY greatest(extract(epoch FROM first.finished_at - event.received_at) * 1000, 0)::float8) AS percentiles
FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::timestamptz[], $5::int[]) AS part(from_id, to_id, "from", "to", bar)
CROSS JOIN LATERAL (
  SELECT number, trigger, delivery_id, finished_at FROM attempt
  WHERE id >= part.from_id AND id < part.to_id ORDER BY id DESC LIMIT $6) first
CROSS JOIN LATERAL (SELECT event_id FROM delivery WHERE delivery.id = first.delivery_id OFFSET 0) delivery
CROSS JOIN LATERAL (SELECT received_at FROM call WHERE call.id = delivery.event_id OFFSET 0) event
WHERE first.number = 1 AND first.trigger = 'event' AND first.finished_at IS NOT NULL
GROUP BY part.bar`

/**
 * How long first attempts took from call to receiver, for each bar of a range, oldest first; of a sample when there are many.
 * @throws LogTimeout after 3 s.
 */
export async function latencyOverTime(
  range: OverviewRange,
  { now = Date.now(), lookedAt = LOOKED_AT } = {},
): Promise<LatencyBar[]> {
  const bars = barsOf(range, now)
  const atMost = Math.ceil(lookedAt / (bars.length * PLACES))
  const rows = await readByIndex((read) => read<Row>(PERCENTILES, [...partsOf(bars, PLACES, now), atMost]))
  const found = new Map(rows.map((row) => [row.bar, row.percentiles]))
  return bars.map(({ from, to }, bar) => {
    const [p50 = null, p95 = null, p99 = null] = found.get(bar) ?? []
    return { from: new Date(from).toISOString(), to: new Date(to).toISOString(), p50, p95, p99 }
  })
}
