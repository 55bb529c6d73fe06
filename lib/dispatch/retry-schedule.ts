import { STANDARD_DELAYS } from '../endpoints/retry-presets.ts'
import type { Classification } from './classify.ts'

/** After a probe of an endpoint that has no retries. */
const FIRST_PAUSE_SECONDS = 5

const JITTER = 0.2
const LONGEST_WAIT_MS = 24 * 60 * 60 * 1000

/** Retry-After as milliseconds from `now`; null when it is neither seconds nor an HTTP date. Source: RFC 9110, 10.2.3. */
function parseRetryAfter(value: string, now: Date): number | null {
  const text = value.trim()
  if (/^\d+$/.test(text)) return Number(text) * 1000
  // Date.parse alone would take "2030" or "1 May" as well; all three HTTP date forms start with a weekday.
  if (!/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text)) return null
  const at = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`)
  return Number.isNaN(at) ? null : at - now.getTime()
}

/**
 * How long to wait before trying again, or that it is time to give up. Pure: `random` is a number in [0, 1), `triesMade`
 * counts the attempt just classified, `delays` are the endpoint's pauses in seconds, spread by a fifth. Retry-After is
 * honoured between the planned pause and 24 hours.
 */
export function nextAttempt(input: {
  triesMade: number
  delays?: readonly number[]
  classification: Pick<Classification, 'verdict' | 'triesAtMost' | 'retryAfter'>
  random: number
  now: Date
}): { waitMs: number } | { giveUp: true } {
  const { triesMade, delays = STANDARD_DELAYS, classification, random, now } = input
  if (classification.verdict !== 'retry') return { giveUp: true }
  if (triesMade >= Math.min(classification.triesAtMost ?? Infinity, delays.length + 1))
    return { giveUp: true }
  // A try that did not count: the first pause again.
  const seconds = delays[Math.max(triesMade, 1) - 1] ?? FIRST_PAUSE_SECONDS
  const planned = seconds * 1000 * (1 - JITTER + 2 * JITTER * random)
  const asked = classification.retryAfter === null ? null : parseRetryAfter(classification.retryAfter, now)
  return { waitMs: Math.round(Math.min(Math.max(planned, asked ?? 0), LONGEST_WAIT_MS)) }
}
