import type { Classification } from './classify.ts'

/** The pause after the first failed attempt, the second, and so on: about 34 hours in all. */
export const RETRY_DELAYS_SECONDS = [5, 30, 300, 1800, 7200, 18000, 36000, 36000] as const

/** Attempts of a delivery in all, unless its classification asks for fewer. */
export const MAX_ATTEMPTS = RETRY_DELAYS_SECONDS.length + 1

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
 * When to try again, or that it is time to give up. Pure: `random` is a number in [0, 1), `attemptsMade` counts the
 * attempt just classified. Retry-After is honoured between the planned delay and 24 hours.
 */
export function nextAttempt(input: {
  attemptsMade: number
  classification: Pick<Classification, 'verdict' | 'triesAtMost' | 'retryAfter'>
  random: number
  now: Date
}): { at: Date } | { giveUp: true } {
  const { attemptsMade, classification, random, now } = input
  if (classification.verdict !== 'retry') return { giveUp: true }
  if (attemptsMade >= (classification.triesAtMost ?? MAX_ATTEMPTS)) return { giveUp: true }
  const seconds = RETRY_DELAYS_SECONDS[Math.max(attemptsMade, 1) - 1]
  if (seconds === undefined) return { giveUp: true }
  const planned = seconds * 1000 * (1 - JITTER + 2 * JITTER * random)
  const asked = classification.retryAfter === null ? null : parseRetryAfter(classification.retryAfter, now)
  const wait = Math.min(Math.max(planned, asked ?? 0), LONGEST_WAIT_MS)
  return { at: new Date(now.getTime() + Math.round(wait)) }
}
