import { transaction } from '../db/pool.ts'
import { recordDeeds } from '../delivery-log/record-deeds.ts'
import { REVISION_IN_FORCE } from '../mappings/revision-in-force.ts'
import { enqueueAttempts } from '../queue/attempt-jobs.ts'

export type DeliverEventOutcome =
  | { outcome: 'queued'; deliveries: string[] }
  | { outcome: 'nothing mapped' | 'nothing new' | 'unknown event' }

// Counts on: mapping (event_type, licence), delivery (event_id), mapping_revision (licence, id). The lock on the call makes two at once take turns.
const FIND = `SELECT event_type AS "eventType", licence FROM call WHERE id = $1 AND outcome = 'accepted' FOR UPDATE`
const TARGETS = `
SELECT m.endpoint_id AS "endpointId",
  EXISTS (SELECT FROM delivery WHERE delivery.event_id = $3 AND delivery.endpoint_id = m.endpoint_id) AS delivered,
  CASE WHEN m.licence IS NULL THEN ${REVISION_IN_FORCE(null)} ELSE ${REVISION_IN_FORCE('m.licence')} END AS "revisionId"
FROM mapping m
WHERE m.event_type = $1 AND m.endpoint_id IS NOT NULL AND (m.licence = $2 OR m.licence IS NULL AND NOT EXISTS (
  SELECT FROM mapping own WHERE own.event_type = $1 AND own.licence = $2))
ORDER BY m.position`
const INSERT = `
INSERT INTO delivery (event_id, endpoint_id, event_type, licence, next_attempt_at, job_id, mapping_revision_id)
SELECT $1, endpoint_id, $2, $3, now(), gen_random_uuid(), revision_id FROM unnest($4::uuid[], $5::int[]) AS t(endpoint_id, revision_id)
WHERE EXISTS (SELECT FROM endpoint WHERE endpoint.id = t.endpoint_id)
RETURNING id, job_id AS "jobId", endpoint_id AS "endpointId"`

// It does not go nowhere any more.
const COUNT = 'UPDATE call SET mapped = mapped + $2 WHERE id = $1'

type Target = { endpointId: string; delivered: boolean; revisionId: number | null }

/**
 * Brings a past event to the endpoints that it is mapped to now and that have no delivery of it yet.
 * Asked twice, it delivers once. `actor` stands beside the attempts in the log.
 */
export async function deliverEvent(input: { eventId: string; actor: string }): Promise<DeliverEventOutcome> {
  return transaction(async (client): Promise<DeliverEventOutcome> => {
    const [event] = (await client.query<{ eventType: string; licence: string }>(FIND, [input.eventId])).rows
    if (!event) return { outcome: 'unknown event' }
    const { eventType, licence } = event
    const { rows: targets } = await client.query<Target>(TARGETS, [eventType, licence, input.eventId])
    if (targets.length === 0) return { outcome: 'nothing mapped' }
    const missing = targets.filter((target) => !target.delivered)
    if (missing.length === 0) return { outcome: 'nothing new' }
    const { rows } = await client.query<{ id: string; jobId: string; endpointId: string }>(INSERT, [
      input.eventId,
      eventType,
      licence,
      missing.map((target) => target.endpointId),
      missing.map((target) => target.revisionId),
    ])
    await enqueueAttempts(
      client,
      rows.map(({ id, jobId, endpointId }) => ({
        id: jobId,
        deliveryId: id,
        endpointId,
        licence,
        trigger: 'event' as const,
        actor: input.actor,
        delaySeconds: 0,
      })),
    )
    await client.query(COUNT, [input.eventId, rows.length])
    const deliveries = rows.map((row) => row.id)
    await recordDeeds(client, { deliveryIds: deliveries, deed: 'deliver', actor: input.actor })
    return { outcome: 'queued', deliveries }
  })
}
