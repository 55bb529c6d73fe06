import type pg from 'pg'

/** Why an attempt is made. */
export const TRIGGERS = ['event', 'retry', 'resend', 'replay'] as const
export type Trigger = (typeof TRIGGERS)[number]

/** "Attempt this delivery": its `id` also stands in delivery.job_id; a job whose id is not there is out of date. */
export type AttemptJob = {
  id: string
  deliveryId: string
  endpointId: string
  licence: string
  trigger: Trigger
  /** Who asked for a resend or a replay. */
  actor: string | null
  /** Seconds from now, by the database's clock, until it is due. */
  delaySeconds: number
  bulkRunId?: string | null
}

/** A job that is about to be attempted: taken by a dispatcher, or kept from them by whoever attempts it itself. */
export type ClaimedJob = {
  id: string
  deliveryId: string
  trigger: Trigger
  actor: string | null
  /** It is to show whether the endpoint works again: a failure does not use up the delivery's tries. */
  isProbe: boolean
}

/** Wakes the dispatchers when something is due at once. */
export const WAKE_CHANNEL = 'bellhop_due'

/** Whether an endpoint gets nothing but probes at present. SQL over endpoint_health, which may be null. */
export const IS_BLOCKED = (health: string) =>
  `coalesce(${health}.paused_at IS NOT NULL OR ${health}.breaker <> 'closed', false)`

/** What keeps deliveries of one lane from those of another. SQL over an endpoint, an event and a licence. */
export const LANE = (endpoint: string, event: string, licence: string) =>
  `${licence} || CASE coalesce(${endpoint}.in_order_by, 'none')
    WHEN 'agent' THEN ' ' || coalesce(${event}.operator_id, '')
    WHEN 'chat' THEN ' ' || coalesce(${event}.client_id, 'group ' || ${event}.chat_group, '')
    ELSE '' END`

// What is repeated has lanes of its own: an old delivery must not stand in front of new ones.
// Counts on: endpoint and endpoint_health by key; delivery and call by key where the order asks for agent or chat.
const ENQUEUE = `
INSERT INTO attempt_job (id, delivery_id, endpoint_id, lane, in_order, due_at, trigger, actor, held, bulk_run_id)
SELECT job.id, job.delivery_id, job.endpoint_id,
  CASE WHEN job.trigger IN ('resend', 'replay') THEN 'again ' ELSE '' END || ${LANE('endpoint', 'event', 'job.licence')},
  coalesce(endpoint.in_order_by, 'none') <> 'none', now() + job.delay * interval '1 second', job.trigger, job.actor,
  ${IS_BLOCKED('health')}, job.bulk_run_id
FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::float8[], $8::uuid[])
  AS job(id, delivery_id, endpoint_id, licence, trigger, actor, delay, bulk_run_id)
LEFT JOIN endpoint ON endpoint.id = job.endpoint_id
LEFT JOIN endpoint_health health ON health.endpoint_id = job.endpoint_id
LEFT JOIN LATERAL (
  SELECT call.operator_id, call.client_id, call.chat_group FROM delivery JOIN call ON call.id = delivery.event_id
  WHERE endpoint.in_order_by IN ('agent', 'chat') AND delivery.id = job.delivery_id OFFSET 0
) event ON true`

/** Adds jobs inside the caller's transaction, behind its deliveries: they exist exactly when it commits. */
export async function enqueueAttempts(client: pg.ClientBase, jobs: AttemptJob[]): Promise<void> {
  if (jobs.length === 0) return
  const column = <Value>(value: (job: AttemptJob) => Value) => jobs.map(value)
  await client.query({
    name: 'enqueue-attempts',
    text: ENQUEUE,
    values: [
      column((job) => job.id),
      column((job) => job.deliveryId),
      column((job) => job.endpointId),
      column((job) => job.licence),
      column((job) => job.trigger),
      column((job) => job.actor),
      column((job) => job.delaySeconds),
      column((job) => job.bulkRunId ?? null),
    ],
  })
  if (jobs.some((job) => job.delaySeconds <= 0)) await wakeDispatchers(client)
}

/** Has the dispatchers look for due jobs once the caller's transaction commits. */
export async function wakeDispatchers(client: pg.ClientBase): Promise<void> {
  await client.query(`NOTIFY ${WAKE_CHANNEL}`)
}

/** Removes jobs inside the caller's transaction, done or superseded. The log keeps what they did. */
export async function removeAttemptJobs(client: pg.ClientBase, ids: string[]): Promise<void> {
  if (ids.length > 0) await client.query('DELETE FROM attempt_job WHERE id = ANY($1::uuid[])', [ids])
}

/** Gives jobs back that a dispatcher has taken, for any dispatcher to take. */
export async function releaseAttemptJobs(client: pg.ClientBase, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  await client.query('UPDATE attempt_job SET dispatcher_id = NULL WHERE id = ANY($1::uuid[])', [ids])
  await wakeDispatchers(client)
}
