import { uuidFloor } from '#lib/db/partitions.ts'
import { type OverviewRange, RANGE_SHAPES } from '#lib/overview/ranges.ts'

const MINUTE_MS = 60_000

/** A bar of a chart, in ms since 1970: `from` <= moment < `to`. The newest one has just begun. */
export type Bar = { from: number; to: number }

/** The bars of a range, oldest first, without gaps; they begin at round times (UTC), so that they stay where they are. */
export function barsOf(range: OverviewRange, now: number): Bar[] {
  const { minutes, bars } = RANGE_SHAPES[range]
  const length = minutes * MINUTE_MS
  const newest = Math.floor(now / length) * length
  return Array.from({ length: bars }, (_, index) => {
    const from = newest - (bars - 1 - index) * length
    return { from, to: from + length }
  })
}

/** Columns for `unnest`: parts of bars as bounds of ids and as moments, with the place of their bar. */
export type PartColumns = [fromIds: string[], toIds: string[], from: Date[], to: Date[], bar: number[]]

/** Cuts each bar into so many equal parts. A part that is not over yet ends now. */
export function partsOf(bars: readonly Bar[], parts: number, now: number): PartColumns {
  const all = bars.flatMap(({ from, to }, bar) =>
    Array.from({ length: parts }, (_, part) => {
      const length = (to - from) / parts
      return { bar, from: from + part * length, to: from + (part + 1) * length }
    }),
  )
  return [
    all.map((part) => uuidFloor(part.from)),
    all.map((part) => uuidFloor(part.to)),
    all.map((part) => new Date(part.from)),
    all.map((part) => new Date(Math.max(part.from + 1, Math.min(part.to, now)))),
    all.map((part) => part.bar),
  ]
}
