import { pool } from '../db/pool.ts'
import type { IncomingCall } from '../ingest/call.ts'
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

/** Stores calls whose bodies are these form bytes (latin1 text), as a door would. */
export async function storeForms(
  bodies: string[],
  more: Partial<IncomingCall> = {},
  holdSeconds = 0,
  backdate = false,
): Promise<StoredCall[]> {
  const calls = bodies.map((body) =>
    readCall(
      {
        method: 'POST',
        query: new Uint8Array(),
        body: Buffer.from(body, 'latin1'),
        contentType: 'application/x-www-form-urlencoded',
        headers: [],
        remoteAddress: '127.0.0.1',
        receivedAt: new Date(),
        ...more,
      },
      { chatServerId: null, charset: 'utf-8' },
    ),
  )
  return storeCalls(calls, { holdSeconds, backdate })
}
