import { transaction } from '../db/pool.ts'
import { ATTEMPT_QUEUE, enqueueAttempts } from '../queue/attempt-jobs.ts'

const OVERDUE_SECONDS = 60
const BATCH = 1000

// Counts on: delivery (status, next_attempt_at), pgboss.job by key.
const ADOPT = `
UPDATE delivery SET job_id = gen_random_uuid(), updated_at = now()
WHERE id IN (
  SELECT overdue.id FROM delivery overdue
  WHERE overdue.status = 'pending' AND overdue.next_attempt_at < now() - $1 * interval '1 second'
    AND NOT EXISTS (
      SELECT FROM pgboss.job WHERE job.name = $2 AND job.id = overdue.job_id AND job.state < 'completed')
  LIMIT $3
  FOR UPDATE SKIP LOCKED
)
RETURNING id, job_id AS "jobId", endpoint_id AS "endpointId", attempts`

/**
 * Gives a new job to deliveries that are due and have none: the delivery's row is the truth, a queue that lost
 * something (or was restored) does not keep it from going out.
 * @returns how many there were.
 */
export async function reconcile(): Promise<number> {
  return transaction(async (client) => {
    const { rows } = await client.query<{ id: string; jobId: string; endpointId: string; attempts: number }>(
      ADOPT,
      [OVERDUE_SECONDS, ATTEMPT_QUEUE, BATCH],
    )
    await enqueueAttempts(
      client,
      rows.map(({ id, jobId, endpointId, attempts }) => ({
        id: jobId,
        deliveryId: id,
        endpointId,
        trigger: attempts === 0 ? ('event' as const) : ('retry' as const),
        actor: null,
        startAfter: null,
      })),
    )
    return rows.length
  })
}
