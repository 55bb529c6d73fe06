import { DELIVERY_STATUSES, type DeliveryStatus } from '#lib/delivery-log/delivery-status.ts'
import type { Read } from '#lib/delivery-log/read-log.ts'
import { CALL_OUTCOMES } from '#lib/delivery-log/types.ts'
import { barsOf, partsOf } from '#lib/overview/bars.ts'
import { type OverviewRange, RANGE_SHAPES } from '#lib/overview/ranges.ts'
import { readByIndex } from '#lib/overview/read-by-index.ts'

/** Rows of one status that are looked at, over the whole range. */
const LOOKED_AT = 800_000

/** What was made of the calls of a time, and what became of it. Times are ISO strings in UTC. */
export type DeliveryBar = Record<DeliveryStatus, number> & {
  from: string
  to: string
  /** Calls, the rejected ones included. */
  calls: number
  rejected: number
  /** There were too many to count: they are as dense as the newest of each part. */
  isEstimate: boolean
}

type Counted = { table: 'delivery'; column: 'status' } | { table: 'call'; column: 'outcome' }

type Row = { bar: number; value: string; count: number; isEstimate: boolean }

// Counts on: (column, id), index only, $7 + 1 rows a value and part at most; runtime pruning finds the part's partition.
// Where that is not all, the rest is taken to be as dense as what was counted.
const COUNT = ({ table, column }: Counted) => `
SELECT part.bar, kind.value, round(sum(CASE WHEN counted.rows > $7
    THEN counted.rows * extract(epoch FROM part.to - part.from) / greatest(extract(epoch FROM part.to - counted.oldest), 0.001)
    ELSE counted.rows END))::float8 AS count, bool_or(counted.rows > $7) AS "isEstimate"
FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::timestamptz[], $5::int[]) AS part(from_id, to_id, "from", "to", bar)
CROSS JOIN unnest($6::text[]) AS kind(value)
CROSS JOIN LATERAL (
  SELECT count(*) AS rows, min(uuid_extract_timestamp(id)) AS oldest FROM (
    SELECT id FROM ${table} WHERE ${column} = kind.value AND id >= part.from_id AND id < part.to_id
    ORDER BY id DESC LIMIT $7 + 1) newest
) counted
WHERE counted.rows > 0 GROUP BY part.bar, kind.value`

/**
 * Deliveries by status, calls and rejected calls of each bar of a range, oldest first; of deliveries that go out again
 * with a change too. Exact up to thousands a bar, beyond that an estimate.
 * @throws LogTimeout after 3 s.
 */
export async function deliveriesOverTime(
  range: OverviewRange,
  { now = Date.now(), lookedAt = LOOKED_AT } = {},
): Promise<DeliveryBar[]> {
  const bars = barsOf(range, now)
  const { parts } = RANGE_SHAPES[range]
  const columns = partsOf(bars, parts, now)
  const atMost = Math.ceil(lookedAt / (bars.length * parts))
  const count = (read: Read, counted: Counted, values: readonly string[]) =>
    read<Row>(COUNT(counted), [...columns, values, atMost])
  const [deliveries, calls] = await readByIndex(async (read) => [
    await count(read, { table: 'delivery', column: 'status' }, DELIVERY_STATUSES),
    await count(read, { table: 'call', column: 'outcome' }, CALL_OUTCOMES),
  ])
  const found = new Map([...deliveries, ...calls].map((row) => [`${row.bar} ${row.value}`, row]))
  return bars.map(({ from, to }, bar) => {
    const of = (value: string) => found.get(`${bar} ${value}`)
    const counted = (value: string) => of(value)?.count ?? 0
    return {
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      failed: counted('failed'),
      pending: counted('pending'),
      held: counted('held'),
      succeeded: counted('succeeded'),
      cancelled: counted('cancelled'),
      calls: counted('accepted') + counted('rejected'),
      rejected: counted('rejected'),
      isEstimate: [...DELIVERY_STATUSES, ...CALL_OUTCOMES].some((value) => of(value)?.isEstimate),
    }
  })
}
