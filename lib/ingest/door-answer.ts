import { acceptedAnswer } from '../livechat/accepted-answer.ts'
import type { CallSource, IncomingCall, Ingested } from './call.ts'
import { findSource } from './find-source.ts'
import { ingestCall } from './ingest-call.ts'
import type { Refusal } from './refusal.ts'

/** What a door says; always text/plain. */
export type DoorAnswer = { status: number; text: string; headers?: Record<string, string> }

/** A call as it was read at a door; with a refusal, as much of it as is kept. */
export type DoorCall = { call: IncomingCall; refusal: Refusal | null }

const RETRY_AFTER_SECONDS = '5'

const NOT_FOUND: DoorAnswer = { status: 404, text: 'Not found' }
const NOT_KEPT: DoorAnswer = {
  status: 503,
  text: 'The call could not be kept: neither the database nor the disk took it. Send it again later',
  headers: { 'retry-after': RETRY_AFTER_SECONDS },
}

function answerTo(ingested: Ingested, source: CallSource, refusal: Refusal | null): DoorAnswer {
  if (ingested.outcome === 'accepted') return acceptedAnswer(source, ingested.id)
  const { status, headers } = refusal ?? { status: 400 }
  return { status, text: `${ingested.reason}. Kept as call ${ingested.id}`, headers }
}

/**
 * The way of every call, whichever door it came through: token, body, store, answer. With a known token nothing
 * ends without a row: what a door refuses is stored as a rejected call.
 * @param read gives the rest of the call once the token is known to be good.
 * @param failed is told why a call could not be kept; the chat server is told to come again.
 */
export async function answerCall(
  token: string,
  read: () => Promise<DoorCall>,
  failed: (error: unknown) => void,
): Promise<DoorAnswer> {
  try {
    const source = await findSource(token)
    if (!source) return NOT_FOUND
    const { call, refusal } = await read()
    return answerTo(await ingestCall(call, source, refusal?.reason), source, refusal)
  } catch (error) {
    failed(error)
    return NOT_KEPT
  }
}
