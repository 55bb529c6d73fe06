import type pg from 'pg'
import { enqueueAttempts, IS_BLOCKED } from '#lib/queue/attempt-jobs.ts'
import { IS_MISSING } from './find-missing.ts'
import { recordOutcomes } from './record-outcomes.ts'

// The lock makes two that replay an event, or deliver it now, take turns: what the first one made is seen by the second.
const LOCK = 'SELECT FROM call WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE'

// Counts on: call, endpoint and endpoint_health by key, delivery (event_id).
const INSERT = `
INSERT INTO delivery (event_id, endpoint_id, event_type, licence, status, next_attempt_at, job_id)
SELECT call.id, endpoint.id, call.event_type, call.licence, CASE WHEN ${IS_BLOCKED('health')} THEN 'held' ELSE 'pending' END,
  now(), gen_random_uuid()
FROM call JOIN endpoint ON endpoint.id = $2 LEFT JOIN endpoint_health health ON health.endpoint_id = endpoint.id
WHERE call.id = ANY($1::uuid[]) AND ${IS_MISSING('endpoint.id')} ORDER BY call.id
RETURNING id, job_id AS "jobId", licence, event_id AS "eventId"`

// They do not go nowhere any more.
const COUNT = 'UPDATE call SET mapped = mapped + 1 WHERE id = ANY($1::uuid[])'

type Made = { id: string; jobId: string; licence: string; eventId: string }

/**
 * Makes deliveries of past events to an endpoint, for a run, inside the caller's transaction; none of an event that it
 * has been given meanwhile.
 * @returns how many were made.
 */
export async function queueReplays(
  client: pg.ClientBase,
  run: { id: string; actor: string; endpointId: string },
  eventIds: string[],
): Promise<number> {
  if (eventIds.length === 0) return 0
  await client.query(LOCK, [eventIds])
  const { rows } = await client.query<Made>(INSERT, [eventIds, run.endpointId])
  await client.query(COUNT, [rows.map(({ eventId }) => eventId)])
  await enqueueAttempts(
    client,
    rows.map(({ id, jobId, licence }) => ({
      id: jobId,
      deliveryId: id,
      endpointId: run.endpointId,
      licence,
      trigger: 'replay' as const,
      actor: run.actor,
      delaySeconds: 0,
      bulkRunId: run.id,
    })),
  )
  await recordOutcomes(
    client,
    run.id,
    rows.map(({ id }) => ({ deliveryId: id, outcome: 'queued' as const, previousStatus: '' })),
  )
  return rows.length
}
