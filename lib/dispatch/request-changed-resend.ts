import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { transaction } from '../db/pool.ts'
import { checkUrl } from '../lc-serv-cfg/check-url.ts'
import { type ClaimedJob, enqueueAttempts, IS_BLOCKED } from '../queue/attempt-jobs.ts'
import { type EditField, editPayload, type PayloadEdit } from './edit-payload.ts'
import { HOLD_MARGIN_SECONDS, isHeldBack } from './request-resend.ts'
import type { PayloadBytes } from './write-payload.ts'

/** What is to be sent in place of what a delivery sends. */
export type DeliveryChange = {
  /** Whose URL and payload are the ones that are changed. */
  deliveryId: string
  /** Made by whoever asks: asked twice with the same, one is made. */
  requestId: string
  /** null: where the delivery goes. */
  url: string | null
  payload: PayloadEdit | null
}

/** Where on the form something is wrong; null: with the whole. */
export type ChangeField = 'url' | EditField

export type ChangedResendRequest =
  | { ok: true; deliveryId: string; outcome: 'requested'; job: ClaimedJob }
  /** Its endpoint is paused, or takes nothing but probes: it goes out when that is over. */
  | { ok: true; deliveryId: string; outcome: 'held' }
  | { ok: true; deliveryId: string; outcome: 'made before' }
  | { ok: false; field: ChangeField; reason: string }

type Refusal = Extract<ChangedResendRequest, { ok: false }>

type Payload = Omit<PayloadBytes, 'charset'>
type Nullable<Row> = { [Column in keyof Row]: Row[Column] | null }

type Found = {
  rootId: string
  eventId: string
  endpointId: string
  eventType: string
  licence: string
  /** null: the endpoint is gone. */
  ownUrl: string | null
  timeoutSeconds: number | null
  isPaused: boolean
  isBlocked: boolean
  /** null: the event is gone. */
  charset: string | null
  ofEvent: Nullable<Payload>
  changedUrl: string | null
  changed: Nullable<Payload>
}

type Row = Omit<Found, 'ofEvent' | 'changed'> &
  Nullable<Payload> & {
    changedMethod: Payload['method'] | null
    changedQuery: Uint8Array | null
    changedBody: Uint8Array | null
    changedContentType: string | null
  }

// Counts on: delivery, endpoint, endpoint_health, delivery_override and call by key. The lock makes two at once take turns.
const FIND = `
SELECT coalesce(delivery.original_id, delivery.id) AS "rootId", delivery.event_id AS "eventId",
  delivery.endpoint_id AS "endpointId", delivery.event_type AS "eventType", delivery.licence,
  endpoint.url AS "ownUrl", endpoint.timeout_seconds AS "timeoutSeconds",
  health.paused_at IS NOT NULL AS "isPaused", ${IS_BLOCKED('health')} AS "isBlocked",
  call.charset, call.method, call.query, call.body, call.content_type AS "contentType", changed.url AS "changedUrl",
  changed.method AS "changedMethod", changed.query AS "changedQuery", changed.body AS "changedBody",
  changed.content_type AS "changedContentType"
FROM delivery LEFT JOIN endpoint ON endpoint.id = delivery.endpoint_id
LEFT JOIN endpoint_health health ON health.endpoint_id = delivery.endpoint_id
LEFT JOIN delivery_override changed ON changed.delivery_id = delivery.id AND delivery.original_id IS NOT NULL
LEFT JOIN LATERAL (SELECT * FROM call WHERE call.id = delivery.event_id OFFSET 0) AS call ON true
WHERE delivery.id = $1 FOR UPDATE OF delivery`

// Counts on: delivery_override (request_id).
const MADE = 'SELECT delivery_id AS id FROM delivery_override WHERE request_id = $1'

const INSERT = `
WITH made AS (
  INSERT INTO delivery (event_id, endpoint_id, event_type, licence, status, next_attempt_at, job_id, original_id)
  VALUES ($1, $2, $3, $4, $5, now(), $6, $7) RETURNING id
)
INSERT INTO delivery_override (delivery_id, url, method, query, body, content_type, actor, request_id)
SELECT id, $8, $9, $10, $11, $12, $13, $14 FROM made RETURNING delivery_id AS id`

const refuse = (reason: string, field: ChangeField = null): Refusal => ({ ok: false, field, reason })

/**
 * Makes a delivery of the same event that goes to another URL or carries an edited payload, kept beside its original: one
 * attempt, no retries. What a changed one is made of is changed further, and the first original stays the original.
 * Everything is made in one transaction.
 * @param by 'dispatcher' leaves it to the dispatchers; 'caller' makes them wait until the caller must be done or dead.
 */
export async function requestChangedResend(
  change: DeliveryChange & { actor: string; by: 'dispatcher' | 'caller' },
): Promise<ChangedResendRequest> {
  return transaction(async (client): Promise<ChangedResendRequest> => {
    const [row] = (await client.query<Row>(FIND, [change.deliveryId])).rows
    if (!row) return refuse('This delivery is not there any more.')
    const [made] = (await client.query<{ id: string }>(MADE, [change.requestId])).rows
    if (made) return { ok: true, deliveryId: made.id, outcome: 'made before' }
    const found = toFound(row)
    const planned = plan(found, change)
    return planned.ok ? store(client, found, { ...change, ...planned }) : planned
  })
}

function toFound(row: Row): Found {
  const { method, query, body, contentType, ...found } = row
  const changed = {
    method: row.changedMethod,
    query: row.changedQuery,
    body: row.changedBody,
    contentType: row.changedContentType,
  }
  return { ...found, ofEvent: { method, query, body, contentType }, changed }
}

/** What the new delivery sends otherwise than its endpoint and event say; null: as they say. */
type Plan = { ok: true; url: string | null; payload: Payload | null }

function plan(found: Found, change: DeliveryChange): Plan | Refusal {
  const { ownUrl, charset, ofEvent } = found
  if (ownUrl === null)
    return refuse('Its endpoint was removed. Map the event type, then deliver the event anew.')
  if (charset === null || !isWhole(ofEvent)) return refuse('Its event is no longer in the log.')
  const base = isWhole(found.changed) ? found.changed : ofEvent
  const checked = checkUrl(change.url ?? found.changedUrl ?? ownUrl)
  if (!checked.ok) return refuse(checked.reason, 'url')
  const edited = change.payload && editPayload({ ...base, charset }, found.eventType, change.payload)
  if (edited && !edited.ok) return edited
  const payload = edited ? edited.payload : base
  const url = checked.url === ownUrl ? null : checked.url
  if (url === found.changedUrl && isSame(payload, base))
    return refuse('Nothing is changed. To send it once more as it was, use Resend.')
  return { ok: true, url, payload: isSame(payload, ofEvent) ? null : payload }
}

const isWhole = (payload: Nullable<Payload>): payload is Payload => payload.method !== null

const isSame = (one: Payload, other: Payload) =>
  one.method === other.method &&
  one.contentType === other.contentType &&
  Buffer.compare(one.query, other.query) === 0 &&
  Buffer.compare(one.body, other.body) === 0

async function store(
  client: pg.ClientBase,
  found: Found,
  given: Plan & { requestId: string; actor: string; by: 'dispatcher' | 'caller' },
): Promise<ChangedResendRequest> {
  const { eventId, endpointId, eventType, licence } = found
  const { url, payload, actor, by } = given
  const isElsewhere = url !== null
  const isHeld = isHeldBack({ ...found, isElsewhere }, by)
  const jobId = randomUUID()
  const { rows } = await client.query<{ id: string }>(INSERT, [
    ...[eventId, endpointId, eventType, licence, isHeld ? 'held' : 'pending', jobId, found.rootId],
    ...[url, payload?.method, payload?.query, payload?.body, payload?.contentType, actor, given.requestId],
  ])
  const deliveryId = rows[0]?.id
  if (!deliveryId) throw new Error('The changed delivery was not stored')
  const job: ClaimedJob = {
    ...{ id: jobId, deliveryId, trigger: 'resend', actor },
    isProbe: found.isBlocked && !isElsewhere,
  }
  const delaySeconds = by === 'caller' && !isHeld ? (found.timeoutSeconds ?? 0) + HOLD_MARGIN_SECONDS : 0
  await enqueueAttempts(client, [{ ...job, endpointId, licence, delaySeconds }])
  return isHeld
    ? { ok: true, deliveryId, outcome: 'held' }
    : { ok: true, deliveryId, outcome: 'requested', job }
}
