import { uuidFloor } from '#lib/db/partitions.ts'
import type { IdBound } from '#lib/delivery-log/find-ids.ts'
import { parseMoment } from '#lib/delivery-log/moment.ts'

/** Moments in ms since 1970, `from` <= row < `to`; null is open. */
export type TimeRange = { from: number | null; to: number | null }

/** What since and until say at this moment. */
export function timeRange(
  filters: { since?: string | undefined; until?: string | undefined },
  now: number,
): TimeRange {
  const at = (text: string | undefined) => (text === undefined ? null : parseMoment(text, now))
  return { from: at(filters.since), to: at(filters.until) }
}

/** The same as bounds of ids, which hold the time and prune the partitions. */
export function rangeBounds({ from, to }: TimeRange): IdBound[] {
  return [
    ...(from === null ? [] : [['>=', uuidFloor(from)] as const]),
    ...(to === null ? [] : [['<', uuidFloor(to)] as const]),
  ]
}
