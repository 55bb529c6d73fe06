import { randomUUID } from 'node:crypto'
import { transaction } from '../db/pool.ts'
import { type ClaimedJob, enqueueAttempts, removeAttemptJobs } from '../queue/attempt-jobs.ts'

type Found = {
  status: string
  jobId: string | null
  endpointId: string
  due: boolean
  timeoutSeconds: number
}

// Counts on: delivery and endpoint by key.
const FIND = `
SELECT delivery.status, delivery.job_id AS "jobId", delivery.endpoint_id AS "endpointId",
  coalesce(delivery.next_attempt_at <= now(), false) AS due, endpoint.timeout_seconds AS "timeoutSeconds"
FROM delivery JOIN endpoint ON endpoint.id = delivery.endpoint_id
WHERE delivery.id = $1 FOR UPDATE OF delivery`

/** Added to the endpoint's time-out: by then whoever makes the attempt itself has ended or died. */
const HOLD_MARGIN_SECONDS = 30

export type ResendRequest =
  | { outcome: 'requested'; job: ClaimedJob }
  | { outcome: 'already on its way' }
  | { outcome: 'unknown delivery' }

/**
 * Asks for a new attempt of a delivery. A retry that waits for its time is superseded, never doubled; one that is
 * due or under way makes a further request needless, so that a double click sends once.
 * @param by 'dispatcher' leaves it to the dispatchers; 'caller' makes them wait until the caller must be done or dead.
 */
export async function requestResend(input: {
  deliveryId: string
  actor: string
  by: 'dispatcher' | 'caller'
}): Promise<ResendRequest> {
  return transaction(async (client): Promise<ResendRequest> => {
    const { rows } = await client.query<Found>(FIND, [input.deliveryId])
    const found = rows[0]
    if (!found) return { outcome: 'unknown delivery' }
    if (found.status === 'pending' && found.due) return { outcome: 'already on its way' }
    const job: ClaimedJob = {
      id: randomUUID(),
      deliveryId: input.deliveryId,
      trigger: 'resend',
      actor: input.actor,
    }
    if (found.jobId) await removeAttemptJobs(client, [found.jobId])
    await client.query(
      `UPDATE delivery SET status = 'pending', next_attempt_at = now(), job_id = $2, updated_at = now() WHERE id = $1`,
      [job.deliveryId, job.id],
    )
    const holdMs = (found.timeoutSeconds + HOLD_MARGIN_SECONDS) * 1000
    const startAfter = input.by === 'caller' ? new Date(Date.now() + holdMs) : null
    await enqueueAttempts(client, [{ ...job, endpointId: found.endpointId, startAfter }])
    return { outcome: 'requested', job }
  })
}
