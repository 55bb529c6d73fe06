import type { ShownHealth } from '#lib/delivery-log/health-of.ts'

// How an endpoint is, for pages and for the list's order. Client-safe.

/** How an endpoint is, in one word; a pause goes before what the breaker says. */
export const ENDPOINT_STATES = {
  working: { label: 'Working' },
  failing: { label: 'Failing' },
  open: { label: 'Breaker open' },
  'half-open': { label: 'Half-open' },
  paused: { label: 'Paused' },
} as const

export type EndpointState = keyof typeof ENDPOINT_STATES

/** Attempts of a stretch of time, by how they ended. */
export type Attempts = { succeeded: number; failed: number }

/** So many failures, in a row or in an hour, are worth a word. */
export const SOME_FAILURES = 3
/** So many failures of a hundred attempts are worth a word. */
export const MUCH_PERCENT = 10

/** Whether so much of it fails that a person should look. */
export function failsOften({ succeeded, failed }: Attempts): boolean {
  return failed >= SOME_FAILURES && failed * 100 >= MUCH_PERCENT * (succeeded + failed)
}

const NOTHING: Attempts = { succeeded: 0, failed: 0 }

/** The state of an endpoint, which had these attempts in the last hour. Pure; `IS_FAILING` says its last line in SQL. */
export function stateOf(
  { breaker, pausedAt, failuresInRow }: ShownHealth,
  lastHour: Attempts = NOTHING,
): EndpointState {
  if (pausedAt !== null) return 'paused'
  if (breaker !== 'closed') return breaker
  return failuresInRow >= SOME_FAILURES || failsOften(lastHour) ? 'failing' : 'working'
}
