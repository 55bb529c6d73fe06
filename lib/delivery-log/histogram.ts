import type { z } from 'zod'
import { uuidFloor } from '#lib/db/partitions.ts'
import { type DeliveryQuery, deliveryQuery } from '#lib/delivery-log/delivery-query.ts'
import { DELIVERY_STATUSES, type DeliveryStatus } from '#lib/delivery-log/delivery-status.ts'
import { allDeliveries } from '#lib/delivery-log/filters.ts'
import { type Matching, matching } from '#lib/delivery-log/matching.ts'
import { type Read, readLog } from '#lib/delivery-log/read-log.ts'
import { uuidTime } from '#lib/delivery-log/search-windows.ts'
import { COUNT_BOUND } from '#lib/mappings/limits.ts'

/** Deliveries by status between two moments, ms since 1970. `from` and `stepMs` of the first bar; bars without any are left out. */
export type Histogram = {
  from: number
  to: number
  stepMs: number
  bars: { at: number; counts: Partial<Record<DeliveryStatus, number>> }[]
  /** Too many to count all: those that succeeded are estimated from a part of them. */
  isEstimate: boolean
  /** Of words only the newest COUNT_BOUND matches are known: nothing before `from` was counted. */
  isNewestOnly: boolean
}

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 7, 14, 30, 90, 365].map((n) => n * DAY),
]
const MOST_BARS = 72

/** More rows than this are not all counted. */
const COUNT_ALL = 3_000_000

/**
 * The deliveries of a list over its time; null when there are none.
 * @throws ZodError, UnknownName, LogTimeout as the list does.
 */
export async function readHistogram(
  given: z.input<typeof allDeliveries>,
  now = Date.now(),
): Promise<Histogram | null> {
  const filters = allDeliveries.parse(given)
  return readLog(async (read) => {
    const query = await deliveryQuery(read, filters, now)
    const match = await matching(read, query, now)
    const range = await rangeOf(read, query, match, now)
    if (range === null) return null
    const stepMs = STEPS.find((step) => (range.to - range.from) / step <= MOST_BARS) ?? 365 * DAY
    // Bars begin at round moments, so that they stand still while time goes on.
    const from = Math.floor(range.from / stepMs) * stepMs
    const isEstimate = query.words === null && (await estimate(read, match)) > COUNT_ALL
    const count =
      query.words !== null
        ? countWorded
        : isEstimate
          ? countSome
          : isByStatus(query)
            ? countByStatus
            : countByBar
    const rows = await count(read, match, { from, to: range.to, stepMs })
    return { from, to: range.to, stepMs, bars: barsOf(rows, { from, stepMs }), isEstimate, ...range.known }
  })
}

type Range = { from: number; to: number; known: { isNewestOnly: boolean } }

async function rangeOf(
  read: Read,
  { words, range }: DeliveryQuery,
  match: Matching,
  now: number,
): Promise<Range | null> {
  const to = Math.min(range.to ?? now, Math.max(now, range.from ?? 0)) + 1
  if (words === null) {
    if (range.from !== null) return { from: range.from, to, known: { isNewestOnly: false } }
    // The oldest that is kept, whatever the filters leave: it is the same for all of them, and is found at once.
    const [oldest] = await read<{ id: string }>('SELECT id FROM delivery ORDER BY id LIMIT 1', [])
    return oldest ? { from: Math.min(uuidTime(oldest.id), to), to, known: { isNewestOnly: false } } : null
  }
  const [found] = await read<{ count: number; oldest: string | null }>(
    `SELECT count(*)::int AS count, min(delivery.id::text) AS oldest FROM ${match.from} WHERE ${match.where}`,
    match.values,
  )
  if (!found?.oldest) return null
  const isNewestOnly = found.count > COUNT_BOUND
  const from = isNewestOnly || range.from === null ? uuidTime(found.oldest) : range.from
  return { from, to, known: { isNewestOnly } }
}

/** What the planner thinks how many rows match. */
async function estimate(read: Read, { where, values }: Matching): Promise<number> {
  const [row] = await read<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>(
    `EXPLAIN (FORMAT JSON) SELECT FROM delivery WHERE ${where}`,
    values,
  )
  return row?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0
}

type Steps = { from: number; to: number; stepMs: number }
type Row = { bar: number; status: DeliveryStatus; count: number }
type Count = (read: Read, match: Matching, steps: Steps) => Promise<Row[]>

const BAR = ({ from, stepMs }: Steps) =>
  `floor((extract(epoch FROM uuid_extract_timestamp(delivery.id)) * 1000 - ${from}) / ${stepMs})::int`

const countWorded: Count = (read, { from, where, values }, steps) =>
  read<Row>(
    `SELECT ${BAR(steps)} AS bar, status, count(*)::int AS count FROM ${from} WHERE ${where} GROUP BY 1, 2`,
    values,
  )

/** The bars as bounds of ids: each is counted by itself, from an index. A time taken out of a million ids takes ten times as long. */
function barBounds({ from, to, stepMs }: Steps, place: Matching['place']): string {
  const starts = Array.from({ length: Math.ceil((to - from) / stepMs) + 1 }, (_, bar) =>
    uuidFloor(from + bar * stepMs),
  )
  const bounds = `unnest(${place(starts.slice(0, -1))}::uuid[], ${place(starts.slice(1))}::uuid[])`
  return `${bounds} WITH ORDINALITY AS bounds(low, high, place)`
}

const IN_BAR = 'delivery.id >= bounds.low AND delivery.id < bounds.high'

/** Whether nothing is asked for but a status and a time: what an index knows by itself. */
const isByStatus = ({ filters, conditions }: DeliveryQuery) =>
  conditions.length === 0 && filters.every(({ column, values }) => column === 'status' || values.length === 0)

// Counts on: delivery (status, id), without a look at the rows.
const countByStatus: Count = (read, { where, values, place }, steps) =>
  read<Row>(
    `SELECT place::int - 1 AS bar, given.status, counted.count FROM ${barBounds(steps, place)},
      unnest(${place(DELIVERY_STATUSES)}::text[]) AS given(status),
      LATERAL (SELECT count(*)::int AS count FROM delivery
        WHERE delivery.status = given.status AND ${IN_BAR} AND ${where}) AS counted WHERE counted.count > 0`,
    values,
  )

// Counts on: delivery (column, id) of the best filter.
const countByBar: Count = (read, { where, values, place }, steps) =>
  read<Row>(
    `SELECT place::int - 1 AS bar, counted.status, counted.count FROM ${barBounds(steps, place)},
      LATERAL (SELECT status, count(*)::int AS count FROM delivery WHERE ${IN_BAR} AND ${where} GROUP BY status) AS counted`,
    values,
  )

/** Of every hundred pages of the table so many are read. */
const SAMPLED = 2

const countSome: Count = async (read, { where, values }, steps) => {
  const others = await read<Row>(
    `SELECT ${BAR(steps)} AS bar, status, count(*)::int AS count FROM delivery
    WHERE ${where} AND status = ANY('{failed,pending,held,cancelled}') GROUP BY 1, 2`,
    values,
  )
  const succeeded = await read<Row>(
    `SELECT ${BAR(steps)} AS bar, status, (count(*) * ${100 / SAMPLED})::int AS count
    FROM delivery TABLESAMPLE SYSTEM (${SAMPLED}) WHERE ${where} AND status = 'succeeded' GROUP BY 1, 2`,
    values,
  )
  return [...others, ...succeeded]
}

function barsOf(rows: Row[], { from, stepMs }: Omit<Steps, 'to'>): Histogram['bars'] {
  const bars = new Map<number, Partial<Record<DeliveryStatus, number>>>()
  for (const { bar, status, count } of rows) bars.set(bar, { ...bars.get(bar), [status]: count })
  return [...bars].sort(([a], [b]) => a - b).map(([bar, counts]) => ({ at: from + bar * stepMs, counts }))
}
