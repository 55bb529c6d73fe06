/** Of an endpoint_health row what the breaker goes by. Moments in ms since 1970 by the database's clock. */
export type Health = {
  breaker: 'closed' | 'open' | 'half-open'
  breakerSince: number | null
  breakerReason: string | null
  probeAt: number | null
  halfOpenLimit: number
  openings: number
  failuresInRow: number
  failingSince: number | null
  pausedAt: number | null
  pausedBy: string | null
  pauseReason: string | null
}

/** What an attempt told of its endpoint. */
export type Observation =
  | { succeeded: true }
  | {
      succeeded: false
      isProbe: boolean
      /** The attempt's error, a sentence for people. */
      error: string
      /** The receiver says that it is gone for good (410). */
      isGone: boolean
    }

export type Surroundings = {
  now: number
  maxInFlight: number
  /** What became of attempts in the last five minutes, the observed ones included. */
  recent: { succeeded: number; failed: number }
}

const FAILURES_IN_ROW = 10
const FEW_ATTEMPTS = 20
const FAILURE_SHARE = 0.5
/** How long the failure share looks back. */
export const WINDOW_MINUTES = 5
const FIRST_PROBE_MS = 30_000
const LONGEST_PROBE_MS = 600_000
const DAY_MS = 86_400_000
const DAYS_UNTIL_PAUSE = 5

/** Who pauses an endpoint that nobody paused. */
export const BELLHOP = 'Bellhop'

function open(health: Health, reason: string, now: number): Health {
  const wait = Math.min(FIRST_PROBE_MS * 2 ** health.openings, LONGEST_PROBE_MS)
  return {
    ...health,
    breaker: 'open',
    breakerSince: now,
    breakerReason: reason,
    probeAt: now + wait,
    halfOpenLimit: 1,
    openings: Math.min(health.openings + 1, 20),
  }
}

function pause(health: Health, reason: string, now: number): Health {
  return health.pausedAt === null
    ? { ...health, pausedAt: now, pausedBy: BELLHOP, pauseReason: reason }
    : health
}

function afterSuccess(health: Health, { now, maxInFlight }: Surroundings): Health {
  const well = { ...health, failuresInRow: 0, failingSince: null }
  if (health.breaker === 'closed') return well
  if (health.breaker === 'open') {
    return { ...well, breaker: 'half-open', breakerSince: now, halfOpenLimit: 1, probeAt: null }
  }
  // Twice as many after each success: the backlog must not knock it over again.
  const halfOpenLimit = health.halfOpenLimit * 2
  if (halfOpenLimit < maxInFlight) return { ...well, halfOpenLimit }
  return {
    ...well,
    breaker: 'closed',
    breakerSince: now,
    breakerReason: null,
    probeAt: null,
    halfOpenLimit: 1,
    openings: 0,
  }
}

function whyToOpen(health: Health, error: string, recent: Surroundings['recent']): string | null {
  if (health.failuresInRow >= FAILURES_IN_ROW) {
    return `${health.failuresInRow} failures in a row, the last: ${error}`
  }
  const attempts = recent.succeeded + recent.failed
  if (attempts < FEW_ATTEMPTS || recent.failed / attempts <= FAILURE_SHARE) return null
  return `${recent.failed} of ${attempts} attempts in ${WINDOW_MINUTES} minutes failed, the last: ${error}`
}

function afterFailure(
  health: Health,
  failure: Extract<Observation, { succeeded: false }>,
  { now, recent }: Surroundings,
): Health {
  const failing = {
    ...health,
    failuresInRow: health.failuresInRow + 1,
    failingSince: health.failingSince ?? now,
  }
  if (failure.isGone) return pause(failing, failure.error, now)
  if (now - failing.failingSince >= DAYS_UNTIL_PAUSE * DAY_MS) {
    return pause(
      failing,
      `Nothing but failures for ${DAYS_UNTIL_PAUSE} days, the last: ${failure.error}`,
      now,
    )
  }
  if (failing.breaker === 'half-open' && failure.isProbe) {
    return open(failing, `The probe failed: ${failure.error}`, now)
  }
  if (failing.breaker !== 'closed') return failing
  const reason = whyToOpen(failing, failure.error, recent)
  return reason === null ? failing : open(failing, reason, now)
}

/**
 * What an endpoint's health is after an attempt. Pure. Closed: all may go; open: nothing until `probeAt`; half-open: a
 * probe, then twice as many with each success, until as many as the endpoint allows go well.
 */
export function nextHealth(health: Health, observed: Observation, around: Surroundings): Health {
  return observed.succeeded ? afterSuccess(health, around) : afterFailure(health, observed, around)
}

/** Whether an endpoint gets nothing but probes: its deliveries are held. */
export function isBlocked({ breaker, pausedAt }: Pick<Health, 'breaker' | 'pausedAt'>): boolean {
  return pausedAt !== null || breaker !== 'closed'
}
