import type { IncomingCall, Ingested } from './call.ts'
import { findSource } from './find-source.ts'
import { ingestCall, MAX_BODY_BYTES } from './ingest-call.ts'

/** What a door says; always text/plain. */
export type DoorAnswer = { status: number; text: string; headers?: Record<string, string> }

const RETRY_AFTER_SECONDS = '5'

export const NOT_FOUND: DoorAnswer = { status: 404, text: 'Not found' }
export const TOO_LARGE: DoorAnswer = {
  status: 413,
  text: `The body is larger than ${MAX_BODY_BYTES / 1024 / 1024} MB`,
}
export const BROKEN_OFF: DoorAnswer = { status: 400, text: 'The call broke off before its end' }
export const BAD_METHOD: DoorAnswer = {
  status: 405,
  text: 'Call with GET or POST',
  headers: { allow: 'GET, POST' },
}
const NOT_KEPT: DoorAnswer = {
  status: 503,
  text: 'The call could not be kept: the database did not answer. Send it again later',
  headers: { 'retry-after': RETRY_AFTER_SECONDS },
}

function answerTo(ingested: Ingested): DoorAnswer {
  return ingested.outcome === 'accepted'
    ? { status: 200, text: `OK ${ingested.id}` }
    : { status: 400, text: `${ingested.reason}. Kept as call ${ingested.id}` }
}

/**
 * The way of every call, whichever door it came through: method, token, body, store, answer.
 * @param read gives the rest of the call once the token is known to be good, or what to answer when it cannot be read.
 * @param failed is told why a call could not be kept; the chat server is told to come again.
 */
export async function answerCall(
  call: { method: string; token: string; read: () => Promise<IncomingCall | DoorAnswer> },
  failed: (error: unknown) => void,
): Promise<DoorAnswer> {
  if (call.method !== 'GET' && call.method !== 'POST') return BAD_METHOD
  try {
    const source = await findSource(call.token)
    if (!source) return NOT_FOUND
    const read = await call.read()
    return 'status' in read ? read : answerTo(await ingestCall(read, source))
  } catch (error) {
    failed(error)
    return NOT_KEPT
  }
}
