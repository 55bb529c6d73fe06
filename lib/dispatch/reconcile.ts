import type pg from 'pg'
import { BEGIN_BRIEFLY, transaction } from '../db/pool.ts'
import { enqueueAttempts, removeAttemptJobs } from '../queue/attempt-jobs.ts'
import { lockDeliveries } from './lock-deliveries.ts'

const OVERDUE_SECONDS = 60
const BATCH = 1000

// Counts on: delivery (status, next_attempt_at), attempt_job by key.
const ADOPT = `
UPDATE delivery SET job_id = gen_random_uuid(), updated_at = now()
WHERE id IN (
  SELECT overdue.id FROM delivery overdue
  WHERE overdue.status IN ('pending', 'held') AND overdue.next_attempt_at < now() - $1 * interval '1 second'
    AND NOT EXISTS (SELECT FROM attempt_job WHERE attempt_job.id = overdue.job_id)
  LIMIT $2
  FOR UPDATE SKIP LOCKED
)
RETURNING id, job_id AS "jobId", endpoint_id AS "endpointId", licence, attempts`

// Without their endpoint they would wait for ever.
const WITHOUT_ENDPOINT = `
SELECT id, delivery_id AS "deliveryId" FROM attempt_job
WHERE NOT EXISTS (SELECT FROM endpoint WHERE endpoint.id = attempt_job.endpoint_id) LIMIT $1`
const END = `
UPDATE delivery SET status = 'failed', next_attempt_at = NULL, job_id = NULL, last_status = NULL, last_error_kind = 'policy',
  last_error = 'Its endpoint was removed before it was sent. Map the event type, then deliver the event anew.', updated_at = now()
FROM unnest($1::uuid[], $2::uuid[]) AS ended(id, job_id)
WHERE delivery.id = ended.id AND delivery.job_id = ended.job_id`

/**
 * Gives a new job to deliveries that are due and have none: the delivery's row is the truth, a queue that lost
 * something (or was restored) does not keep it from going out. Ends those whose endpoint is gone.
 * @returns how many got a job.
 */
export async function reconcile(): Promise<number> {
  const adopted = await transaction(adopt, BEGIN_BRIEFLY)
  await transaction(endWithoutEndpoint, BEGIN_BRIEFLY)
  return adopted
}

async function adopt(client: pg.ClientBase): Promise<number> {
  type Adopted = { id: string; jobId: string; endpointId: string; licence: string; attempts: number }
  const { rows } = await client.query<Adopted>(ADOPT, [OVERDUE_SECONDS, BATCH])
  await enqueueAttempts(
    client,
    rows.map(({ id, jobId, endpointId, licence, attempts }) => ({
      id: jobId,
      deliveryId: id,
      endpointId,
      licence,
      trigger: attempts === 0 ? ('event' as const) : ('retry' as const),
      actor: null,
      delaySeconds: 0,
    })),
  )
  return rows.length
}

async function endWithoutEndpoint(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ id: string; deliveryId: string }>(WITHOUT_ENDPOINT, [BATCH])
  if (rows.length === 0) return
  const jobIds = rows.map((job) => job.id)
  const deliveryIds = rows.map((job) => job.deliveryId)
  await lockDeliveries(client, deliveryIds)
  await client.query(END, [deliveryIds, jobIds])
  await removeAttemptJobs(client, jobIds)
}
