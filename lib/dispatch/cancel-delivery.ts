import { z } from 'zod'
import { transaction } from '../db/pool.ts'
import { removeAttemptJobs, wakeDispatchers } from '../queue/attempt-jobs.ts'

export const cancelDeliveryInput = z.object({ deliveryId: z.uuid() })

export type CancelDeliveryOutcome =
  | { outcome: 'cancelled' }
  /** A dispatcher has taken it: what comes of that attempt is not known yet. */
  | { outcome: 'under way' }
  | { outcome: 'ended already'; status: string }
  | { outcome: 'unknown delivery' }

// Counts on: delivery by key.
const FIND = 'SELECT status, job_id AS "jobId" FROM delivery WHERE id = $1 FOR UPDATE'

// A dispatcher that takes the job just now has it locked, and waits for the delivery: waiting for it would be a deadlock.
// A resend from the console is under way without a dispatcher. Counts on: attempt_job by key, attempt (delivery_id, id).
const IS_TAKEN = `
SELECT EXISTS (SELECT FROM attempt WHERE delivery_id = $2 AND id >= $2 AND finished_at IS NULL)
  OR EXISTS (SELECT FROM attempt_job WHERE id = $1) AND NOT EXISTS (
    SELECT FROM (SELECT FROM attempt_job WHERE id = $1 AND dispatcher_id IS NULL FOR UPDATE SKIP LOCKED) free) AS "isTaken"`

const CANCEL = `
UPDATE delivery SET status = 'cancelled', job_id = NULL, next_attempt_at = NULL, last_error = $2, updated_at = now()
WHERE id = $1`

type Found = { status: string; jobId: string | null }

/**
 * Ends a delivery that waits, pending or held: no further attempt is made, and those of its lane that wait for it go
 * on. `actor` is named in its last error. An attempt under way is never cut off: whether it arrived would not be known.
 */
export async function cancelDelivery(input: {
  deliveryId: string
  actor: string
}): Promise<CancelDeliveryOutcome> {
  const { deliveryId, actor } = input
  return transaction(async (client): Promise<CancelDeliveryOutcome> => {
    const [found] = (await client.query<Found>(FIND, [deliveryId])).rows
    if (!found) return { outcome: 'unknown delivery' }
    if (found.status !== 'pending' && found.status !== 'held')
      return { outcome: 'ended already', status: found.status }
    const [job] = (await client.query<{ isTaken: boolean }>(IS_TAKEN, [found.jobId, deliveryId])).rows
    if (job?.isTaken) return { outcome: 'under way' }
    await client.query(CANCEL, [deliveryId, `Cancelled by ${actor}.`])
    if (found.jobId) await removeAttemptJobs(client, [found.jobId])
    await wakeDispatchers(client)
    return { outcome: 'cancelled' }
  })
}
