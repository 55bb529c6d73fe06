import { hostOf } from '#components/ui/host-of.ts'
import type { DeliveryStatus } from '#lib/delivery-log/delivery-status.ts'
import type { AttemptDetail } from '#lib/delivery-log/types.ts'
import { classify } from '#lib/dispatch/classify.ts'
import { FAILURE_KINDS } from '#lib/dispatch/failure-kinds.ts'
import { MAX_ATTEMPTS } from '#lib/dispatch/retry-schedule.ts'

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
  /** Oldest first. */
  attemptList: readonly ToldAttempt[]
}

/** What happened, and what happens next; `isTimed`: the page puts the time of the next attempt behind it. */
export type Headline = { happened: string; next: string | null; isTimed: boolean }

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
function triesAfter(attempt: ToldAttempt): number {
  if (attempt.status === null || !isAnswer(attempt)) return MAX_ATTEMPTS
  const answer = {
    status: attempt.status,
    statusText: '',
    headers: [],
    body: new Uint8Array(),
    truncated: false,
  }
  const result = { ...answer, outcome: 'answered' as const, address: null, timings: NO_TIMINGS }
  return classify(result).triesAtMost ?? MAX_ATTEMPTS
}

/** A sentence of our own about an error, without the advice behind it. */
function firstSentence(text: string): string {
  return /^.*?[.](?=\s|$)/.exec(text)?.[0] ?? text
}

function whatFailed(attempt: ToldAttempt, url: string): string {
  if (isAnswer(attempt)) return `${hostOf(url)} answered ${attempt.status}.`
  if (attempt.error) return firstSentence(attempt.error)
  const kind = attempt.errorKind ?? ''
  return kind in FAILURE_KINDS ? `${FAILURE_KINDS[kind as keyof typeof FAILURE_KINDS].label}.` : 'It failed.' // checked by `in`
}

function howLong(attempts: readonly ToldAttempt[]): string {
  const [first, last] = [attempts[0], attempts.at(-1)]
  if (!first || !last || first === last) return ''
  const ms = Date.parse(last.finishedAt ?? last.startedAt) - Date.parse(first.startedAt)
  if (ms < 60_000) return ` in ${Math.max(1, Math.round(ms / 1000))} s`
  return ms < HOUR_MS ? ` in ${Math.round(ms / 60_000)} min` : ` in ${Math.round(ms / HOUR_MS)} h`
}

function givenUp(attempts: readonly ToldAttempt[], last: ToldAttempt, url: string): Headline {
  const next = 'Mend the endpoint or the mapping, then resend.'
  if (last.errorKind === 'policy' && last.error)
    return { happened: `Not called: ${last.error}`, next: null, isTimed: false }
  const count = attempts.length === 1 ? 'after 1 attempt' : `after ${attempts.length} attempts`
  const isSame = attempts.every((one) => one.status === last.status && one.errorKind === last.errorKind)
  const often = attempts.length > 1 && isSame ? ' each time' : ''
  const what = whatFailed(last, url)
  const happened = `Given up ${count}${howLong(attempts)}: ${what.replace(/[.]$/, '')}${often}.`
  return { happened, next, isTimed: false }
}

function waiting({ attemptList, url }: Told, last: ToldAttempt): Headline {
  if (last.errorKind === 'unknown') {
    const happened = `Outcome unknown: the dispatcher stopped during attempt ${last.number}.`
    return { happened, next: 'It is sent again with the same webhook-id', isTimed: true }
  }
  const tries = triesAfter(last)
  const which = attemptList.length <= tries ? `attempt ${last.number} of ${tries}` : `attempt ${last.number}`
  const happened = isAnswer(last)
    ? `${hostOf(url)} answered ${last.status} to ${which}.`
    : `${which[0]?.toUpperCase()}${which.slice(1)}: ${whatFailed(last, url)}`
  const isLast = attemptList.length + 1 === tries
  return { happened, next: isLast ? 'The last attempt goes out' : 'The next attempt goes out', isTimed: true }
}

/** One or two sentences for the top of a delivery. Pure. */
export function headline(told: Told): Headline {
  const { status, url, attemptList } = told
  const host = hostOf(url)
  const last = attemptList.at(-1)
  if (status === 'succeeded') {
    const tries = attemptList.length === 1 ? 'the first attempt' : `attempt ${last?.number ?? 1}`
    return { happened: `${host} answered ${last?.status ?? 200} to ${tries}.`, next: null, isTimed: false }
  }
  if (status === 'cancelled')
    return { happened: 'Cancelled: no further attempt is made.', next: null, isTimed: false }
  if (status === 'held') {
    const happened = `Held: nothing is sent to ${host} for now.`
    return { happened, next: 'It goes out once the endpoint takes calls again.', isTimed: false }
  }
  if (status === 'failed') {
    if (!last) {
      const why = told.lastError ? `: ${told.lastError}` : '.'
      return { happened: `Given up without an attempt${why}`, next: null, isTimed: false }
    }
    return givenUp(attemptList, last, url)
  }
  if (last?.finishedAt === null)
    return { happened: `Attempt ${last.number} to ${host} is under way.`, next: null, isTimed: false }
  if (!last)
    return { happened: `Not sent to ${host} yet.`, next: 'The first attempt goes out', isTimed: true }
  return waiting(told, last)
}
