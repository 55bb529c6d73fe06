import type { Dispatcher } from 'undici'
import { spellAddress } from '../mappings/connect-to.ts'
import { failureFromError } from './failure-from-error.ts'
import { ATTEMPT_PHASES, type AttemptPhase, type FailureKind, failureSentence } from './failure-kinds.ts'
import { GuardError } from './guard-error.ts'
import { poolOrigin, type RequestConnection } from './guarded-agent.ts'
import type { PreparedRequest } from './prepare-request.ts'
import type { Answer, Failed, SendResult, Timings } from './send-result.ts'

const KEPT_BYTES = 64 * 1024

export type SendOptions = {
  /** From the first step to the last byte of the answer: one limit for all phases. */
  timeoutMs: number
  /** How much of the answer's body is kept; the rest is not read. */
  keepBytes?: number
  /** Ends the attempt with an unknown outcome: the dispatcher is being stopped. */
  signal?: AbortSignal
}

const tenths = (ms: number) => Math.round(ms * 10) / 10
const tenthsOrNull = (ms: number | null) => (ms === null ? null : tenths(ms))

/** Everything known of one exchange so far; the handler writes it, the results read it. */
class Exchange {
  readonly startedAt = performance.now()
  controller: Dispatcher.DispatchController | null = null
  connection: RequestConnection | null = null
  sentAt: number | null = null
  firstByteAt: number | null = null
  head: Omit<Answer, 'body' | 'truncated'> | null = null
  readonly chunks: Uint8Array[] = []
  keptBytes = 0
  truncated = false

  phase(): AttemptPhase {
    if (this.head) return 'body'
    return this.controller ? 'first_byte' : 'connect'
  }

  timings(guardError?: GuardError): Timings {
    const reused = (this.connection?.earlierRequests ?? 0) > 0
    const made = reused ? null : (this.connection ?? guardError ?? null)
    const waited = this.sentAt !== null && this.firstByteAt !== null ? this.firstByteAt - this.sentAt : null
    return {
      dnsMs: tenthsOrNull(made?.dnsMs ?? null),
      connectMs: tenthsOrNull(made?.connectMs ?? null),
      tlsMs: reused ? null : tenthsOrNull(this.connection?.tlsMs ?? null),
      firstByteMs: tenthsOrNull(waited),
      totalMs: tenths(performance.now() - this.startedAt),
      reusedConnection: reused,
    }
  }

  /** Keeps what fits. True once there is more than fits, so that reading can end. */
  keep(chunk: Uint8Array, keepBytes: number): boolean {
    const rest = keepBytes - this.keptBytes
    const part = chunk.length > rest ? chunk.subarray(0, rest) : chunk
    if (part.length > 0) this.chunks.push(part)
    this.keptBytes += part.length
    this.truncated = chunk.length > rest
    return this.truncated
  }

  answer(): Answer | null {
    if (!this.head) return null
    return { ...this.head, body: new Uint8Array(Buffer.concat(this.chunks)), truncated: this.truncated }
  }
}

function readHead(status: number, raw: Dispatcher.DispatchController['rawHeaders'], statusText: string) {
  const texts = (Array.isArray(raw) ? raw : []).map((part) =>
    typeof part === 'string' ? part : part.toString('latin1'),
  )
  const headers: [string, string][] = []
  for (let i = 0; i + 1 < texts.length; i += 2) headers.push([texts[i] ?? '', texts[i + 1] ?? ''])
  return { status, statusText: statusText.replace(/\p{Cc}/gu, '�'), headers }
}

/** `10.0.0.1:80 for shop.example (10.0.0.1)`, without what says the same twice. */
function sayTarget(place: string, host: string, address: string | null): string {
  const resolved = address === null || place.includes(address) ? '' : ` (${address})`
  return place === host ? host + resolved : `${place} for ${host}${resolved}`
}

function failed(
  exchange: Exchange,
  request: PreparedRequest,
  kind: FailureKind,
  detail: string,
  limitMs?: number,
  phase = exchange.phase(),
): Failed {
  const { connectTo } = request
  const { host } = new URL(request.origin)
  const place = connectTo ? spellAddress(connectTo) : host
  const address = exchange.connection?.address ?? null
  const timings = exchange.timings()
  const message = failureSentence(kind, {
    host: connectTo?.hostname ?? host,
    target: sayTarget(place, host, address),
    phase: ATTEMPT_PHASES[phase].sentence,
    seconds: (limitMs ?? timings.totalMs) / 1000,
    detail,
  })
  return { outcome: 'failed', kind, message, phase, address, timings, answer: exchange.answer() }
}

function failedWithError(exchange: Exchange, request: PreparedRequest, error: Error): Failed | null {
  const failure = failureFromError(error, exchange.phase())
  if (!failure) return null
  if (!(error instanceof GuardError)) return failed(exchange, request, failure.kind, failure.detail)
  const result = failed(exchange, request, failure.kind, failure.detail, undefined, error.phase)
  return { ...result, address: error.address, timings: exchange.timings(error) }
}

/** The result of a delivery that is refused before there is anything to send, e.g. by `prepareRequest`. */
export function refusedResult(reason: string): Failed {
  const none = { dnsMs: null, connectMs: null, tlsMs: null, firstByteMs: null }
  const timings = { ...none, totalMs: 0, reusedConnection: false }
  return {
    outcome: 'failed',
    kind: 'policy',
    message: reason,
    phase: 'connect',
    address: null,
    timings,
    answer: null,
  }
}

/**
 * Makes one request and reads its answer. Redirects are not followed, nothing is decompressed. An answer longer than
 * `keepBytes` counts as answered, cut. Every failure of network or receiver is a result; a rejection is a bug of ours.
 * `agent`: from `makeAgent`; with another dispatcher address and connection times stay unknown.
 */
export function send(agent: Dispatcher, request: PreparedRequest, options: SendOptions): Promise<SendResult> {
  const { timeoutMs, keepBytes = KEPT_BYTES, signal } = options
  const exchange = new Exchange()
  return new Promise((resolve, reject) => {
    let settled = false
    const settle = (finish: () => void) => {
      if (settled) return
      settled = true
      clearTimeout(timer)
      signal?.removeEventListener('abort', onStop)
      finish()
      // After `finish`: ending the request calls the handler again, which must find the result made.
      exchange.controller?.abort(new Error('no longer wanted'))
    }
    const settleFailed = (kind: FailureKind, detail: string, limitMs?: number) =>
      settle(() => resolve(failed(exchange, request, kind, detail, limitMs)))
    const settleAnswered = () => {
      const answer = exchange.answer()
      if (!answer) return
      const address = exchange.connection?.address ?? null
      settle(() => resolve({ outcome: 'answered', ...answer, address, timings: exchange.timings() }))
    }
    const onStop = () => settleFailed('unknown', 'stopped')
    const timer = setTimeout(() => settleFailed('timeout', '', timeoutMs), timeoutMs)
    signal?.addEventListener('abort', onStop, { once: true })
    if (signal?.aborted) return onStop()

    agent.dispatch(
      {
        origin: poolOrigin(request),
        path: request.path,
        method: request.method,
        headers: request.headers.flat(),
        body: request.body.length > 0 ? Buffer.from(request.body) : null,
      },
      {
        onRequestStart(controller, connection: RequestConnection | null) {
          if (settled) return controller.abort(new Error('no longer wanted'))
          exchange.controller = controller
          exchange.connection = connection
          exchange.sentAt = performance.now()
        },
        onResponseStarted() {
          exchange.firstByteAt ??= performance.now()
        },
        onResponseStart(controller, status, _headers, statusText = '') {
          // 1xx are notes ahead of the answer (103 Early Hints).
          if (status >= 200) exchange.head = readHead(status, controller.rawHeaders, statusText)
        },
        onResponseData(_controller, chunk) {
          if (!settled && exchange.keep(chunk, keepBytes)) settleAnswered()
        },
        onResponseEnd: settleAnswered,
        onResponseError(_controller, error) {
          settle(() => {
            const result = failedWithError(exchange, request, error)
            if (result) resolve(result)
            else reject(error)
          })
        },
      },
    )
  })
}
