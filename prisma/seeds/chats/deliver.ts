import { pool } from '../../../lib/db/pool.ts'
import type { SecretsOf } from '../../../lib/delivery-log/attempt-masks.ts'
import { classify } from '../../../lib/dispatch/classify.ts'
import { type PreparedRequest, prepareRequest } from '../../../lib/dispatch/prepare-request.ts'
import { nextAttempt } from '../../../lib/dispatch/retry-schedule.ts'
import type { SendResult } from '../../../lib/dispatch/send-result.ts'
import type { ReadCall } from '../../../lib/ingest/call.ts'
import type { StoredCall } from '../../../lib/ingest/store-calls.ts'
import { type Random, seeded } from '../../../lib/simulation/random.ts'
import { VERSION } from '../../../lib/version.ts'
import { answerOf } from './answers.ts'

/** An attempt that was never made, as it would be on record. */
export type PastAttempt = {
  number: number
  startedAt: Date
  finishedAt: Date
  request: PreparedRequest
  result: SendResult
  error: string | null
  errorKind: string | null
}

/** A delivery with all that became of it until now. */
export type Brought = {
  id: string
  jobId: string
  endpointId: string
  licence: string
  /** What was sent, to know its secrets by. */
  payload: SecretsOf
  createdAt: Date
  status: 'succeeded' | 'failed' | 'pending'
  attempts: PastAttempt[]
  /** Of a pending one. */
  nextAttemptAt: Date | null
}

type Endpoint = { id: string; url: string; timeoutSeconds: number }

const PICK_UP_MS = 4
const ENDPOINTS = 'SELECT id, url, timeout_seconds AS "timeoutSeconds" FROM endpoint'

/** The deliveries of stored calls, brought by the rules of the dispatcher to scripts that answer as `answerOf` says. */
export async function bringAll(
  calls: readonly ReadCall[],
  stored: readonly StoredCall[],
  now: Date,
): Promise<Brought[]> {
  const { rows } = await pool().query<Endpoint>(ENDPOINTS)
  const endpoints = new Map(rows.map((row) => [row.id, row]))
  return stored.flatMap(({ deliveries }, index) => {
    const call = calls[index]
    if (call === undefined) throw new Error('more was stored than there were calls')
    return deliveries.map((delivery): Brought => {
      const endpoint = endpoints.get(delivery.endpointId)
      if (endpoint === undefined) throw new Error('a delivery has no endpoint')
      const random = seeded(call.receivedAt.getTime() ^ Buffer.byteLength(endpoint.url))
      const licence = call.facts.licence ?? ''
      return {
        ...delivery,
        licence,
        payload: secretsOf(call),
        createdAt: call.receivedAt,
        ...bring(random, call, delivery.id, endpoint, now),
      }
    })
  })
}

function secretsOf({ query, body, contentType, charset, facts }: ReadCall): SecretsOf {
  const bytes = { query: Buffer.from(query), body: Buffer.from(body) }
  return { ...bytes, contentType, charset, eventType: facts.eventType ?? '' }
}

function bring(
  random: Random,
  call: ReadCall,
  deliveryId: string,
  { url, timeoutSeconds }: Endpoint,
  now: Date,
): Pick<Brought, 'status' | 'attempts' | 'nextAttemptAt'> {
  const attempts: PastAttempt[] = []
  const luck = random()
  let startedAt = new Date(call.receivedAt.getTime() + PICK_UP_MS)
  for (;;) {
    const number = attempts.length + 1
    const request = prepared(call, url, deliveryId, number, startedAt)
    const ageMs = now.getTime() - startedAt.getTime()
    const timeoutMs = timeoutSeconds * 1000
    const result = answerOf(random, { url, address: addressOf(url), at: startedAt, ageMs, timeoutMs, luck })
    const finishedAt = new Date(startedAt.getTime() + Math.ceil(result.timings.totalMs))
    const classification = classify(result)
    const { lastError, errorKind, verdict } = classification
    attempts.push({ number, startedAt, finishedAt, request, result, error: lastError, errorKind })
    const next = nextAttempt({ triesMade: number, classification, random: random(), now: finishedAt })
    if (verdict === 'succeeded') return { status: 'succeeded', attempts, nextAttemptAt: null }
    if (!('waitMs' in next)) return { status: 'failed', attempts, nextAttemptAt: null }
    const at = new Date(finishedAt.getTime() + next.waitMs)
    if (at >= now) return { status: 'pending', attempts, nextAttemptAt: at }
    startedAt = at
  }
}

function prepared(
  call: ReadCall,
  url: string,
  deliveryId: string,
  attemptNumber: number,
  now: Date,
): PreparedRequest {
  const { query, body, contentType, charset } = call
  const method = call.method === 'GET' ? 'GET' : 'POST'
  const made = prepareRequest({
    call: { method, query, body, contentType, charset },
    endpoint: { url, mode: 'as received', connectTo: null },
    deliveryId,
    attemptNumber,
    now,
    version: VERSION,
  })
  if (!made.ok) throw new Error(made.reason)
  return made.request
}

/** Addresses for documentation, unless the URL has one. */
function addressOf(url: string): string {
  const { hostname } = new URL(url)
  return /^[\d.]+$/.test(hostname) ? hostname : '192.0.2.80'
}
