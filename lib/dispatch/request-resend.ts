import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { transaction } from '../db/pool.ts'
import { recordDeeds } from '../delivery-log/record-deeds.ts'
import { type ClaimedJob, enqueueAttempts, IS_BLOCKED, wakeDispatchers } from '../queue/attempt-jobs.ts'

type Found = {
  status: string
  jobId: string | null
  endpointId: string
  licence: string
  due: boolean
  timeoutSeconds: number
  isPaused: boolean
  isBlocked: boolean
  isElsewhere: boolean
}

// The clock is read once the row is locked, since whoever had it may have begun later than this transaction; moments are
// rounded to milliseconds, up as well.
// Counts on: delivery, endpoint, endpoint_health and delivery_override by key.
const FIND = `
SELECT delivery.status, delivery.job_id AS "jobId", delivery.endpoint_id AS "endpointId", delivery.licence,
  coalesce(delivery.next_attempt_at <= clock_timestamp() + interval '1 ms', false) AS due, endpoint.timeout_seconds AS "timeoutSeconds",
  health.paused_at IS NOT NULL AS "isPaused", ${IS_BLOCKED('health')} AS "isBlocked",
  delivery.original_id IS NOT NULL AND EXISTS (
    SELECT FROM delivery_override changed WHERE changed.delivery_id = delivery.id AND changed.url IS NOT NULL) AS "isElsewhere"
FROM delivery JOIN endpoint ON endpoint.id = delivery.endpoint_id
LEFT JOIN endpoint_health health ON health.endpoint_id = delivery.endpoint_id
WHERE delivery.id = $1 FOR UPDATE OF delivery`

const IS_TAKEN = 'SELECT FROM attempt_job WHERE id = $1 AND dispatcher_id IS NOT NULL FOR UPDATE'

/** Added to the endpoint's time-out: by then whoever makes the attempt itself has ended or died. */
export const HOLD_MARGIN_SECONDS = 30

/**
 * Whether an attempt is open that has not taken longer than it can: beyond that, whoever made it himself has died. Such
 * attempts have no dispatcher, and their deliveries become held when the endpoint is paused meanwhile. SQL over a
 * delivery's id and its endpoint's time-out. Counts on: attempt (delivery_id, id).
 */
export const IS_UNDER_WAY = (deliveryId: string, timeoutSeconds: string) => `EXISTS (
  SELECT FROM attempt WHERE delivery_id = ${deliveryId} AND id >= ${deliveryId} AND finished_at IS NULL
    AND started_at > clock_timestamp() - (${timeoutSeconds} + ${HOLD_MARGIN_SECONDS}) * interval '1 second')`

const UNDER_WAY = `SELECT WHERE ${IS_UNDER_WAY('$1::uuid', '$2::int')}`

/**
 * Whether a resend waits for its endpoint. A person who waits ('caller') may try one whose breaker is open; what a person
 * sends to another URL himself has nothing to do with the endpoint's pause.
 */
export function isHeldBack(
  { isPaused, isBlocked, isElsewhere }: { isPaused: boolean; isBlocked: boolean; isElsewhere: boolean },
  by: 'dispatcher' | 'caller',
): boolean {
  return by === 'dispatcher' ? isPaused || isBlocked : isPaused && !isElsewhere
}

export type ResendRequest =
  | { outcome: 'requested'; job: ClaimedJob }
  /** Its endpoint is paused, or takes nothing but probes: it goes out when that is over. */
  | { outcome: 'held' }
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
    if (found.jobId && (await client.query(IS_TAKEN, [found.jobId])).rowCount) {
      return { outcome: 'already on its way' }
    }
    const { timeoutSeconds } = found
    if ((await client.query(UNDER_WAY, [input.deliveryId, timeoutSeconds])).rowCount) {
      return { outcome: 'already on its way' }
    }
    const isHeld = isHeldBack(found, input.by)
    const { deliveryId, actor } = input
    const job: ClaimedJob = {
      id: randomUUID(),
      deliveryId,
      trigger: 'resend',
      actor,
      isProbe: found.isBlocked && !found.isElsewhere,
    }
    await client.query(
      `UPDATE delivery SET status = $3, next_attempt_at = now(), job_id = $2, updated_at = now() WHERE id = $1`,
      [deliveryId, job.id, isHeld ? 'held' : 'pending'],
    )
    await recordDeeds(client, { deliveryIds: [deliveryId], deed: 'resend', actor })
    const delaySeconds = input.by === 'caller' && !isHeld ? timeoutSeconds + HOLD_MARGIN_SECONDS : 0
    if (found.jobId && (await supersede(client, found.jobId, job, delaySeconds))) {
      if (delaySeconds === 0) await wakeDispatchers(client)
    } else {
      const { endpointId, licence } = found
      await enqueueAttempts(client, [{ ...job, endpointId, licence, delaySeconds }])
    }
    return isHeld ? { outcome: 'held' } : { outcome: 'requested', job }
  })
}

/** Puts a job in the place of the one that waits: it keeps its lane, and its turn in it. */
async function supersede(
  client: pg.ClientBase,
  waitingId: string,
  job: ClaimedJob,
  delaySeconds: number,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `UPDATE attempt_job SET id = $2, due_at = now() + $3 * interval '1 second', trigger = $4, actor = $5,
       bulk_run_id = NULL
     WHERE id = $1 AND dispatcher_id IS NULL`,
    [waitingId, job.id, delaySeconds, job.trigger, job.actor],
  )
  return rowCount === 1
}
