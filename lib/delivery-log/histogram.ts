import { uuidFloor } from '#lib/db/partitions.ts'
import type { LogQuery } from '#lib/delivery-log/log-query.ts'
import { type Matching, matching } from '#lib/delivery-log/matching.ts'
import type { Read } from '#lib/delivery-log/read-log.ts'
import { uuidTime } from '#lib/delivery-log/search-windows.ts'
import { COUNT_BOUND } from '#lib/mappings/limits.ts'

/** Rows by kind between two moments, ms since 1970. `from` and `stepMs` of the first bar; bars without any are left out. */
export type Histogram<Kind extends string> = {
  from: number
  to: number
  stepMs: number
  bars: Bar<Kind>[]
  /** Too many to count all: those of the most frequent kind are estimated from a part of them. */
  isEstimate: boolean
  /** Of words only the newest COUNT_BOUND matches are known: nothing before `from` was counted. */
  isNewestOnly: boolean
}

type Bar<Kind extends string> = { at: number; counts: Partial<Record<Kind, number>> }

/** By what the rows of a table are told apart. SQL over it. */
export type Kinds<Kind extends string> = {
  /** The kind of a row. */
  column: string
  /** Conditions that hold for the rows of each kind, such as an index answers. */
  each: Record<Kind, string>
  /** What nearly all are. */
  frequent: Kind
  /** What an index counts in place of the frequent kind; those of `among` are among it, and are taken off again. */
  wide?: { sql: string; among: Kind[] }
  /** Whether the query asks for nothing but what an index by kind and id knows by itself. */
  isIndexed: (query: LogQuery) => boolean
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

/** What a query matches over its time; null when that is nothing. */
export async function readHistogram<Kind extends string>(
  read: Read,
  query: LogQuery,
  kinds: Kinds<Kind>,
  now: number,
): Promise<Histogram<Kind> | null> {
  const match = await matching(read, query, now)
  const range = await rangeOf(read, query, match, now)
  if (range === null) return null
  const stepMs = STEPS.find((step) => (range.to - range.from) / step <= MOST_BARS) ?? 365 * DAY
  // Bars begin at round moments, so that they stand still while time goes on.
  const from = Math.floor(range.from / stepMs) * stepMs
  const isEstimate = query.words === null && (await estimate(read, query, match)) > COUNT_ALL
  const count =
    query.words !== null
      ? countWorded
      : isEstimate
        ? countSome
        : kinds.isIndexed(query)
          ? countByKind
          : countByBar
  const counted = { table: query.table, match, kinds, steps: { from, to: range.to, stepMs } }
  const bars = barsOf<Kind>(await count(read, counted), { from, stepMs })
  return { from, to: range.to, stepMs, bars, isEstimate, ...range.known }
}

type Range = { from: number; to: number; known: { isNewestOnly: boolean } }

async function rangeOf(
  read: Read,
  { table, words, range }: LogQuery,
  match: Matching,
  now: number,
): Promise<Range | null> {
  const to = Math.min(range.to ?? now, Math.max(now, range.from ?? 0)) + 1
  if (words === null) {
    if (range.from !== null) return { from: range.from, to, known: { isNewestOnly: false } }
    // The oldest that is kept, whatever the filters leave: it is the same for all of them, and is found at once.
    const [oldest] = await read<{ id: string }>(`SELECT id FROM ${table} ORDER BY id LIMIT 1`, [])
    return oldest ? { from: Math.min(uuidTime(oldest.id), to), to, known: { isNewestOnly: false } } : null
  }
  const [found] = await read<{ count: number; oldest: string | null }>(
    `SELECT count(*)::int AS count, min(${table}.id::text) AS oldest FROM ${match.from} WHERE ${match.where}`,
    match.values,
  )
  if (!found?.oldest) return null
  const isNewestOnly = found.count > COUNT_BOUND
  const from = isNewestOnly || range.from === null ? uuidTime(found.oldest) : range.from
  return { from, to, known: { isNewestOnly } }
}

/** What the planner thinks how many rows match. */
async function estimate(read: Read, { table }: LogQuery, { where, values }: Matching): Promise<number> {
  const [row] = await read<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>(
    `EXPLAIN (FORMAT JSON) SELECT FROM ${table} WHERE ${where}`,
    values,
  )
  return row?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0
}

type Steps = { from: number; to: number; stepMs: number }
type Row = { bar: number; kind: string; count: number }
type Counted = {
  table: LogQuery['table']
  match: Matching
  kinds: Pick<Kinds<string>, 'column' | 'each' | 'frequent' | 'wide'>
  steps: Steps
}
type Count = (read: Read, counted: Counted) => Promise<Row[]>

const barOf = (table: string, { from, stepMs }: Steps) =>
  `floor((extract(epoch FROM uuid_extract_timestamp(${table}.id)) * 1000 - ${from}) / ${stepMs})::int`

const countWorded: Count = (read, { table, match: { from, where, values }, kinds, steps }) =>
  read<Row>(
    `SELECT ${barOf(table, steps)} AS bar, ${kinds.column} AS kind, count(*)::int AS count FROM ${from} WHERE ${where} GROUP BY 1, 2`,
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

const inBar = (table: string) => `${table}.id >= bounds.low AND ${table}.id < bounds.high`

// Counts on: delivery (status, id), without a look at the rows; call (outcome, id) and call_nowhere_idx.
const countByKind: Count = async (read, { table, match: { where, values, place }, kinds, steps }) => {
  const bounds = barBounds(steps, place)
  const { frequent, wide } = kinds
  const each = Object.entries({ ...kinds.each, ...(wide && { [frequent]: wide.sql }) }).map(
    ([kind, condition]) =>
      `SELECT place::int - 1 AS bar, '${kind}' AS kind, counted.count FROM ${bounds},
        LATERAL (SELECT count(*)::int AS count FROM ${table} WHERE ${condition} AND ${inBar(table)} AND ${where}) AS counted
        WHERE counted.count > 0`,
  )
  const rows = await read<Row>(each.join(' UNION ALL '), values)
  if (!wide) return rows
  return rows.map((row) => {
    if (row.kind !== frequent) return row
    const off = rows.filter(({ bar, kind }) => bar === row.bar && wide.among.includes(kind))
    return { ...row, count: off.reduce((left, { count }) => left - count, row.count) }
  })
}

// Counts on: (column, id, …) of the best filter; for a licence, an event type or an endpoint without a look at the rows.
const countByBar: Count = (read, { table, match: { where, values, place }, kinds, steps }) =>
  read<Row>(
    `SELECT place::int - 1 AS bar, counted.kind, counted.count FROM ${barBounds(steps, place)},
      LATERAL (SELECT ${kinds.column} AS kind, count(*)::int AS count FROM ${table}
        WHERE ${inBar(table)} AND ${where} GROUP BY 1) AS counted`,
    values,
  )

/** Of every hundred pages of the table so many are read. */
const SAMPLED = 2

const countSome: Count = async (read, { table, match: { where, values }, kinds, steps }) => {
  const { [kinds.frequent]: frequent, ...others } = kinds.each
  const select = (count: string, from: string, condition: string) =>
    read<Row>(
      `SELECT ${barOf(table, steps)} AS bar, ${kinds.column} AS kind, ${count}::int AS count
      FROM ${from} WHERE ${where} AND (${condition}) GROUP BY 1, 2`,
      values,
    )
  const sampled = `${table} TABLESAMPLE SYSTEM (${SAMPLED})`
  return [
    ...(await select('count(*)', table, Object.values(others).join(' OR '))),
    ...(await select(`(count(*) * ${100 / SAMPLED})`, sampled, frequent ?? 'true')),
  ]
}

function barsOf<Kind extends string>(rows: Row[], { from, stepMs }: Omit<Steps, 'to'>): Bar<Kind>[] {
  const bars = new Map<number, Partial<Record<string, number>>>()
  for (const { bar, kind, count } of rows) bars.set(bar, { ...bars.get(bar), [kind]: count })
  return [...bars]
    .sort(([a], [b]) => a - b)
    .map(([bar, counts]) => ({ at: from + bar * stepMs, counts: counts as Bar<Kind>['counts'] })) // the kinds that were asked for
}
