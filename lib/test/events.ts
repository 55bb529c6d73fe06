import { pool } from '../db/pool.ts'
import type { IncomingCall, ReadCall } from '../ingest/call.ts'
import { readCall } from '../ingest/read-call.ts'
import { type StoredCall, storeCalls } from '../ingest/store-calls.ts'

/** Maps an event type of the defaults (or a licence) to a URL, without the console's ceremony. */
export async function mapTo(eventType: string, url: string, licence: string | null = null): Promise<string> {
  const { rows } = await pool().query<{ id: string }>(
    'INSERT INTO endpoint (url) VALUES ($1) ON CONFLICT (url) DO UPDATE SET url = excluded.url RETURNING id',
    [url],
  )
  const id = rows[0]?.id ?? ''
  await pool().query('INSERT INTO mapping (licence, event_type, endpoint_id) VALUES ($1, $2, $3)', [
    licence,
    eventType,
    id,
  ])
  return id
}

/** The chat server of calls that no test asks the name of. */
export const SOME_CHAT_SERVER = '01990000-0000-7000-8000-000000000001'

/** A call whose body is these form bytes (latin1 text), as a door reads it; without a chat server a test event. */
export function readForm(
  body: string,
  more: Partial<IncomingCall> = {},
  chatServerId: string | null = null,
): ReadCall {
  const call = {
    method: 'POST',
    query: new Uint8Array(),
    body: Buffer.from(body, 'latin1'),
    contentType: 'application/x-www-form-urlencoded',
    headers: [],
    remoteAddress: '127.0.0.1',
    receivedAt: new Date(),
    ...more,
  }
  return readCall(call, { chatServerId, charset: 'utf-8' })
}

/** Stores calls whose bodies are these form bytes (latin1 text), as a door would. */
export async function storeForms(
  bodies: string[],
  more: Partial<IncomingCall> = {},
  holdSeconds = 0,
  backdate = false,
): Promise<StoredCall[]> {
  return storeCalls(
    bodies.map((body) => readForm(body, more)),
    { holdSeconds, backdate },
  )
}
