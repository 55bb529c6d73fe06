import { firstSentence } from '#components/ui/first-sentence.ts'
import { hostOf, placeOf } from '#components/ui/host-of.ts'
import type { DeliveryStatus } from '#lib/delivery-log/delivery-status.ts'
import type { ShownHealth } from '#lib/delivery-log/health-of.ts'
import type { LanePlace } from '#lib/delivery-log/lane-of.ts'
import type { AttemptDetail } from '#lib/delivery-log/types.ts'
import { classify } from '#lib/dispatch/classify.ts'
import { FAILURE_KINDS, isFailureKind } from '#lib/dispatch/failure-kinds.ts'
import { nextStep } from '#lib/dispatch/next-step.ts'
import { retryDelays } from '#lib/endpoints/retry-presets.ts'

/** What of an attempt the headline looks at. */
export type ToldAttempt = Pick<
  AttemptDetail,
  'number' | 'startedAt' | 'finishedAt' | 'status' | 'errorKind' | 'error'
>

export type Told = {
  status: DeliveryStatus
  url: string
  nextAttemptAt: string | null
  /** Why it was given up, when no attempt says so. */
  lastError?: string | null
  /** The pauses of its endpoint, as written; without: the standard ones. */
  retrySchedule?: string | null
  /** Oldest first. */
  attemptList: readonly ToldAttempt[]
  /** Of a held one: how its endpoint is. */
  health?: ShownHealth | null
  /** Its place among those that go out in order with it. */
  lane?: LanePlace | null
}

/** What happened, and what happens next; `at`: when (ISO), for the page to count down to. */
export type Headline = { happened: string; next: string | null; at: string | null }

const HOUR_MS = 3_600_000
const NO_TIMINGS = {
  dnsMs: null,
  connectMs: null,
  tlsMs: null,
  firstByteMs: null,
  totalMs: 0,
  reusedConnection: false,
}

const isAnswer = ({ status, errorKind }: ToldAttempt) =>
  status !== null && (errorKind === null || errorKind === 'http_status')

/** How many attempts there are to be in all when the last one ended so. */
function triesAfter(attempt: ToldAttempt, schedule: string | null): number {
  const most = retryDelays(schedule).length + 1
  if (attempt.status === null || !isAnswer(attempt)) return most
  const answer = {
    status: attempt.status,
    statusText: '',
    headers: [],
    body: new Uint8Array(),
    truncated: false,
  }
  const result = { ...answer, outcome: 'answered' as const, address: null, timings: NO_TIMINGS }
  return Math.min(classify(result).triesAtMost ?? most, most)
}

function whatFailed(attempt: ToldAttempt, url: string): string {
  if (isAnswer(attempt)) return `${hostOf(url)} answered ${attempt.status}.`
  if (attempt.error) return firstSentence(attempt.error)
  const kind = attempt.errorKind ?? ''
  return isFailureKind(kind) ? `${FAILURE_KINDS[kind].label}.` : 'It failed.'
}

function howLong(attempts: readonly ToldAttempt[]): string {
  const [first, last] = [attempts[0], attempts.at(-1)]
  if (!first || !last || first === last) return ''
  const ms = Date.parse(last.finishedAt ?? last.startedAt) - Date.parse(first.startedAt)
  if (ms < 60_000) return ` in ${Math.max(1, Math.round(ms / 1000))} s`
  return ms < HOUR_MS ? ` in ${Math.round(ms / 60_000)} min` : ` in ${Math.round(ms / HOUR_MS)} h`
}

function givenUp(attempts: readonly ToldAttempt[], last: ToldAttempt, url: string): Headline {
  const kind = last.errorKind ?? ''
  const step = isFailureKind(kind) ? nextStep(kind, last.status) : null
  const next = step ? `${step} Then resend.` : 'Mend the endpoint or the mapping, then resend.'
  if (last.errorKind === 'policy' && last.error)
    return { happened: `Not called: ${last.error}`, next: null, at: null }
  const count = attempts.length === 1 ? 'after 1 attempt' : `after ${attempts.length} attempts`
  const isSame = attempts.every((one) => one.status === last.status && one.errorKind === last.errorKind)
  const often = attempts.length > 1 && isSame ? ' each time' : ''
  const what = whatFailed(last, url)
  const happened = `Given up ${count}${howLong(attempts)}: ${what.replace(/[.]$/, '')}${often}.`
  return { happened, next, at: null }
}

function waiting(
  { attemptList, url, nextAttemptAt: at, retrySchedule = null }: Told,
  last: ToldAttempt,
): Headline {
  if (last.errorKind === 'unknown') {
    const happened = `Outcome unknown: the dispatcher ended during attempt ${last.number}.`
    return { happened, next: 'It is sent again with the same webhook-id', at }
  }
  const tries = triesAfter(last, retrySchedule)
  const which = attemptList.length <= tries ? `attempt ${last.number} of ${tries}` : `attempt ${last.number}`
  const happened = isAnswer(last)
    ? `${hostOf(url)} answered ${last.status} to ${which}.`
    : `${which[0]?.toUpperCase()}${which.slice(1)}: ${whatFailed(last, url)}`
  const isLast = attemptList.length + 1 === tries
  return { happened, next: isLast ? 'The last attempt goes out' : 'The next attempt goes out', at }
}

function held(place: string, health: ShownHealth | null): Headline {
  if (health?.pausedAt) {
    const why = health.pauseReason ? `: ${firstSentence(health.pauseReason).replace(/[.]$/, '')}` : ''
    const happened = `Held: ${place} is paused by ${health.pausedBy ?? 'somebody'}${why}.`
    return { happened, next: 'It goes out when the endpoint is resumed.', at: null }
  }
  if (health?.breaker === 'open') {
    const why = firstSentence(health.breakerReason ?? '').replace(/(?<=[^.])$/, '.')
    const happened = `Held: ${place} fails, so its breaker is open. ${why}`.trimEnd()
    return { happened, next: 'One delivery tries it again', at: health.probeAt }
  }
  if (health?.breaker === 'half-open') {
    const happened = `Held: ${place} is being tried again, step by step.`
    return { happened, next: 'This one follows while they arrive.', at: null }
  }
  return {
    happened: `Held until now: ${place} takes calls again.`,
    next: 'It goes out in a moment.',
    at: null,
  }
}

/** One or two sentences for the top of a delivery. Pure. */
export function headline(told: Told): Headline {
  const { status, url, attemptList } = told
  const host = hostOf(url)
  const last = attemptList.at(-1)
  if (status === 'succeeded') {
    const tries = attemptList.length === 1 ? 'the first attempt' : `attempt ${last?.number ?? 1}`
    return { happened: `${host} answered ${last?.status ?? 200} to ${tries}.`, next: null, at: null }
  }
  if (status === 'cancelled') {
    const by = /^Cancelled by .*(?=[.]$)/.exec(told.lastError ?? '')?.[0] ?? 'Cancelled'
    return { happened: `${by}: no further attempt is made.`, next: null, at: null }
  }
  if (status === 'held') return held(placeOf(url), told.health ?? null)
  if (status === 'failed') {
    if (!last) {
      const why = told.lastError ? `: ${told.lastError}` : '.'
      return { happened: `Given up without an attempt${why}`, next: null, at: null }
    }
    return givenUp(attemptList, last, url)
  }
  if (last?.finishedAt === null)
    return { happened: `Attempt ${last.number} to ${host} is under way.`, next: null, at: null }
  const waits = last
    ? waiting(told, last)
    : { happened: `Not sent to ${host} yet.`, next: 'The first attempt goes out', at: told.nextAttemptAt }
  return told.lane?.headId ? { ...waits, next: 'An earlier delivery goes first.', at: null } : waits
}
