import { z } from 'zod'
import { transaction } from '../db/pool.ts'
import { recordDeeds } from '../delivery-log/record-deeds.ts'
import { removeAttemptJobs, wakeDispatchers } from '../queue/attempt-jobs.ts'
import { ORPHANED } from './begin-attempts.ts'
import { IS_UNDER_WAY } from './request-resend.ts'

export const cancelDeliveryInput = z.object({ deliveryId: z.uuid() })

export type CancelDeliveryOutcome =
  | { outcome: 'cancelled' }
  /** A dispatcher has taken it: what comes of that attempt is not known yet. */
  | { outcome: 'under way' }
  | { outcome: 'ended already'; status: string }
  | { outcome: 'unknown delivery' }

// Counts on: delivery and endpoint by key.
const FIND = `
SELECT delivery.status, delivery.job_id AS "jobId", endpoint.timeout_seconds AS "timeoutSeconds"
FROM delivery LEFT JOIN endpoint ON endpoint.id = delivery.endpoint_id WHERE delivery.id = $1 FOR UPDATE OF delivery`

// A dispatcher that takes the job just now has it locked, and waits for the delivery: waiting for it would be a deadlock.
// A resend from the console is under way without a dispatcher. Counts on: attempt_job by key, attempt (delivery_id, id).
const IS_TAKEN = `
SELECT ${IS_UNDER_WAY('$2::uuid', '$3::int')}
  OR EXISTS (SELECT FROM attempt_job WHERE id = $1) AND NOT EXISTS (
    SELECT FROM (SELECT FROM attempt_job WHERE id = $1 AND dispatcher_id IS NULL FOR UPDATE SKIP LOCKED) free) AS "isTaken"`

// An attempt of a caller who died is open still. Counts on: delivery by key, attempt (delivery_id, id).
const CANCEL = `
WITH orphaned AS (
  UPDATE attempt SET finished_at = now(), outcome = 'unknown', error_kind = 'unknown', error = '${ORPHANED}'
  WHERE delivery_id = $1 AND id >= $1 AND finished_at IS NULL
)
UPDATE delivery SET status = 'cancelled', job_id = NULL, next_attempt_at = NULL, last_error = $2, updated_at = now()
WHERE id = $1`

type Found = { status: string; jobId: string | null; timeoutSeconds: number | null }

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
    const [job] = (
      await client.query<{ isTaken: boolean }>(IS_TAKEN, [found.jobId, deliveryId, found.timeoutSeconds])
    ).rows
    if (job?.isTaken) return { outcome: 'under way' }
    await client.query(CANCEL, [deliveryId, `Cancelled by ${actor}.`])
    await recordDeeds(client, { deliveryIds: [deliveryId], deed: 'cancel', actor })
    if (found.jobId) await removeAttemptJobs(client, [found.jobId])
    await wakeDispatchers(client)
    return { outcome: 'cancelled' }
  })
}
