import { BEGIN_BRIEFLY, transaction } from '../db/pool.ts'
import { wakeDispatchers } from '../queue/attempt-jobs.ts'

/** An attempt that is on record and was never sent, and its job. */
export type Unsent = { attemptId: string; jobId: string }

// An attempt that somebody has closed meanwhile stays on record.
const TAKE_BACK = `
WITH unsent AS (
  DELETE FROM attempt WHERE id = ANY($1::uuid[]) AND finished_at IS NULL RETURNING delivery_id
)
UPDATE delivery SET attempts = attempts - 1, updated_at = now() FROM unsent WHERE delivery.id = unsent.delivery_id`

// One that was taken for dead meanwhile has nothing to give: another dispatcher may send what was its own.
const RELEASE =
  'UPDATE attempt_job SET dispatcher_id = NULL WHERE id = ANY($1::uuid[]) AND dispatcher_id = $2'

/** Gives back what a dispatcher has taken and not sent: the attempts never were, and any dispatcher may take the jobs. */
export async function handBack(dispatcherId: string, unsent: Unsent[]): Promise<void> {
  await transaction(async (client) => {
    await client.query(TAKE_BACK, [unsent.map((one) => one.attemptId)])
    await client.query(RELEASE, [unsent.map((one) => one.jobId), dispatcherId])
    await wakeDispatchers(client)
  }, BEGIN_BRIEFLY)
}
