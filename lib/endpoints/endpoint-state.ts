import type { ShownHealth } from '#lib/delivery-log/health-of.ts'

// How an endpoint is, for pages and for the list's order. Client-safe.

/** How an endpoint is, in one word; a pause goes before what the breaker says. */
export const ENDPOINT_STATES = {
  working: { label: 'Working' },
  recovered: { label: 'Recovered' },
  failing: { label: 'Failing' },
  open: { label: 'Breaker open' },
  'half-open': { label: 'Half-open' },
  paused: { label: 'Paused' },
} as const

export type EndpointState = keyof typeof ENDPOINT_STATES

/** Attempts of a stretch of time, by how they ended. */
export type Attempts = { succeeded: number; failed: number }

/** Attempts of the last hour, and what came after the last failure. They are counted by the minute. Times are ISO. */
export type LastHour = Attempts & {
  /** The last minute in which one failed; null: none did. */
  failedAt: string | null
  /** Whole minutes since that one began. */
  quietMinutes: number
  /** Successes of the minutes before it. */
  before: number
  /** Successes since: of the minutes after it, and one of its own, if what failed in it had been sent. */
  after: number
  /** The minute of the first of those; null: there is none. */
  succeededAt: string | null
}

/** So many failures, in a row or in an hour, are worth a word. */
export const SOME_FAILURES = 3
/** So many failures of a hundred attempts are worth a word. */
export const MUCH_PERCENT = 10
/** After so many minutes without a failure one that works has recovered, however few its attempts are. */
export const QUIET_MINUTES = 5
/** A run of successes so many times as long as those between its failures: one that still fails has it once in twenty. */
export const LONG_RUN = 3

/** Whether so much of it fails that a person should look. */
export function failsOften({ succeeded, failed }: Attempts): boolean {
  return failed >= SOME_FAILURES && failed * 100 >= MUCH_PERCENT * (succeeded + failed)
}

const NOTHING: LastHour = {
  succeeded: 0,
  failed: 0,
  failedAt: null,
  quietMinutes: 0,
  before: 0,
  after: 0,
  succeededAt: null,
}

/**
 * The state of an endpoint, which had these attempts in the last hour. Pure; `STATE` says the same in SQL. One whose hour
 * was bad has recovered when its last attempts succeeded: for longer than one that fails now and then would, or since its
 * breaker closed. What failed before it was resumed tells nothing of how it is now.
 */
export function stateOf(
  { breaker, breakerSince, pausedAt, failuresInRow }: ShownHealth,
  lastHour: LastHour = NOTHING,
): EndpointState {
  if (pausedAt !== null) return 'paused'
  if (breaker !== 'closed') return breaker
  if (failuresInRow >= SOME_FAILURES) return 'failing'
  const { failedAt, quietMinutes, before, after, failed } = lastHour
  if (failedAt === null || !failsOften(lastHour)) return 'working'
  if (failuresInRow > 0) return 'failing'
  const isLetGo = breakerSince !== null && breakerSince >= failedAt
  if (after === 0) return isLetGo ? 'working' : 'failing'
  const isLongRun = after * failed >= LONG_RUN * before
  return isLetGo || quietMinutes >= QUIET_MINUTES || isLongRun ? 'recovered' : 'failing'
}
