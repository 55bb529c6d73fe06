import type { PayloadRow } from './payload.ts'
import { comparePayloads } from './payload-changes.ts'
import type { Read } from './read-log.ts'
import type { ChangedResend, PayloadChanges } from './types.ts'

/** The columns of an override, null where it says nothing. From the table delivery_override, as `changed`. */
export const OVERRIDE = `
  changed.url AS "changedUrl", changed.method AS "changedMethod", changed.query AS "changedQuery",
  changed.body AS "changedBody", changed.content_type AS "changedContentType", changed.actor AS "changedBy",
  changed.created_at AS "changedAt"`

export type OverrideRow = {
  changedUrl: string | null
  changedMethod: string | null
  changedQuery: Buffer | null
  changedBody: Buffer | null
  changedContentType: string | null
  /** null: there is no override. */
  changedBy: string | null
  changedAt: Date | null
}

/** The payload that an override puts in the place of the event's; null: none. Its parameters are not decoded. */
export function overridden(
  row: OverrideRow,
): Pick<PayloadRow, 'method' | 'query' | 'body' | 'contentType'> | null {
  if (row.changedMethod === null) return null
  return {
    method: row.changedMethod,
    query: row.changedQuery ?? Buffer.alloc(0),
    body: row.changedBody ?? Buffer.alloc(0),
    contentType: row.changedContentType,
  }
}

/** The newest ones are told. */
const MOST_TOLD = 50
/** Of a longer payload it is only said that it was edited. */
const LONGEST_TOLD = 64 * 1024

// Counts on: delivery (original_id), in the partitions from the original on; delivery_override by key.
const RESENDS = `
SELECT delivery.id, changed.created_at AS at, changed.actor, delivery.status, delivery.attempts,
  delivery.last_status AS "lastStatus", delivery.last_error_kind AS "lastErrorKind", changed.url, changed.method,
  changed.content_type AS "contentType", told.is_short AS "isShort",
  CASE WHEN told.is_short THEN changed.query END AS query, CASE WHEN told.is_short THEN changed.body END AS body
FROM delivery JOIN delivery_override changed ON changed.delivery_id = delivery.id
CROSS JOIN LATERAL (
  SELECT coalesce(octet_length(changed.query) + octet_length(changed.body) <= ${LONGEST_TOLD}, false) AS is_short
) told
WHERE delivery.original_id = $1::uuid AND delivery.id > $1::uuid ORDER BY delivery.id DESC LIMIT ${MOST_TOLD}`

type Row = Omit<ChangedResend, 'at' | 'changes'> & {
  at: Date
  method: string | null
  contentType: string | null
  isShort: boolean
  query: Buffer | null
  body: Buffer | null
}

/** What was sent once more with a change of a delivery, newest first; `payload`: that of its event. */
export async function readChangedResends(
  read: Read,
  deliveryId: string,
  payload: PayloadRow,
): Promise<ChangedResend[]> {
  return (await read<Row>(RESENDS, [deliveryId])).map((row) => {
    const { id, actor, status, lastStatus, lastErrorKind, attempts, url } = row
    const told = { id, actor, status, lastStatus, lastErrorKind, attempts, url, at: row.at.toISOString() }
    return { ...told, changes: changesOf(row, payload) }
  })
}

function changesOf(
  { method, query, body, contentType, isShort }: Row,
  payload: PayloadRow,
): PayloadChanges | null {
  if (method === null) return null
  const isLong = payload.query.length + payload.body.length > LONGEST_TOLD
  if (!isShort || isLong || query === null || body === null) {
    const ofMethod = method === payload.method ? null : { before: payload.method, after: method }
    return { method: ofMethod, parameters: null }
  }
  return comparePayloads(payload, { method, query, body, contentType }, payload)
}
