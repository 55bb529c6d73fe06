import type pg from 'pg'
import type { ConnectionOptions, JobInsert } from 'pg-boss'
import { z } from 'zod'
import { boss } from './boss.ts'

/** The queue of attempts to be made. A job only says "attempt delivery X now"; the delivery's row is the truth. */
export const ATTEMPT_QUEUE = 'attempt'

/** Why an attempt is made. */
export const TRIGGERS = ['event', 'retry', 'resend'] as const
export type Trigger = (typeof TRIGGERS)[number]

const payload = z.object({
  deliveryId: z.uuid(),
  trigger: z.enum(TRIGGERS),
  /** Who asked for a resend. */
  actor: z.string().nullable(),
})
export type AttemptJobPayload = z.infer<typeof payload>

/** `id` also stands in delivery.job_id: a job whose id is not there is out of date. */
export type AttemptJob = AttemptJobPayload & { id: string; endpointId: string; startAfter: Date | null }

/** Wakes the dispatchers when something is due at once. */
export const WAKE_CHANNEL = 'bellhop_due'

const RESEND_PRIORITY = 10

const inTransaction = (client: pg.ClientBase): NonNullable<ConnectionOptions['db']> => ({
  executeSql: (text, values) => client.query(text, values),
})

/** Adds jobs inside the caller's transaction: they exist exactly when it commits. */
export async function enqueueAttempts(client: pg.ClientBase, jobs: AttemptJob[]): Promise<void> {
  if (jobs.length === 0) return
  const inserts = jobs.map(
    ({ id, endpointId, startAfter, ...data }): JobInsert<AttemptJobPayload> => ({
      id,
      data,
      group: { id: endpointId },
      ...(startAfter && { startAfter }),
      ...(data.trigger === 'resend' && { priority: RESEND_PRIORITY }),
    }),
  )
  await (await boss()).insert(ATTEMPT_QUEUE, inserts, { db: inTransaction(client) })
  if (jobs.some((job) => !job.startAfter)) await client.query(`NOTIFY ${WAKE_CHANNEL}`)
}

/** Removes jobs inside the caller's transaction, done or superseded. The log keeps what they did. */
export async function removeAttemptJobs(client: pg.ClientBase, ids: string[]): Promise<void> {
  if (ids.length > 0) await (await boss()).deleteJob(ATTEMPT_QUEUE, ids, { db: inTransaction(client) })
}

/** A job that this process holds until it is removed or its heartbeat stops. */
export type ClaimedJob = AttemptJobPayload & { id: string }

/** Takes up to `limit` due jobs, at most `perEndpoint` of one endpoint under way over all dispatchers. */
export async function claimAttemptJobs(limit: number, perEndpoint: number): Promise<ClaimedJob[]> {
  const jobs = await (await boss()).fetch(ATTEMPT_QUEUE, { batchSize: limit, groupConcurrency: perEndpoint })
  return jobs.map((job) => ({ id: job.id, ...payload.parse(job.data) }))
}

/** Says that this process still works on its jobs. */
export async function heartbeat(ids: string[]): Promise<void> {
  if (ids.length > 0) await (await boss()).touch(ATTEMPT_QUEUE, ids)
}
