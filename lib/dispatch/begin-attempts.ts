import type pg from 'pg'
import { transaction } from '../db/pool.ts'
import { spellAddress } from '../mappings/connect-to.ts'
import { type RpcServer, rpcServerOf } from '../mappings/rpc-server.ts'
import { type ClaimedJob, removeAttemptJobs } from '../queue/attempt-jobs.ts'
import { VERSION } from '../version.ts'
import { type Prepared, type PreparedRequest, prepareRequest } from './prepare-request.ts'

/** An attempt that is on record and may be sent now. */
export type BegunAttempt = {
  id: string
  job: ClaimedJob
  endpointId: string
  /** Counts from 1. */
  number: number
  timeoutMs: number
  prepared: Prepared
}

const ORPHANED = 'The dispatcher stopped during this attempt. The receiver may have got the call.'

// Counts on: delivery, call and endpoint by key (the ids prune the partitions); mapping_revision (licence, id) for
// NEW_LICENCE alone, since CASE leaves out what it does not need. OFFSET 0 keeps the planner from hashing the whole log.
// The lock keeps a resend out.
const LOAD = `
SELECT job.id AS "jobId", delivery.id AS "deliveryId", delivery.attempts, delivery.endpoint_id AS "endpointId",
  endpoint.url, endpoint.timeout_seconds AS "timeoutSeconds", endpoint.mode, endpoint.connect_to AS "connectTo",
  CASE WHEN delivery.event_type = 'NEW_LICENCE' AND endpoint.connect_to IS NULL THEN ${rpcServerOf('delivery.licence')} END
    AS "rpcServer",
  call.method, call.query, call.body, call.content_type AS "contentType", call.charset
FROM unnest($1::uuid[], $2::uuid[]) AS job(id, delivery_id)
JOIN delivery ON delivery.id = job.delivery_id AND delivery.job_id = job.id AND delivery.status = 'pending'
LEFT JOIN endpoint ON endpoint.id = delivery.endpoint_id
LEFT JOIN LATERAL (SELECT * FROM call WHERE call.id = delivery.event_id OFFSET 0) AS call ON true
FOR UPDATE OF delivery`

// What can never be attempted must not wait for ever: the reconciler would give it a job again and again.
// Counts on: delivery by key, attempt (delivery_id, id).
const END = `
WITH ended AS MATERIALIZED (
  SELECT * FROM unnest($1::uuid[], $2::text[]) AS t(id, reason)
), orphaned AS (
  UPDATE attempt SET finished_at = now(), outcome = 'unknown', error_kind = 'unknown', error = '${ORPHANED}'
  FROM ended WHERE attempt.delivery_id = ended.id AND attempt.finished_at IS NULL
)
UPDATE delivery SET status = 'failed', next_attempt_at = NULL, job_id = NULL, last_status = NULL, last_error_kind = 'policy',
  last_error = ended.reason, updated_at = now()
FROM ended WHERE delivery.id = ended.id`

// Also closes what a dispatcher that died left open. Counts on: attempt (delivery_id, id).
const RECORD = `
WITH begun AS MATERIALIZED (
  SELECT uuidv7() AS id, t.* FROM unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::jsonb[], $8::bytea[], $9::text[],
    $10::text[]) AS t(delivery_id, number, trigger, actor, method, url, request_headers, request_body, connect_to, connect_to_source)
), orphaned AS (
  UPDATE attempt SET finished_at = now(), outcome = 'unknown', error_kind = 'unknown',
    error = '${ORPHANED}'
  FROM begun WHERE attempt.delivery_id = begun.delivery_id AND attempt.finished_at IS NULL
), counted AS (
  UPDATE delivery SET attempts = begun.number, updated_at = now() FROM begun WHERE delivery.id = begun.delivery_id
), recorded AS (
  INSERT INTO attempt (id, delivery_id, number, trigger, actor, started_at, method, url, request_headers, request_body,
    connect_to, connect_to_source)
  SELECT id, delivery_id, number, trigger, actor, clock_timestamp(), method, url, request_headers, request_body,
    connect_to, connect_to_source FROM begun
)
SELECT id, delivery_id AS "deliveryId" FROM begun`

type Loaded = {
  jobId: string
  deliveryId: string
  attempts: number
  endpointId: string
  url: string
  timeoutSeconds: number
  mode: string
  connectTo: string | null
  rpcServer: RpcServer | null
  method: 'GET' | 'POST'
  query: Buffer
  body: Buffer
  contentType: string | null
  charset: string
}

/** Its endpoint may be gone, and its event: then all their columns are null. */
type Row = Omit<Loaded, 'url' | 'method'> & { url: string | null; method: Loaded['method'] | null }

/**
 * Puts an attempt on record for each claimed job before anything is sent, so that a crash shows. Jobs that are
 * out of date (their delivery has ended, or goes by another job) are removed and left out of the result; so are those
 * whose endpoint or event is gone, and their deliveries end as failed.
 */
export async function beginAttempts(jobs: ClaimedJob[]): Promise<BegunAttempt[]> {
  if (jobs.length === 0) return []
  return transaction(async (client) => {
    const byId = new Map(jobs.map((job) => [job.id, job]))
    const ids = [jobs.map((job) => job.id), jobs.map((job) => job.deliveryId)]
    const { rows } = await client.query<Row>({ name: 'load-deliveries', text: LOAD, values: ids })
    const whole = rows.filter((row): row is Loaded => missing(row) === null)
    const begun = whole.flatMap((row): Begun[] => {
      const job = byId.get(row.jobId)
      return job ? [begin(job, row)] : []
    })
    await endWithout(client, rows)
    const current = new Set(whole.map((row) => row.jobId))
    await removeAttemptJobs(
      client,
      jobs.map((job) => job.id).filter((id) => !current.has(id)),
    )
    return record(client, begun)
  })
}

/** Why a delivery can never be attempted; null when it can. */
function missing(row: Row): string | null {
  if (row.url === null)
    return 'Its endpoint was removed before it was sent. Map the event type, then deliver the event anew.'
  return row.method === null ? 'Its event is no longer kept, so there is nothing to send.' : null
}

async function endWithout(client: pg.ClientBase, rows: Row[]): Promise<void> {
  const ended = rows.flatMap((row) => {
    const reason = missing(row)
    return reason === null ? [] : [{ id: row.deliveryId, reason }]
  })
  if (ended.length === 0) return
  await client.query(END, [ended.map(({ id }) => id), ended.map(({ reason }) => reason)])
}

type Begun = Omit<BegunAttempt, 'id'> & {
  /** What to record as the body; null: the event's own. */
  ownBody: Buffer | null
}

function begin(job: ClaimedJob, row: Loaded): Begun {
  const number = row.attempts + 1
  const { url, mode, connectTo, rpcServer } = row
  const prepared = prepareRequest({
    call: row,
    endpoint: {
      url,
      mode,
      connectTo: connectTo === null ? rpcServer : { text: connectTo, source: 'endpoint' },
    },
    deliveryId: job.deliveryId,
    attemptNumber: number,
    now: new Date(),
    version: VERSION,
  })
  const { endpointId, timeoutSeconds } = row
  return {
    job,
    endpointId,
    number,
    timeoutMs: timeoutSeconds * 1000,
    prepared,
    ownBody: ownBodyOf(prepared, row),
  }
}

function ownBodyOf(prepared: Prepared, { body }: Loaded): Buffer | null {
  // Nothing is sent of what is refused.
  const sent = prepared.ok ? prepared.request.body : new Uint8Array(0)
  return sent === body || body.equals(sent) ? null : Buffer.from(sent)
}

const spelled = (connectTo: PreparedRequest['connectTo'] | undefined) =>
  connectTo ? spellAddress(connectTo) : null

async function record(client: pg.ClientBase, begun: Begun[]): Promise<BegunAttempt[]> {
  if (begun.length === 0) return []
  const sent = (one: Begun): Partial<PreparedRequest> => (one.prepared.ok ? one.prepared.request : {})
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
      begun.map((one) => one.ownBody),
      begun.map((one) => spelled(sent(one).connectTo)),
      begun.map((one) => sent(one).connectTo?.source ?? null),
    ],
  })
  const ids = new Map(rows.map((row) => [row.deliveryId, row.id]))
  return begun.flatMap((one) => {
    const id = ids.get(one.job.deliveryId)
    const { ownBody, ...attempt } = one
    return id ? [{ ...attempt, id }] : []
  })
}
