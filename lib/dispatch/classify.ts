import { STATUS_CODES } from 'node:http'
import { type FailureKind, failureSentence } from './failure-kinds.ts'
import type { SendResult } from './send-result.ts'

export type Classification = {
  verdict: 'succeeded' | 'retry' | 'failed'
  /** For people; null when it succeeded. Holds no text of the receiver's: it may echo a secret. */
  lastError: string | null
  errorKind: FailureKind | null
  /** null: as many as the schedule has. */
  triesAtMost: number | null
  /** The Retry-After header as it came, of 429 and 503 only. */
  retryAfter: string | null
  /** 410: the receiver says that it is gone for good. */
  pausesEndpoint: boolean
}

const TRIES_OF_CLIENT_ERRORS = 3
const RETRIED_CLIENT_ERRORS = new Set([408, 425, 429])

const PLAIN = { triesAtMost: null, retryAfter: null, pausesEndpoint: false } as const

function classifyStatus(status: number, headers: readonly [string, string][]): Classification {
  if (status >= 200 && status < 300)
    return { ...PLAIN, verdict: 'succeeded', lastError: null, errorKind: null }
  const name = STATUS_CODES[status]
  const isRedirect = status >= 300 && status < 400
  const note = isRedirect ? ', a redirect, which Bellhop does not follow' : ''
  const lastError = failureSentence('http_status', { detail: `${status}${name ? ` ${name}` : ''}${note}` })
  const error = { ...PLAIN, lastError, errorKind: 'http_status' } as const
  if (status === 410) return { ...error, verdict: 'failed', pausesEndpoint: true }
  if (status === 429 || status === 503) {
    const retryAfter = headers.find(([header]) => header.toLowerCase() === 'retry-after')?.[1] ?? null
    return { ...error, verdict: 'retry', retryAfter }
  }
  const isClientError = status >= 400 && status < 500
  if (isClientError && !RETRIED_CLIENT_ERRORS.has(status)) {
    return { ...error, verdict: 'retry', triesAtMost: TRIES_OF_CLIENT_ERRORS }
  }
  return { ...error, verdict: 'retry' }
}

/** What an attempt's result means for its delivery. Pure. When to try again is `nextAttempt`'s decision. */
export function classify(result: SendResult): Classification {
  if (result.outcome === 'answered') return classifyStatus(result.status, result.headers)
  const verdict = result.kind === 'policy' ? 'failed' : 'retry'
  return { ...PLAIN, verdict, lastError: result.message, errorKind: result.kind }
}
