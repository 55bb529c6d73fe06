import { STATUS_CODES } from 'node:http'
import { ANY_SUCCESS, type ExpectedAnswer, isExpectedStatus } from '../endpoints/expected-answer.ts'
import { type FailureKind, failureSentence } from './failure-kinds.ts'
import type { Answered, SendResult } from './send-result.ts'

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
  /** Whether it says anything of how the endpoint is doing. */
  countsForBreaker: boolean
  /** Whether it uses up one of the tries that the schedule has. */
  countsAsTry: boolean
}

const TRIES_OF_CLIENT_ERRORS = 3
const RETRIED_CLIENT_ERRORS = new Set([408, 425, 429])

const PLAIN = {
  triesAtMost: null,
  retryAfter: null,
  pausesEndpoint: false,
  countsForBreaker: true,
  countsAsTry: true,
} as const

const SUCCEEDED: Classification = { ...PLAIN, verdict: 'succeeded', lastError: null, errorKind: null }

function noteOf(status: number, expected: ExpectedAnswer): string {
  if (status >= 300 && status < 400) return ', a redirect, which Bellhop does not follow'
  return status >= 200 && status < 300 ? `, and the endpoint expects ${expected.statusText}` : ''
}

function classifyStatus({ status, headers }: Answered, expected: ExpectedAnswer): Classification {
  const name = STATUS_CODES[status]
  const detail = `${status}${name ? ` ${name}` : ''}${noteOf(status, expected)}`
  const lastError = failureSentence('http_status', { detail })
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

function classifyText({ body, truncated }: Answered, text: string): Classification {
  if (Buffer.from(body).includes(text)) return SUCCEEDED
  const kind = truncated ? 'too_large' : 'unexpected_text'
  return { ...PLAIN, verdict: 'retry', lastError: failureSentence(kind, { text }), errorKind: kind }
}

/**
 * What an attempt's result means for its delivery and its endpoint. Pure. When to try again is `nextAttempt`'s decision.
 * @param expected what the endpoint takes for success.
 */
export function classify(result: SendResult, expected: ExpectedAnswer = ANY_SUCCESS): Classification {
  if (result.outcome === 'answered') {
    if (!isExpectedStatus(expected.status, result.status)) return classifyStatus(result, expected)
    return expected.text === null ? SUCCEEDED : classifyText(result, expected.text)
  }
  const { kind, message } = result
  const error = { ...PLAIN, lastError: message, errorKind: kind } as const
  if (kind === 'policy') return { ...error, verdict: 'failed', countsForBreaker: false }
  if (kind === 'unknown') return { ...error, verdict: 'retry', countsForBreaker: false, countsAsTry: false }
  // It says nothing about the endpoint.
  if (kind === 'internal') return { ...error, verdict: 'retry', countsForBreaker: false }
  return { ...error, verdict: 'retry' }
}
