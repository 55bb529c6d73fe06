import type pg from 'pg'
import { transaction } from '../db/pool.ts'
import { type ClaimedJob, removeAttemptJobs } from '../queue/attempt-jobs.ts'
import { VERSION } from '../version.ts'
import { type PreparedRequest, prepareRequest } from './prepare-request.ts'

/** An attempt that is on record and may be sent now. */
export type BegunAttempt = {
  id: string
  job: ClaimedJob
  endpointId: string
  /** Counts from 1. */
  number: number
  timeoutMs: number
  prepared: ReturnType<typeof prepareRequest>
}

// Counts on: delivery, call and endpoint by key (the ids prune the partitions). The lock keeps a resend out.
const LOAD = `
SELECT job.id AS "jobId", delivery.attempts, endpoint.id AS "endpointId", endpoint.url, endpoint.timeout_seconds AS "timeoutSeconds",
  call.method, call.query, call.body, call.content_type AS "contentType"
FROM unnest($1::uuid[], $2::uuid[]) AS job(id, delivery_id)
JOIN delivery ON delivery.id = job.delivery_id AND delivery.job_id = job.id AND delivery.status = 'pending'
JOIN endpoint ON endpoint.id = delivery.endpoint_id
JOIN call ON call.id = delivery.event_id
FOR UPDATE OF delivery`

// Also closes what a dispatcher that died left open. Counts on: attempt (delivery_id, id).
const RECORD = `
WITH begun AS MATERIALIZED (
  SELECT uuidv7() AS id, t.* FROM unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::jsonb[])
    AS t(delivery_id, number, trigger, actor, method, url, request_headers)
), orphaned AS (
  UPDATE attempt SET finished_at = now(), outcome = 'unknown', error_kind = 'unknown',
    error = 'The dispatcher stopped during this attempt. The receiver may have got the call.'
  FROM begun WHERE attempt.delivery_id = begun.delivery_id AND attempt.finished_at IS NULL
), counted AS (
  UPDATE delivery SET attempts = begun.number, updated_at = now() FROM begun WHERE delivery.id = begun.delivery_id
), recorded AS (
  INSERT INTO attempt (id, delivery_id, number, trigger, actor, started_at, method, url, request_headers)
  SELECT id, delivery_id, number, trigger, actor, clock_timestamp(), method, url, request_headers FROM begun
)
SELECT id, delivery_id AS "deliveryId" FROM begun`

type Loaded = {
  jobId: string
  attempts: number
  endpointId: string
  url: string
  timeoutSeconds: number
  method: 'GET' | 'POST'
  query: Buffer
  body: Buffer
  contentType: string | null
}

/**
 * Puts an attempt on record for each claimed job before anything is sent, so that a crash shows. Jobs that are
 * out of date (their delivery has ended, or goes by another job) are removed and left out of the result.
 */
export async function beginAttempts(jobs: ClaimedJob[]): Promise<BegunAttempt[]> {
  if (jobs.length === 0) return []
  return transaction(async (client) => {
    const byId = new Map(jobs.map((job) => [job.id, job]))
    const ids = [jobs.map((job) => job.id), jobs.map((job) => job.deliveryId)]
    const { rows } = await client.query<Loaded>({ name: 'load-deliveries', text: LOAD, values: ids })
    const begun = rows.flatMap((row): Omit<BegunAttempt, 'id'>[] => {
      const job = byId.get(row.jobId)
      return job ? [begin(job, row)] : []
    })
    const current = new Set(rows.map((row) => row.jobId))
    await removeAttemptJobs(
      client,
      jobs.map((job) => job.id).filter((id) => !current.has(id)),
    )
    return record(client, begun)
  })
}

function begin(job: ClaimedJob, row: Loaded): Omit<BegunAttempt, 'id'> {
  const number = row.attempts + 1
  const prepared = prepareRequest({
    call: row,
    url: row.url,
    deliveryId: job.deliveryId,
    attemptNumber: number,
    now: new Date(),
    version: VERSION,
  })
  return { job, endpointId: row.endpointId, number, timeoutMs: row.timeoutSeconds * 1000, prepared }
}

async function record(client: pg.ClientBase, begun: Omit<BegunAttempt, 'id'>[]): Promise<BegunAttempt[]> {
  if (begun.length === 0) return []
  const sent = (one: Omit<BegunAttempt, 'id'>): Partial<PreparedRequest> =>
    one.prepared.ok ? one.prepared.request : {}
  const { rows } = await client.query<{ id: string; deliveryId: string }>({
    name: 'record-attempts',
    text: RECORD,
    values: [
      begun.map((one) => one.job.deliveryId),
      begun.map((one) => one.number),
      begun.map((one) => one.job.trigger),
      begun.map((one) => one.job.actor),
      begun.map((one) => sent(one).method ?? ''),
      begun.map((one) => sent(one).url ?? ''),
      begun.map((one) => JSON.stringify(sent(one).headers ?? [])),
    ],
  })
  const ids = new Map(rows.map((row) => [row.deliveryId, row.id]))
  return begun.flatMap((one) => {
    const id = ids.get(one.job.deliveryId)
    return id ? [{ ...one, id }] : []
  })
}
