import { z } from 'zod'
import { pool } from '#lib/db/pool.ts'
import { takeBack } from './take-back.ts'

export type CancelRunOutcome =
  | { outcome: 'cancelled'; takenBack: number }
  | { outcome: 'ended already' | 'unknown run' }

const STOP = `
UPDATE bulk_run SET status = 'cancelled', note = $2, ended_at = clock_timestamp(), updated_at = clock_timestamp()
WHERE id = $1 AND (status = 'running' OR EXISTS (SELECT FROM attempt_job WHERE bulk_run_id = $1))`

// Dispatchers may take some back in our place. Counts on: bulk_run_delivery by key.
const TAKEN_BACK = `
SELECT count(*)::int AS count FROM bulk_run_delivery WHERE run_id = $1 AND outcome = 'taken back'`

/**
 * Ends a run at once: nothing more is queued, and what has not been sent yet is taken back, so that those deliveries are
 * what they were before. An attempt under way is never cut off. What a run that is done has left waiting for its endpoint
 * is taken back as well.
 */
export async function cancelRun(input: { runId: string; actor: string }): Promise<CancelRunOutcome> {
  const { runId, actor } = input
  if (!z.uuid().safeParse(runId).success) return { outcome: 'unknown run' }
  const said = `Cancelled by ${actor}.`
  const before = await countTakenBack(runId)
  if (!(await pool().query(STOP, [runId, said])).rowCount) {
    const { rowCount } = await pool().query('SELECT FROM bulk_run WHERE id = $1', [runId])
    return { outcome: rowCount ? 'ended already' : 'unknown run' }
  }
  await takeBack(runId, said)
  return { outcome: 'cancelled', takenBack: (await countTakenBack(runId)) - before }
}

async function countTakenBack(runId: string): Promise<number> {
  const { rows } = await pool().query<{ count: number }>(TAKEN_BACK, [runId])
  return rows[0]?.count ?? 0
}
