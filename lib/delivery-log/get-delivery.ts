import { z } from 'zod'
import { chatServerOf } from './listed-call.ts'
import {
  LISTED_DELIVERY,
  LISTED_DELIVERY_FROM,
  type ListedDeliveryRow,
  listedDelivery,
} from './listed-delivery.ts'
import { mappedNow } from './mapped-now.ts'
import { echoMask, maskHeaders, maskUrl, PAYLOAD, type PayloadRow, toPayload } from './payload.ts'
import { type Read, readLog } from './read-log.ts'
import type { AttemptDetail, DeliveryDetail } from './types.ts'

// Counts on: delivery, call, endpoint and chat_server by key.
const DELIVERY = `
SELECT ${LISTED_DELIVERY}, ${PAYLOAD}, delivery.event_type AS "eventType", delivery.created_at AS "createdAt",
  call.remote_address AS "remoteAddress", call.chat_server_id AS "chatServerId", chat_server.name AS "chatServerName"
FROM ${LISTED_DELIVERY_FROM} LEFT JOIN chat_server ON chat_server.id = call.chat_server_id
WHERE delivery.id = $1::uuid`

// Counts on: attempt (delivery_id, id), in the partitions from the delivery's own on.
const ATTEMPTS = `
SELECT id, number, trigger, actor, started_at AS "startedAt", finished_at AS "finishedAt", method, url,
  request_headers AS "requestHeaders", outcome, error_kind AS "errorKind", error, status, status_text AS "statusText",
  response_headers AS "responseHeaders", response_body AS "responseBody", truncated, address, timings
FROM attempt WHERE delivery_id = $1::uuid ORDER BY id`

/** The call's columns are null when its partition was dropped before this delivery's. */
type DeliveryRow = ListedDeliveryRow & { [Column in keyof PayloadRow]: PayloadRow[Column] | null } & {
  eventType: string
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
  if (!z.uuid().safeParse(id).success) return null
  return readLog(async (read) => {
    const [row] = await read<DeliveryRow>(DELIVERY, [id])
    return row ? detail(read, row, secrets) : null
  })
}

async function detail(read: Read, row: DeliveryRow, secrets: boolean): Promise<DeliveryDetail> {
  const payload: PayloadRow = {
    method: row.method ?? '',
    query: row.query ?? Buffer.alloc(0),
    body: row.body ?? Buffer.alloc(0),
    contentType: row.contentType,
    charset: row.charset ?? 'utf-8',
    parameters: row.parameters ?? [],
    eventType: row.eventType,
  }
  const attempts = await read<AttemptRow>(ATTEMPTS, [row.id])
  return {
    ...listedDelivery(row),
    createdAt: row.createdAt.toISOString(),
    payload: toPayload(payload, secrets),
    attemptList: attempts.map(toAttempt).map((one) => (secrets ? one : maskAttempt(one, payload))),
    chatServer: chatServerOf(row),
    remoteAddress: row.remoteAddress,
    mappedNow: await mappedNow(read, row.eventType, row.licence),
  }
}

function toAttempt(row: AttemptRow): AttemptDetail {
  return {
    ...row,
    startedAt: row.startedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    responseHeaders: row.responseHeaders ?? [],
    responseBody: row.responseBody?.toString('base64') ?? '',
  }
}

function maskAttempt(attempt: AttemptDetail, payload: PayloadRow): AttemptDetail {
  const echo = echoMask(payload, false)
  const inValues = (headers: [string, string][]) =>
    maskHeaders(headers).map(([name, value]): [string, string] => [name, echo(value)])
  const body = Buffer.from(attempt.responseBody, 'base64').toString('latin1')
  return {
    ...attempt,
    url: echo(maskUrl(attempt.url, payload)),
    requestHeaders: inValues(attempt.requestHeaders),
    error: attempt.error && echo(attempt.error),
    statusText: attempt.statusText && echo(attempt.statusText),
    responseHeaders: inValues(attempt.responseHeaders),
    responseBody: Buffer.from(echo(body), 'latin1').toString('base64'),
  }
}
