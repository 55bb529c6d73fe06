import { randomUUID } from 'node:crypto'
import { pool } from '../db/pool.ts'
import { type ExpectedAnswer, expectedAnswer } from '../endpoints/expected-answer.ts'
import { ownHeaders } from '../endpoints/own-headers.ts'
import { openSigningKey } from '../endpoints/signing-key.ts'
import { exampleEvent } from '../livechat/example.ts'
import { writeForm } from '../livechat/parameters.ts'
import { DEFAULT_MODE } from '../mappings/endpoint-modes.ts'
import { type RpcServer, rpcServerOf } from '../mappings/rpc-server.ts'
import { VERSION } from '../version.ts'
import { type Prepared, prepareRequest } from './prepare-request.ts'
import { sign } from './sign.ts'
import { FORM } from './write-payload.ts'

const CHARSET = 'utf-8'
const DEFAULT_TIMEOUT_SECONDS = 30

/** A URL that may be mapped, for an event type in a scope. */
export type TestTarget = { url: string; eventType: string; licence: string | null }

/** What is known of the endpoint of a URL, when there is one. */
type Known = {
  id: string | null
  mode: string | null
  connectTo: string | null
  timeoutSeconds: number | null
  expectedStatus: string | null
  expectedText: string | null
  headers: Buffer | null
  credentials: Buffer | null
  secrets: Buffer[]
  rpcServer: RpcServer | null
}

// Counts on: endpoint (url), endpoint_secret (endpoint_id); mapping_revision (licence, id) for NEW_LICENCE alone.
const KNOWN = `
SELECT endpoint.id, mode, connect_to AS "connectTo", timeout_seconds AS "timeoutSeconds", expected_status AS "expectedStatus",
  expected_text AS "expectedText", headers, credentials,
  ARRAY(SELECT sealed FROM endpoint_secret secret WHERE secret.endpoint_id = endpoint.id
    AND (secret.expires_at IS NULL OR secret.expires_at > now()) ORDER BY secret.created_at DESC) AS secrets,
  CASE WHEN asked.event_type = 'NEW_LICENCE' AND connect_to IS NULL THEN ${rpcServerOf('asked.licence')} END AS "rpcServer"
FROM (SELECT $1 AS url, $2 AS event_type, $3 AS licence) asked LEFT JOIN endpoint ON endpoint.url = asked.url`

export type TestRequest = {
  prepared: Prepared
  /** The endpoint of that URL; null: nothing maps it yet. */
  endpointId: string | null
  timeoutMs: number
  expected: ExpectedAnswer
  /** What no page may show, though a receiver repeats it. */
  secretValues: string[]
}

/**
 * The request that an example of an event type makes of a URL: called as its endpoint is, if there is one, its own headers,
 * credentials and signature included. Nothing is written.
 * @param licence whose example it is.
 */
export async function prepareTestRequest(target: TestTarget, licence: string): Promise<TestRequest> {
  const { url, eventType } = target
  const { rows } = await pool().query<Known>(KNOWN, [url, eventType, target.licence])
  const [known] = rows
  const about = {
    endpointId: known?.id ?? null,
    timeoutMs: (known?.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS) * 1000,
    expected: expectedAnswer(known?.expectedStatus ?? '2xx', known?.expectedText ?? null),
  }
  try {
    const extraHeaders = known?.id ? ownHeaders(known.id, known) : []
    const keys = known?.id ? known.secrets.map((sealed) => openSigningKey(known.id ?? '', sealed)) : []
    const prepared = prepareRequest({
      call: {
        method: 'POST',
        query: new Uint8Array(),
        body: writeForm(exampleEvent(eventType, licence), CHARSET),
        contentType: FORM,
        charset: CHARSET,
      },
      endpoint: {
        url,
        mode: known?.mode ?? DEFAULT_MODE,
        connectTo: known?.connectTo
          ? { text: known.connectTo, source: 'endpoint' }
          : (known?.rpcServer ?? null),
      },
      deliveryId: randomUUID(),
      attemptNumber: 1,
      now: new Date(),
      version: VERSION,
      extraHeaders,
    })
    // "Bearer TOKEN" is repeated as the token alone, too.
    const secretValues = extraHeaders.flatMap(([, value]) => [value, ...value.split(' ')])
    if (!prepared.ok) return { ...about, prepared, secretValues }
    return { ...about, prepared: { ok: true, request: sign(prepared.request, keys) }, secretValues }
  } catch (error) {
    // A secret that does not open, as for a delivery.
    const reason = error instanceof Error ? error.message : String(error)
    return { ...about, prepared: { ok: false, reason }, secretValues: [] }
  }
}
