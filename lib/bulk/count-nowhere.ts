import { FATE_CONDITIONS } from '#lib/delivery-log/call-query.ts'
import { readLog } from '#lib/delivery-log/read-log.ts'
import { IS_MAPPED } from './find-missing.ts'

/** So many of the newest events that went nowhere are looked at. */
const LOOKED_AT = 10_000

export type NowhereCount = {
  /** Events of the type that went nowhere, and are mapped to the endpoint by now; the event itself is not counted. */
  others: number
  /** More went nowhere than were looked at; the newest were. */
  isBounded: boolean
}

// A mapping that is older than the event made its delivery when it came: then it is not one of those.
// Counts on: call by key, delivery (event_id), mapping_revision by key.
const CAME_UNMAPPED = `
NOT EXISTS (
  SELECT FROM call JOIN delivery ON delivery.event_id = call.id AND delivery.id >= $1
  JOIN mapping_revision revision ON revision.id = delivery.mapping_revision_id
  WHERE call.id = $1 AND revision.created_at <= call.received_at)`

// Counts on: call_nowhere_idx, newest first, $4 + 1 rows at most; mapping (event_type, licence) for each of the type.
const OTHERS = `
WITH newest AS MATERIALIZED (
  SELECT id, event_type, licence FROM call
  WHERE ${FATE_CONDITIONS.nowhere} ORDER BY id DESC LIMIT $4 + 1
)
SELECT (SELECT count(*) > $4 FROM newest) AS "isBounded",
  (SELECT count(*)::int FROM newest call WHERE event_type = $2 AND id <> $1 AND ${IS_MAPPED('$3::uuid')}) AS others
WHERE ${CAME_UNMAPPED}`

/**
 * How many others like an event went nowhere and can be brought to where its type goes by now.
 * @returns null for an event that had its place when it came.
 * @throws LogTimeout after 3 s.
 */
export async function countNowhere(event: {
  id: string
  eventType: string
  endpointId: string
}): Promise<NowhereCount | null> {
  const { id, eventType, endpointId } = event
  const [found] = await readLog((read) => read<NowhereCount>(OTHERS, [id, eventType, endpointId, LOOKED_AT]))
  return found ?? null
}
