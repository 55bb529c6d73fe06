import { BEGIN_BRIEFLY, transaction } from '../db/pool.ts'
import { wakeDispatchers } from '../queue/attempt-jobs.ts'

/** An attempt that is on record and was never sent, and its job. */
export type Unsent = { attemptId: string; jobId: string }

// Deliveries before attempts and jobs, and in the order of their ids: everybody locks them so.
// Counts on: attempt and delivery by key.
const LOCK = `
SELECT FROM delivery WHERE id = ANY(ARRAY(SELECT delivery_id FROM attempt WHERE id = ANY($1::uuid[])))
ORDER BY id FOR UPDATE`

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
    const attemptIds = unsent.map((one) => one.attemptId)
    await client.query(LOCK, [attemptIds])
    await client.query(TAKE_BACK, [attemptIds])
    await client.query(RELEASE, [unsent.map((one) => one.jobId), dispatcherId])
    await wakeDispatchers(client)
  }, BEGIN_BRIEFLY)
}
