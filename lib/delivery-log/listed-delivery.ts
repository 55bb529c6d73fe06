import type { DeliveryStatus } from '#lib/delivery-log/delivery-status.ts'
import type { Read } from '#lib/delivery-log/read-log.ts'
import type { ListedDelivery } from '#lib/delivery-log/types.ts'

/** A row as LISTED_DELIVERY selects it. */
export type ListedDeliveryRow = Omit<ListedDelivery, 'receivedAt' | 'nextAttemptAt' | 'status'> & {
  receivedAt: Date
  nextAttemptAt: Date | null
  /** Only the dispatchers write it, from the one list of statuses. */
  status: DeliveryStatus
}

// Only a changed delivery is looked up among the overrides.
const URL_OF = `
CASE WHEN delivery.original_id IS NULL THEN endpoint.url ELSE coalesce(
  (SELECT changed.url FROM delivery_override changed WHERE changed.delivery_id = delivery.id), endpoint.url) END`

const IS_ELSEWHERE = `
CASE WHEN delivery.original_id IS NULL THEN false ELSE EXISTS (
  SELECT FROM delivery_override changed WHERE changed.delivery_id = delivery.id AND changed.url IS NOT NULL) END`

/** Columns of a listed delivery. The call may be gone before a delivery that was made of it later. */
export const LISTED_DELIVERY = `
delivery.id, delivery.event_id AS "eventId", coalesce(call.received_at, delivery.created_at) AS "receivedAt",
delivery.licence, delivery.event_type AS "eventType", call.operator_id AS "operatorId", call.client_id AS "clientId",
delivery.endpoint_id AS "endpointId", coalesce(${URL_OF}, '') AS url, ${IS_ELSEWHERE} AS "isElsewhere",
delivery.original_id AS "originalId", call.id IS NOT NULL AND call.chat_server_id IS NULL AS "isTest", delivery.status, delivery.attempts,
delivery.next_attempt_at AS "nextAttemptAt", delivery.last_status AS "lastStatus", delivery.last_error_kind AS "lastErrorKind",
delivery.last_error AS "lastError", delivery.last_duration_ms AS "lastDurationMs"`

// OFFSET 0 has the call looked up by key for each delivery: the planner would rather hash the whole log.
export const LISTED_DELIVERY_FROM = `
delivery LEFT JOIN LATERAL (SELECT * FROM call WHERE call.id = delivery.event_id OFFSET 0) AS call ON true
LEFT JOIN endpoint ON endpoint.id = delivery.endpoint_id`

// Counts on: delivery, call and endpoint by key; the ids prune the partitions.
const BY_ID = `SELECT ${LISTED_DELIVERY} FROM ${LISTED_DELIVERY_FROM} WHERE delivery.id = ANY($1::uuid[])`

// Counts on: delivery (event_id), in each partition from the event's own on; endpoint by key.
const OF_EVENT = `
SELECT ${LISTED_DELIVERY} FROM ${LISTED_DELIVERY_FROM}
WHERE delivery.event_id = $1 AND delivery.id >= $1 ORDER BY delivery.id LIMIT $2`

/** Deliveries by id, in any order. */
export async function readListedDeliveries(read: Read, ids: string[]): Promise<ListedDelivery[]> {
  return (await read<ListedDeliveryRow>(BY_ID, [ids])).map(listedDelivery)
}

/** The deliveries of an event, oldest first. */
export async function readDeliveriesOf(
  read: Read,
  eventId: string,
  limit: number,
): Promise<ListedDelivery[]> {
  return (await read<ListedDeliveryRow>(OF_EVENT, [eventId, limit])).map(listedDelivery)
}

/** The row in the shape that pages get. */
export function listedDelivery(row: ListedDeliveryRow): ListedDelivery {
  return {
    id: row.id,
    eventId: row.eventId,
    receivedAt: row.receivedAt.toISOString(),
    licence: row.licence,
    eventType: row.eventType,
    operatorId: row.operatorId,
    clientId: row.clientId,
    endpointId: row.endpointId,
    url: row.url,
    isElsewhere: row.isElsewhere,
    originalId: row.originalId,
    isTest: row.isTest,
    status: row.status,
    attempts: row.attempts,
    nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null,
    lastStatus: row.lastStatus,
    lastErrorKind: row.lastErrorKind,
    lastError: row.lastError,
    lastDurationMs: row.lastDurationMs,
  }
}
