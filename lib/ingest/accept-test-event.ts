import { type Parameter, writeForm } from '../livechat/parameters.ts'
import { readCall } from './read-call.ts'
import { type StoredCall, storeCalls } from './store-calls.ts'

const CHARSET = 'utf-8'

/**
 * Stores a call that no chat server made: a test event from the console. It has no chat server in the log.
 * @param holdSeconds keeps the dispatchers off its deliveries that long.
 */
export async function acceptTestEvent(
  parameters: readonly Parameter[],
  holdSeconds: number,
): Promise<StoredCall> {
  const body = writeForm(parameters, CHARSET)
  const call = {
    method: 'POST',
    query: new Uint8Array(),
    body,
    contentType: 'application/x-www-form-urlencoded',
    headers: [],
    remoteAddress: null,
    receivedAt: new Date(),
  }
  const [stored] = await storeCalls([readCall(call, { chatServerId: null, charset: CHARSET })], {
    holdSeconds,
  })
  if (!stored) throw new Error('The test event was not stored')
  return stored
}
