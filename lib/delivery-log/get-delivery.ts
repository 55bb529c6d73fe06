import type pg from 'pg'
import { LISTED, toListed } from './list-deliveries.ts'
import { mappedNow } from './mapped-now.ts'
import { echoMask, PAYLOAD, type PayloadRow, toPayload } from './payload.ts'
import { isId, readLog } from './read-log.ts'
import type { AttemptDetail, DeliveryDetail } from './types.ts'

// Counts on: delivery, call, endpoint and chat_server by key.
const DELIVERY = `
SELECT ${LISTED}, ${PAYLOAD}, d.created_at AS "createdAt", c.remote_address AS "remoteAddress",
  s.id AS "chatServerId", s.name AS "chatServerName"
FROM delivery d JOIN call c ON c.id = d.event_id JOIN endpoint e ON e.id = d.endpoint_id
LEFT JOIN chat_server s ON s.id = c.chat_server_id
WHERE d.id = $1`

// Counts on: attempt (delivery_id, id).
const ATTEMPTS = `
SELECT id, number, trigger, actor, started_at AS "startedAt", finished_at AS "finishedAt", method, url,
  request_headers AS "requestHeaders", outcome, error_kind AS "errorKind", error, status, status_text AS "statusText",
  response_headers AS "responseHeaders", response_body AS "responseBody", truncated, address, timings
FROM attempt WHERE delivery_id = $1 ORDER BY id`

type DeliveryRow = Parameters<typeof toListed>[0] &
  PayloadRow & {
    createdAt: Date
    remoteAddress: string | null
    chatServerId: string | null
    chatServerName: string | null
  }

type AttemptRow = Omit<AttemptDetail, 'startedAt' | 'finishedAt' | 'responseBody' | 'responseHeaders'> & {
  startedAt: Date
  finishedAt: Date | null
  responseBody: Buffer | null
  responseHeaders: [string, string][] | null
}

/**
 * A delivery with its payload and every attempt; null when there is none of that id.
 * @param secrets leaves secret parameters as they came: for the command line, never for a page.
 */
export async function getDelivery(id: string, { secrets = false } = {}): Promise<DeliveryDetail | null> {
  if (!isId(id)) return null
  return readLog(async (client) => {
    const { rows } = await client.query<DeliveryRow>(DELIVERY, [id])
    return rows[0] ? detail(client, rows[0], secrets) : null
  })
}

async function detail(client: pg.ClientBase, row: DeliveryRow, secrets: boolean): Promise<DeliveryDetail> {
  const { rows: attempts } = await client.query<AttemptRow>(ATTEMPTS, [row.id])
  const mask = echoMask(row, secrets)
  const { method, query, body, contentType, charset, parameters, createdAt, ...rest } = row
  const { chatServerId, chatServerName, remoteAddress, ...listed } = rest
  return {
    ...toListed(listed),
    createdAt: createdAt.toISOString(),
    payload: toPayload(row, secrets),
    attemptList: attempts.map((attempt) => toAttempt(attempt, mask)),
    chatServer: chatServerId && chatServerName ? { id: chatServerId, name: chatServerName } : null,
    remoteAddress,
    mappedNow: await mappedNow(client, row.eventType, row.licence),
  }
}

function toAttempt(row: AttemptRow, mask: (text: string) => string): AttemptDetail {
  const headers = row.responseHeaders ?? []
  return {
    ...row,
    startedAt: row.startedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    url: mask(row.url),
    responseHeaders: headers.map(([name, value]) => [name, mask(value)]),
    responseBody: Buffer.from(mask(row.responseBody?.toString('latin1') ?? ''), 'latin1').toString('base64'),
  }
}
