import type { AttemptPhase, FailureKind } from './failure-kinds.ts'

type GuardErrorInput = {
  kind: FailureKind
  detail?: string
  address?: string | null
  phase?: AttemptPhase
  cause?: unknown
}

/** Why no connection was made: its kind, for policy with the address refused, and how long the phases before took. */
export class GuardError extends Error {
  readonly kind: FailureKind
  readonly detail: string
  readonly address: string | null
  readonly phase: AttemptPhase
  dnsMs: number | null = null
  connectMs: number | null = null

  constructor({ kind, detail = '', address = null, phase = 'connect', cause }: GuardErrorInput) {
    super(detail || kind, { cause })
    this.name = 'GuardError'
    this.kind = kind
    this.detail = detail
    this.address = address
    this.phase = phase
  }
}

const KIND_OF_CODE: Record<string, FailureKind> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  ETIMEDOUT: 'timeout',
}

/** An error of connecting to one address as a GuardError; what the system calls otherwise is "unreachable". */
export function connectError(error: NodeJS.ErrnoException, address: string): GuardError {
  const code = error.code ?? error.message
  return new GuardError({ kind: KIND_OF_CODE[code] ?? 'unreachable', detail: code, address, cause: error })
}
