import { z } from 'zod'
import { BEGIN_BRIEFLY, pool, transaction } from '#lib/db/pool.ts'
import { MAX_TOTAL } from './limits.ts'

export type CancelRunOutcome =
  | { outcome: 'cancelled'; takenBack: number }
  | { outcome: 'ended already' | 'unknown run' }

const BATCH = 2000

const STOP = `
UPDATE bulk_run SET status = 'cancelled', note = $2, ended_at = clock_timestamp(), updated_at = clock_timestamp()
WHERE id = $1 AND (status = 'running' OR EXISTS (SELECT FROM attempt_job WHERE bulk_run_id = $1))`

// Deliveries before jobs, as everybody locks them. What is attempted just now, or was by a dispatcher that died, is left
// to itself. Counts on: attempt_job (bulk_run_id), delivery by key, attempt (delivery_id, id).
const LOCK = `
SELECT delivery.id, delivery.job_id AS "jobId" FROM delivery
JOIN (
  SELECT id, delivery_id FROM attempt_job WHERE bulk_run_id = $1 AND dispatcher_id IS NULL LIMIT ${BATCH}
) waiting ON waiting.delivery_id = delivery.id AND waiting.id = delivery.job_id
WHERE NOT EXISTS (
  SELECT FROM attempt WHERE attempt.delivery_id = delivery.id AND attempt.id >= delivery.id AND attempt.finished_at IS NULL)
ORDER BY delivery.id FOR UPDATE OF delivery SKIP LOCKED`

// A retry that was waiting when the run came to it goes on by itself. Counts on: attempt_job and bulk_run_delivery by key.
const TAKE_BACK = `
WITH own AS MATERIALIZED (
  SELECT job.id AS job_id, job.delivery_id, record.previous_status FROM attempt_job job
  JOIN bulk_run_delivery record ON record.run_id = $1 AND record.delivery_id = job.delivery_id
  WHERE job.id = ANY($2::uuid[]) AND job.bulk_run_id = $1 AND job.dispatcher_id IS NULL
), kept AS (
  UPDATE attempt_job SET bulk_run_id = NULL FROM own
  WHERE attempt_job.id = own.job_id AND own.previous_status = 'pending' AND attempt_job.dispatcher_id IS NULL
), removed AS MATERIALIZED (
  DELETE FROM attempt_job USING own
  WHERE attempt_job.id = own.job_id AND own.previous_status <> 'pending' AND attempt_job.dispatcher_id IS NULL
  RETURNING own.delivery_id, own.previous_status
), restored AS (
  UPDATE delivery SET job_id = NULL, next_attempt_at = NULL, updated_at = now(),
    status = CASE removed.previous_status WHEN '' THEN 'cancelled' ELSE removed.previous_status END,
    last_error = CASE removed.previous_status WHEN '' THEN $3 ELSE delivery.last_error END
  FROM removed WHERE delivery.id = removed.delivery_id
), noted AS (
  UPDATE bulk_run_delivery record SET outcome = 'taken back' FROM removed
  WHERE record.run_id = $1 AND record.delivery_id = removed.delivery_id
)
SELECT count(*)::int AS count FROM removed`

/**
 * Ends a run at once: nothing more is queued, and what has not been sent yet is taken back, so that those deliveries are
 * what they were before. An attempt under way is never cut off. What a run that is done has left waiting for its endpoint
 * is taken back as well.
 */
export async function cancelRun(input: { runId: string; actor: string }): Promise<CancelRunOutcome> {
  const { runId, actor } = input
  if (!z.uuid().safeParse(runId).success) return { outcome: 'unknown run' }
  const said = `Cancelled by ${actor}.`
  if (!(await pool().query(STOP, [runId, said])).rowCount) {
    const { rowCount } = await pool().query('SELECT FROM bulk_run WHERE id = $1', [runId])
    return { outcome: rowCount ? 'ended already' : 'unknown run' }
  }
  return { outcome: 'cancelled', takenBack: await takeBack(runId, said) }
}

/** Takes back what a cancelled run has left waiting. @returns how many deliveries are again what they were. */
export async function takeBack(runId: string, said: string): Promise<number> {
  let takenBack = 0
  for (let round = 0; round <= MAX_TOTAL / BATCH; round++) {
    const { found, count } = await transaction(async (client) => {
      const { rows } = await client.query<{ jobId: string }>(LOCK, [runId])
      const jobs = rows.map((row) => row.jobId)
      const done = await client.query<{ count: number }>(TAKE_BACK, [runId, jobs, said])
      return { found: jobs.length, count: done.rows[0]?.count ?? 0 }
    }, BEGIN_BRIEFLY)
    takenBack += count
    if (found < BATCH) break
  }
  return takenBack
}
