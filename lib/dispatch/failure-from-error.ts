import type { AttemptPhase, FailureKind } from './failure-kinds.ts'
import { GuardError } from './guard-error.ts'

export type Failure = { kind: FailureKind; detail: string }

const KIND_OF_CODE: Record<string, FailureKind> = {
  ETIMEDOUT: 'timeout',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EPROTO: 'tls',
  UND_ERR_DESTROYED: 'unknown',
  UND_ERR_CLOSED: 'unknown',
}

/** What is wrong with an answer that undici's parser gave up. It has no usable codes, only llhttp's reason in brackets. */
function parserFailure(message: string): Failure {
  const reason = /\((.*)\)$/.exec(message)?.[1] ?? 'it cannot be read'
  return { kind: reason === 'Invalid EOF state' ? 'reset' : 'bad_response', detail: reason }
}

/**
 * What an error of undici, of a socket or of the guard means. null: none of these, so a bug of ours, to be thrown.
 * Source: undici/lib/core/errors.js and lib/dispatcher/client-h1.js of the version in use.
 */
export function failureFromError(
  error: Error & { code?: unknown; syscall?: unknown },
  phase: AttemptPhase,
): Failure | null {
  if (error instanceof GuardError) return { kind: error.kind, detail: error.detail }
  if (error.name === 'HTTPParserError') return parserFailure(error.message)
  const code = String(error.code ?? '')
  if (code === 'UND_ERR_SOCKET') {
    const isNonsense = error.message === 'bad response' || error.message === 'bad upgrade'
    return { kind: isNonsense ? 'bad_response' : 'reset', detail: error.message }
  }
  if (code === 'UND_ERR_HEADERS_OVERFLOW') {
    return { kind: 'bad_response', detail: 'its headers are larger than 32 KiB' }
  }
  if (code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH') {
    // In the body the connection ended early; before it, undici says the same of headers that contradict each other.
    const kind = phase === 'body' ? 'reset' : 'bad_response'
    return { kind, detail: 'its headers contradict each other about its length' }
  }
  const kind = KIND_OF_CODE[code]
  if (kind) return { kind, detail: code }
  if (code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_'))
    return { kind: 'tls', detail: error.message }
  // Any other error of the system about the socket (ECONNRESET, EPIPE, …): the connection is gone.
  return typeof error.syscall === 'string' ? { kind: 'reset', detail: code } : null
}
