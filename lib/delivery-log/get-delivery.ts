import { z } from 'zod'
import type { Oddity } from '../livechat/oddities.ts'
import { readParameters } from '../livechat/parameters.ts'
import { attemptMasks } from './attempt-masks.ts'
import { OVERRIDE, type OverrideRow, overridden, readChangedResends } from './changed-resends.ts'
import { chatServerOf } from './listed-call.ts'
import {
  LISTED_DELIVERY,
  LISTED_DELIVERY_FROM,
  type ListedDeliveryRow,
  listedDelivery,
} from './listed-delivery.ts'
import { mappedNow } from './mapped-now.ts'
import { maskSentBody, PAYLOAD, type PayloadRow, toPayload } from './payload.ts'
import { comparePayloads } from './payload-changes.ts'
import { readDeeds } from './read-deeds.ts'
import { type Read, readLog } from './read-log.ts'
import { readMaker } from './read-maker.ts'
import type { AttemptDetail, Deed, DeliveryDetail } from './types.ts'

// Counts on: delivery, call, endpoint, chat_server and delivery_override by key; endpoint_secret (endpoint_id, …).
const DELIVERY = `
SELECT ${LISTED_DELIVERY}, ${PAYLOAD}, delivery.event_type AS "eventType", delivery.created_at AS "createdAt",
  delivery.mapping_revision_id AS "mappingRevisionId",
  endpoint.retry_schedule AS "retrySchedule", endpoint.url AS "ownUrl", endpoint.mode,
  endpoint.credentials IS NOT NULL AS "hasCredentials", endpoint.headers IS NOT NULL AS "hasHeaders",
  EXISTS (SELECT FROM endpoint_secret secret WHERE secret.endpoint_id = endpoint.id
    AND (secret.expires_at IS NULL OR secret.expires_at > now())) AS "isSigned", ${OVERRIDE},
  call.odd, call.remote_address AS "remoteAddress", call.chat_server_id AS "chatServerId", chat_server.name AS "chatServerName"
FROM ${LISTED_DELIVERY_FROM} LEFT JOIN chat_server ON chat_server.id = call.chat_server_id
LEFT JOIN delivery_override changed ON changed.delivery_id = delivery.id AND delivery.original_id IS NOT NULL
WHERE delivery.id = $1::uuid`

// Counts on: attempt (delivery_id, id), in the partitions from the delivery's own on.
const ATTEMPTS = `
SELECT id, number, trigger, actor, started_at AS "startedAt", finished_at AS "finishedAt", method, url,
  request_headers AS "requestHeaders", request_body IS NULL AS "isEventBody", connect_to AS "connectTo",
  connect_to_source AS "connectToSource", outcome, error_kind AS "errorKind", error, status, status_text AS "statusText",
  response_headers AS "responseHeaders", response_body AS "responseBody", truncated, address, timings
FROM attempt WHERE delivery_id = $1::uuid ORDER BY id`

// A body may have 5 MB: only those that are asked for. Counts on: attempt (delivery_id, id).
const BODIES = `SELECT id, request_body AS body FROM attempt WHERE delivery_id = $1::uuid AND id = ANY($2::uuid[])`

/** The call's columns are null when its partition was dropped before this delivery's. */
type DeliveryRow = ListedDeliveryRow &
  OverrideRow & { [Column in keyof PayloadRow]: PayloadRow[Column] | null } & {
    eventType: string
    odd: Oddity[] | null
    createdAt: Date
    mappingRevisionId: number | null
    retrySchedule: string | null
    ownUrl: string | null
    mode: string
    hasCredentials: boolean
    hasHeaders: boolean
    isSigned: boolean
    remoteAddress: string | null
    chatServerId: string | null
    chatServerName: string | null
  }

type Rewritten = 'startedAt' | 'finishedAt' | 'requestBody' | 'responseBody' | 'responseHeaders'

type AttemptRow = Omit<AttemptDetail, Rewritten> & {
  isEventBody: boolean
  startedAt: Date
  finishedAt: Date | null
  responseBody: Buffer | null
  responseHeaders: [string, string][] | null
}

/**
 * A delivery with its payload and every attempt; null when there is none of that id.
 * @param options.secrets leaves secret parameters as they came: for the command line, never for a page.
 * @param options.bodyOf the number of the one attempt whose request's body is read, or else the newest's; left out, all.
 */
export async function getDelivery(id: string, options: Options = {}): Promise<DeliveryDetail | null> {
  if (!z.uuid().safeParse(id).success) return null
  return readLog(async (read) => {
    const [row] = await read<DeliveryRow>(DELIVERY, [id])
    return row ? detail(read, row, options) : null
  })
}

type Options = { secrets?: boolean; bodyOf?: number }

async function detail(
  read: Read,
  row: DeliveryRow,
  { secrets = false, bodyOf }: Options,
): Promise<DeliveryDetail> {
  const ofEvent: PayloadRow = {
    method: row.method ?? '',
    query: row.query ?? Buffer.alloc(0),
    body: row.body ?? Buffer.alloc(0),
    contentType: row.contentType,
    charset: row.charset ?? 'utf-8',
    parameters: row.parameters ?? [],
    eventType: row.eventType,
  }
  const payload = edited(ofEvent, overridden(row))
  const attempts = await read<AttemptRow>(ATTEMPTS, [row.id])
  const shown = secrets ? (attempt: AttemptDetail) => attempt : attemptMask(payload)
  const bodies = await readBodies(read, row.id, chosen(attempts, bodyOf), payload.body)
  const attemptList = attempts.map((one) => shown(toAttempt(one, bodies.get(one.id) ?? null)))
  const change = changeOf(row, ofEvent)
  const { originalId } = row
  const changedResends = originalId === null ? await readChangedResends(read, row.id, ofEvent) : []
  const deeds = await readDeeds(read, row.id, { change, originalId, changedResends, attempts: attemptList })
  const createdAt = row.createdAt.toISOString()
  return {
    ...listedDelivery(row),
    createdAt,
    retrySchedule: row.retrySchedule,
    endpoint: endpointOf(row),
    change,
    changedResends,
    deeds,
    maker: await readMaker(read, {
      ...row,
      createdAt,
      isByPerson: originalId !== null || deeds.some(isReplay),
    }),
    payload: toPayload(payload, secrets),
    odd: payload === ofEvent ? (row.odd ?? []) : [],
    attemptList,
    chatServer: chatServerOf(row),
    remoteAddress: row.remoteAddress,
    mappedNow: await mappedNow(read, row.eventType, row.licence),
  }
}

const isReplay = (one: Deed) => one.deed === 'run' && one.run.kind === 'replay'

/** The payload of an event, or what was made of it. */
function edited(ofEvent: PayloadRow, override: ReturnType<typeof overridden>): PayloadRow {
  if (override === null) return ofEvent
  const written = { ...ofEvent, ...override }
  // As those of a call are stored: without NUL.
  const text = (given: string) => given.replaceAll('\0', '')
  return { ...written, parameters: readParameters(written).map(([name, value]) => [text(name), text(value)]) }
}

function endpointOf(row: DeliveryRow): DeliveryDetail['endpoint'] {
  const { ownUrl: url, mode, hasCredentials, hasHeaders, isSigned } = row
  return url === null ? null : { url, mode, hasCredentials, hasHeaders, isSigned }
}

function changeOf(row: DeliveryRow, ofEvent: PayloadRow): DeliveryDetail['change'] {
  const { changedBy: actor, changedAt, changedUrl: url } = row
  if (actor === null || changedAt === null) return null
  const override = overridden(row)
  const changes = override && comparePayloads(ofEvent, override, ofEvent)
  return { actor, at: changedAt.toISOString(), url, changes }
}

function chosen(attempts: AttemptRow[], bodyOf: number | undefined): AttemptRow[] {
  if (bodyOf === undefined) return attempts
  const one = attempts.find(({ number }) => number === bodyOf) ?? attempts.at(-1)
  return one ? [one] : []
}

/** What attempts sent, by their id: bytes of their own, or the event's. */
async function readBodies(
  read: Read,
  deliveryId: string,
  attempts: AttemptRow[],
  ofEvent: Buffer,
): Promise<Map<string, Buffer>> {
  const bodies = new Map(attempts.map(({ id }) => [id, ofEvent]))
  const own = attempts.filter(({ isEventBody }) => !isEventBody).map(({ id }) => id)
  if (own.length === 0) return bodies
  for (const { id, body } of await read<{ id: string; body: Buffer }>(BODIES, [deliveryId, own])) {
    bodies.set(id, body)
  }
  return bodies
}

function toAttempt({ isEventBody, ...row }: AttemptRow, requestBody: Buffer | null): AttemptDetail {
  return {
    ...row,
    requestBody: requestBody?.toString('base64') ?? null,
    startedAt: row.startedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    responseHeaders: row.responseHeaders ?? [],
    responseBody: row.responseBody?.toString('base64') ?? '',
  }
}

/** Masks the attempts of one delivery; what its payload hides is found out once. */
function attemptMask(payload: PayloadRow): (attempt: AttemptDetail) => AttemptDetail {
  const mask = attemptMasks(payload)
  return (attempt) => ({
    ...attempt,
    url: mask.url(attempt.url),
    requestHeaders: mask.sentHeaders(attempt.requestHeaders),
    requestBody: attempt.requestBody && maskSentBody(attempt.requestBody, attempt.requestHeaders, payload),
    error: attempt.error && mask.sent(attempt.error),
    statusText: attempt.statusText && mask.answered(attempt.statusText),
    responseHeaders: mask.answeredHeaders(attempt.responseHeaders),
    responseBody: Buffer.from(
      mask.answered(Buffer.from(attempt.responseBody, 'base64').toString('latin1')),
      'latin1',
    ).toString('base64'),
  })
}
