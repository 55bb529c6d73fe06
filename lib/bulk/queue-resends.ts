import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { enqueueAttempts, IS_BLOCKED, wakeDispatchers } from '#lib/queue/attempt-jobs.ts'
import { type Recorded, recordOutcomes } from './record-outcomes.ts'

type Chosen = {
  id: string
  status: string
  jobId: string | null
  endpointId: string
  licence: string
  /** It goes out by itself: due, or it waits for its endpoint. */
  isDue: boolean
  hasEndpoint: boolean
}

// Counts on: delivery and endpoint by key.
const CHOOSE = `
SELECT delivery.id, delivery.status, delivery.job_id AS "jobId", delivery.endpoint_id AS "endpointId", delivery.licence,
  delivery.status = 'held' OR delivery.status = 'pending' AND coalesce(delivery.next_attempt_at <= clock_timestamp() + interval '1 ms', false) AS "isDue",
  EXISTS (SELECT FROM endpoint WHERE endpoint.id = delivery.endpoint_id) AS "hasEndpoint"
FROM delivery WHERE delivery.id = ANY($1::uuid[]) ORDER BY delivery.id FOR UPDATE SKIP LOCKED`

// Who has one locked may attempt it, or take it back, or only look at it: what it will be is not known yet.
// Counts on: delivery by key.
const LOCKED = 'SELECT id FROM delivery WHERE id = ANY($1::uuid[])'

// A retry that waits keeps its job, and with it its turn in its lane. One that a dispatcher has taken is under way.
const HASTEN = `
UPDATE attempt_job SET due_at = now(), trigger = 'resend', actor = $2, bulk_run_id = $3
WHERE id = ANY($1::uuid[]) AND dispatcher_id IS NULL RETURNING id`

// Counts on: delivery and endpoint_health by key.
const MARK = `
UPDATE delivery SET status = CASE WHEN ${IS_BLOCKED('health')} THEN 'held' ELSE 'pending' END, next_attempt_at = now(),
  job_id = again.job_id, updated_at = now()
FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS again(id, job_id, endpoint_id)
LEFT JOIN endpoint_health health ON health.endpoint_id = again.endpoint_id
WHERE delivery.id = again.id`

/**
 * Has the dispatchers attempt these deliveries again, for a run, inside the caller's transaction. A retry that waits for
 * its time is superseded; what is due, under way or held goes out by itself and is left alone, and so is what has another
 * status by now than one of `statuses` (none: any). Ends before the first that somebody else has locked.
 * @returns those that were handled, and how many of them were queued.
 */
export async function queueResends(
  client: pg.ClientBase,
  run: { id: string; actor: string },
  deliveryIds: string[],
  statuses: readonly string[],
): Promise<{ handled: string[]; queued: number }> {
  if (deliveryIds.length === 0) return { handled: [], queued: 0 }
  const { rows, handled } = await choose(client, deliveryIds)
  const matches = ({ status }: Chosen) => statuses.length === 0 || statuses.includes(status)
  const open = rows.filter((row) => row.hasEndpoint && !row.isDue && matches(row))
  const ended = open.filter((row) => row.status !== 'pending').map((row) => ({ ...row, jobId: randomUUID() }))
  const retries = await hasten(client, run, open)
  await client.query(MARK, [
    [...ended, ...retries].map((row) => row.id),
    [...ended, ...retries].map((row) => row.jobId),
    [...ended, ...retries].map((row) => row.endpointId),
  ])
  await enqueueAttempts(
    client,
    ended.map(({ id, jobId, endpointId, licence }) => ({
      id: jobId,
      deliveryId: id,
      endpointId,
      licence,
      trigger: 'resend' as const,
      actor: run.actor,
      delaySeconds: 0,
      bulkRunId: run.id,
    })),
  )
  const going = new Set([...ended, ...retries].map((row) => row.id))
  const chosen = new Map(rows.map((row) => [row.id, row]))
  const recorded = handled.flatMap((deliveryId): Recorded[] => {
    const row = chosen.get(deliveryId)
    const isGone = row !== undefined && !row.hasEndpoint
    const outcome = going.has(deliveryId) ? 'queued' : isGone ? 'endpoint removed' : 'on its way'
    // It has ended otherwise since it was found: no matter of this run any more.
    if (row && outcome === 'on its way' && !ON_ITS_WAY.has(row.status)) return []
    return [{ deliveryId, outcome, previousStatus: row?.status ?? 'pending' }]
  })
  await recordOutcomes(client, run.id, recorded)
  return { handled, queued: going.size }
}

const ON_ITS_WAY: ReadonlySet<string> = new Set(['pending', 'held'])

/** Locks deliveries for a run, in their order, up to the first that somebody else has locked: that is for its next step. */
async function choose(client: pg.ClientBase, ids: string[]): Promise<{ rows: Chosen[]; handled: string[] }> {
  const { rows } = await client.query<Chosen>(CHOOSE, [ids])
  if (rows.length === ids.length) return { rows, handled: ids }
  const chosen = new Set(rows.map((row) => row.id))
  const absent = ids.filter((id) => !chosen.has(id))
  const locked = new Set((await client.query<{ id: string }>(LOCKED, [absent])).rows.map((row) => row.id))
  const end = ids.findIndex((id) => locked.has(id))
  const handled = end === -1 ? ids : ids.slice(0, end)
  const reached = new Set(handled)
  return { rows: rows.filter((row) => reached.has(row.id)), handled }
}

/** Makes those due that wait for their retry. @returns those that no dispatcher had taken. */
async function hasten(client: pg.ClientBase, run: { id: string; actor: string }, open: Chosen[]) {
  const waiting = open.flatMap((row) => (row.status === 'pending' && row.jobId ? [row.jobId] : []))
  if (waiting.length === 0) return []
  const { rows } = await client.query<{ id: string }>(HASTEN, [waiting, run.actor, run.id])
  const free = new Set(rows.map((row) => row.id))
  if (free.size > 0) await wakeDispatchers(client)
  return open.filter((row) => row.jobId !== null && free.has(row.jobId))
}
