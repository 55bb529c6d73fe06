import type { AttemptPhase, FailureKind } from './failure-kinds.ts'

/** How long each phase took, in milliseconds with one decimal. null: the phase did not happen or did not end. */
export type Timings = {
  /** Resolving the name; null for an address and on a reused connection. */
  dnsMs: number | null
  connectMs: number | null
  tlsMs: number | null
  /** From the request on the wire to the first byte of the answer. */
  firstByteMs: number | null
  totalMs: number
  /** The request went over a connection kept alive from an earlier one. */
  reusedConnection: boolean
}

/** What was read of an answer, byte for byte. Texts are latin1; `truncated`: there was more than was kept. */
export type Answer = {
  status: number
  /** As the receiver wrote it, control characters replaced. */
  statusText: string
  headers: [name: string, value: string][]
  body: Uint8Array
  truncated: boolean
}

export type Answered = Answer & { outcome: 'answered'; address: string | null; timings: Timings }

export type Failed = {
  outcome: 'failed'
  kind: FailureKind
  /** One or two sentences for people. */
  message: string
  phase: AttemptPhase
  /** The IP address it was about, when one was known. */
  address: string | null
  timings: Timings
  /** What had been read when it failed in the body; else null. */
  answer: Answer | null
}

export type SendResult = Answered | Failed
