import type pg from 'pg'
import { transaction } from '../db/pool.ts'
import { addWords } from '../delivery-log/add-words.ts'
import type { SecretsOf } from '../delivery-log/attempt-masks.ts'
import { type ExpectedAnswer, expectedAnswer } from '../endpoints/expected-answer.ts'
import { ownHeaders } from '../endpoints/own-headers.ts'
import { retryDelays } from '../endpoints/retry-presets.ts'
import { openSigningKey } from '../endpoints/signing-key.ts'
import { wordsIn } from '../livechat/search-words.ts'
import { spellAddress } from '../mappings/connect-to.ts'
import { type RpcServer, rpcServerOf } from '../mappings/rpc-server.ts'
import { type ClaimedJob, releaseAttemptJobs, removeAttemptJobs } from '../queue/attempt-jobs.ts'
import { VERSION } from '../version.ts'
import { type Prepared, type PreparedRequest, prepareRequest } from './prepare-request.ts'
import { recordedHeaders } from './recorded-headers.ts'
import { sign } from './sign.ts'

/** An attempt that is on record and may be sent now. */
export type BegunAttempt = {
  id: string
  job: ClaimedJob
  endpointId: string
  /** Counts from 1. */
  number: number
  /** Attempts before this one that count for the retry schedule. */
  triesBefore: number
  timeoutMs: number
  retryDelays: readonly number[]
  expected: ExpectedAnswer
  prepared: Prepared
  /** What the request is made of, to know its secrets by. */
  payload: AttemptedPayload
  /** A person edited the payload. */
  isEdited: boolean
  /** A person changed what is sent: one attempt, no retries. */
  isOneOff: boolean
  /** It goes to another URL than the endpoint's, and tells nothing of the endpoint. */
  isElsewhere: boolean
}

type AttemptedPayload = SecretsOf & { method: 'GET' | 'POST' }

/** What is told of an attempt that was found open, and that nobody makes any more. */
export const ORPHANED = 'The dispatcher stopped during this attempt. The receiver may have got the call.'

// Counts on: delivery, call and endpoint by key (the ids prune the partitions); mapping_revision (licence, id) for
// NEW_LICENCE alone, since CASE leaves out what it does not need. OFFSET 0 keeps the planner from hashing the whole log.
// The lock keeps a resend out.
const LOAD = `
SELECT job.id AS "jobId", delivery.id AS "deliveryId", delivery.attempts, delivery.tries, delivery.endpoint_id AS "endpointId",
  coalesce(changed.url, endpoint.url) AS url, endpoint.timeout_seconds AS "timeoutSeconds", endpoint.mode,
  endpoint.retry_schedule AS "retrySchedule", endpoint.expected_status AS "expectedStatus",
  endpoint.expected_text AS "expectedText", endpoint.url AS "ownUrl", endpoint.headers, endpoint.credentials,
  ARRAY(SELECT sealed FROM endpoint_secret secret WHERE secret.endpoint_id = endpoint.id
    AND (secret.expires_at IS NULL OR secret.expires_at > now()) ORDER BY secret.created_at DESC) AS secrets,
  changed.delivery_id IS NOT NULL AS "isOneOff", changed.url IS NOT NULL AS "isElsewhere",
  CASE WHEN changed.url IS NULL THEN endpoint.connect_to END AS "connectTo",
  CASE WHEN delivery.event_type = 'NEW_LICENCE' AND endpoint.connect_to IS NULL AND changed.url IS NULL THEN ${rpcServerOf('delivery.licence')} END
    AS "rpcServer",
  CASE WHEN changed.method IS NULL THEN call.method ELSE changed.method END AS method,
  CASE WHEN changed.method IS NULL THEN call.query ELSE changed.query END AS query,
  CASE WHEN changed.method IS NULL THEN call.body ELSE changed.body END AS body,
  CASE WHEN changed.method IS NULL THEN call.content_type ELSE changed.content_type END AS "contentType",
  call.charset, delivery.event_type AS "eventType", changed.method IS NOT NULL AS "isEdited"
FROM unnest($1::uuid[], $2::uuid[]) AS job(id, delivery_id)
JOIN delivery ON delivery.id = job.delivery_id AND delivery.job_id = job.id AND delivery.status IN ('pending', 'held')
LEFT JOIN endpoint ON endpoint.id = delivery.endpoint_id
LEFT JOIN delivery_override changed ON changed.delivery_id = delivery.id AND delivery.original_id IS NOT NULL
LEFT JOIN LATERAL (SELECT * FROM call WHERE call.id = delivery.event_id OFFSET 0) AS call ON true
FOR UPDATE OF delivery`

/** What somebody has locked just now: a dispatcher, which holds its endpoint's health, skips it until its next round; others wait. */
type IfLocked = 'skip' | 'wait'

// Of the jobs that are not loaded: those that are not out of date, but locked.
const LOCKED = `
SELECT job.id FROM unnest($1::uuid[], $2::uuid[]) AS job(id, delivery_id)
JOIN delivery ON delivery.id = job.delivery_id AND delivery.job_id = job.id AND delivery.status IN ('pending', 'held')`

// What can never be attempted must not wait for ever: the reconciler would give it a job again and again.
// Counts on: delivery, call and delivery_words by key, attempt (delivery_id, id).
const END = `
WITH ended AS MATERIALIZED (
  SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[]) AS t(id, reason, words)
), orphaned AS (
  UPDATE attempt SET finished_at = now(), outcome = 'unknown', error_kind = 'unknown', error = '${ORPHANED}'
  FROM ended WHERE attempt.delivery_id = ended.id AND attempt.finished_at IS NULL
), worded AS (
  ${addWords('SELECT id, words FROM ended')}
)
UPDATE delivery SET status = 'failed', next_attempt_at = NULL, job_id = NULL, last_status = NULL, last_error_kind = 'policy',
  last_error = ended.reason, updated_at = now()
FROM ended WHERE delivery.id = ended.id`

// Also closes what a dispatcher that died left open. Counts on: attempt (delivery_id, id).
const RECORD = `
WITH begun AS MATERIALIZED (
  SELECT uuidv7() AS id, t.* FROM unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::jsonb[], $8::bytea[], $9::text[],
    $10::text[], $11::uuid[]) AS t(delivery_id, number, trigger, actor, method, url, request_headers, request_body, connect_to,
    connect_to_source, job_id)
), orphaned AS (
  UPDATE attempt SET finished_at = now(), outcome = 'unknown', error_kind = 'unknown',
    error = '${ORPHANED}'
  FROM begun WHERE attempt.delivery_id = begun.delivery_id AND attempt.finished_at IS NULL
), counted AS (
  UPDATE delivery SET attempts = begun.number, status = 'pending', updated_at = now()
  FROM begun WHERE delivery.id = begun.delivery_id
), unheld AS (
  UPDATE attempt_job SET held = false FROM begun WHERE attempt_job.id = begun.job_id AND held
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
  tries: number
  endpointId: string
  url: string
  timeoutSeconds: number
  retrySchedule: string | null
  expectedStatus: string
  expectedText: string | null
  ownUrl: string
  headers: Buffer | null
  credentials: Buffer | null
  secrets: Buffer[]
  mode: string
  connectTo: string | null
  rpcServer: RpcServer | null
  isOneOff: boolean
  isElsewhere: boolean
  isEdited: boolean
  method: 'GET' | 'POST'
  query: Buffer
  body: Buffer
  contentType: string | null
  charset: string
  eventType: string
}

/** Its endpoint may be gone, and its event: then all their columns are null. */
type Row = Omit<Loaded, 'url' | 'method'> & { url: string | null; method: Loaded['method'] | null }

/**
 * Puts an attempt on record for each claimed job before anything is sent, so that a crash shows. Jobs that are
 * out of date (their delivery has ended, or goes by another job) are removed and left out of the result; so are those
 * whose endpoint or event is gone, and their deliveries end as failed.
 */
export async function beginAttempts(jobs: ClaimedJob[]): Promise<BegunAttempt[]> {
  return transaction((client) => beginAttemptsIn(client, jobs, 'wait'))
}

/** The same inside the caller's transaction. */
export async function beginAttemptsIn(
  client: pg.ClientBase,
  jobs: ClaimedJob[],
  ifLocked: IfLocked,
): Promise<BegunAttempt[]> {
  if (jobs.length === 0) return []
  const byId = new Map(jobs.map((job) => [job.id, job]))
  const { rows } = await client.query<Row>({
    name: `load-deliveries-${ifLocked}`,
    text: ifLocked === 'skip' ? `${LOAD} SKIP LOCKED` : LOAD,
    values: keys(jobs),
  })
  const whole = rows.filter((row): row is Loaded => missing(row) === null)
  const begun = whole.flatMap((row): Begun[] => {
    const job = byId.get(row.jobId)
    return job ? [begin(job, row)] : []
  })
  await endWithout(client, rows)
  const current = new Set(whole.map((row) => row.jobId))
  await leave(
    client,
    jobs.filter((job) => !current.has(job.id)),
  )
  return record(client, begun)
}

const keys = (jobs: ClaimedJob[]) => [jobs.map((job) => job.id), jobs.map((job) => job.deliveryId)]

/** Jobs that are not begun: out of date, or their delivery is locked. */
async function leave(client: pg.ClientBase, jobs: ClaimedJob[]): Promise<void> {
  if (jobs.length === 0) return
  const { rows } = await client.query<{ id: string }>(LOCKED, keys(jobs))
  const locked = new Set(rows.map((row) => row.id))
  await releaseAttemptJobs(client, [...locked])
  await removeAttemptJobs(
    client,
    jobs.map((job) => job.id).filter((id) => !locked.has(id)),
  )
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
  await client.query(END, [
    ended.map(({ id }) => id),
    ended.map(({ reason }) => reason),
    ended.map(({ reason }) => wordsIn([reason])),
  ])
}

type Begun = Omit<BegunAttempt, 'id'> & {
  /** What to record as the body; null: the event's own. */
  ownBody: Buffer | null
}

function begin(job: ClaimedJob, row: Loaded): Begun {
  const number = row.attempts + 1
  const prepared = prepare(job, row, number)
  const { endpointId, timeoutSeconds } = row
  return {
    job,
    endpointId,
    number,
    triesBefore: row.tries,
    timeoutMs: timeoutSeconds * 1000,
    retryDelays: retryDelays(row.retrySchedule),
    expected: expectedAnswer(row.expectedStatus, row.expectedText),
    prepared,
    payload: row,
    isEdited: row.isEdited,
    isOneOff: row.isOneOff,
    isElsewhere: row.isElsewhere,
    ownBody: ownBodyOf(prepared, row),
  }
}

/** The request with what the endpoint adds to it; a secret that does not open refuses it. */
function prepare(job: ClaimedJob, row: Loaded, attemptNumber: number): Prepared {
  const { url, mode, connectTo, rpcServer, endpointId } = row
  try {
    // What was made for one host is not for another.
    const isOwn = URL.parse(url)?.origin === URL.parse(row.ownUrl)?.origin
    const extraHeaders = isOwn ? ownHeaders(endpointId, row) : []
    const keys = isOwn ? row.secrets.map((sealed) => openSigningKey(endpointId, sealed)) : []
    const prepared = prepareRequest({
      call: row,
      endpoint: {
        url,
        mode,
        connectTo: connectTo === null ? rpcServer : { text: connectTo, source: 'endpoint' },
      },
      deliveryId: job.deliveryId,
      attemptNumber,
      now: new Date(),
      version: VERSION,
      extraHeaders,
    })
    return prepared.ok ? { ok: true, request: sign(prepared.request, keys) } : prepared
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) }
  }
}

function ownBodyOf(prepared: Prepared, { body, isEdited }: Loaded): Buffer | null {
  // Nothing is sent of what is refused.
  const sent = prepared.ok ? prepared.request.body : new Uint8Array(0)
  return !isEdited && (sent === body || body.equals(sent)) ? null : Buffer.from(sent)
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
      begun.map((one) => JSON.stringify(recordedHeaders(sent(one).headers ?? []))),
      begun.map((one) => one.ownBody),
      begun.map((one) => spelled(sent(one).connectTo)),
      begun.map((one) => sent(one).connectTo?.source ?? null),
      begun.map((one) => one.job.id),
    ],
  })
  const ids = new Map(rows.map((row) => [row.deliveryId, row.id]))
  return begun.flatMap((one) => {
    const id = ids.get(one.job.deliveryId)
    const { ownBody, ...attempt } = one
    return id ? [{ ...attempt, id }] : []
  })
}
