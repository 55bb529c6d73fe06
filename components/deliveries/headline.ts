import type { DeliveryStatus } from '#lib/delivery-log/delivery-status.ts'
import { FAILURE_KINDS } from '#lib/dispatch/failure-kinds.ts'

type Told = {
  status: DeliveryStatus
  url: string
  attempts: number
  lastStatus: number | null
  lastErrorKind: string | null
  lastError: string | null
  /** Whether an attempt is on record that has not ended. */
  isUnderWay: boolean
}

/** What happened, and what happens next; the page puts the time of the next attempt behind it. */
export type Headline = { happened: string; next: string | null }

const hostOf = (url: string) => (URL.canParse(url) ? new URL(url).host : url)
const times = (count: number) => (count === 1 ? 'attempt 1' : `attempt ${count}`)

function lastAnswer({ lastStatus, lastErrorKind, lastError, url, attempts }: Told): string {
  if (lastStatus !== null && (lastErrorKind === 'http_status' || lastErrorKind === null)) {
    return `${hostOf(url)} answered ${lastStatus} to ${times(attempts)}.`
  }
  if (lastErrorKind === 'unknown')
    return `The outcome of ${times(attempts)} is unknown: the dispatcher stopped during it.`
  if (lastError) return lastError
  const label =
    lastErrorKind && lastErrorKind in FAILURE_KINDS
      ? FAILURE_KINDS[lastErrorKind as keyof typeof FAILURE_KINDS].label
      : 'failed'
  return `${times(attempts)}: ${label}.`
}

/** One or two sentences for the top of a delivery. Pure. */
export function headline(told: Told): Headline {
  const { status, attempts, url, isUnderWay } = told
  if (status === 'succeeded') {
    const tries = attempts === 1 ? 'the first attempt' : `attempt ${attempts}`
    return { happened: `${hostOf(url)} answered ${told.lastStatus} to ${tries}.`, next: null }
  }
  if (status === 'cancelled') return { happened: 'Cancelled: no further attempt is made.', next: null }
  if (status === 'held')
    return { happened: 'Held: the endpoint is paused.', next: 'It goes out when the endpoint is resumed.' }
  if (status === 'failed') {
    const given = attempts === 1 ? 'Given up after 1 attempt.' : `Given up after ${attempts} attempts.`
    return {
      happened: `${given} ${lastAnswer(told)}`,
      next: 'Mend the endpoint or the mapping, then resend.',
    }
  }
  if (isUnderWay) return { happened: `An attempt is under way to ${hostOf(url)}.`, next: null }
  if (attempts === 0) return { happened: `Waiting for its first attempt, to ${hostOf(url)}.`, next: null }
  return { happened: lastAnswer(told), next: 'The next attempt goes out' }
}
