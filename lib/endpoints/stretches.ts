import type { Attempts } from '#lib/endpoints/endpoint-state.ts'

const HOUR_MS = 3_600_000

/** Attempts that ended in a stretch of time, which begins at `from` (ISO). */
export type Stretch = Attempts & { from: string }

/** When each of the last hours begins, in ms since 1970, oldest first; the last one is under way. */
export function lastHours(count: number, now: number): number[] {
  const last = Math.floor(now / HOUR_MS) * HOUR_MS
  return Array.from({ length: count }, (_, hour) => last - (count - 1 - hour) * HOUR_MS)
}
