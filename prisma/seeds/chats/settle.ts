import type pg from 'pg'
import { transaction } from '../../../lib/db/pool.ts'
import { addWords } from '../../../lib/delivery-log/add-words.ts'
import { attemptWords } from '../../../lib/delivery-log/attempt-words.ts'
import { enqueueAttempts, removeAttemptJobs } from '../../../lib/queue/attempt-jobs.ts'
import type { Brought, PastAttempt } from './deliver.ts'

// The ids are of the time at which the attempts would have started. Counts on: the partitions of those days.
const ATTEMPTS = `
INSERT INTO attempt (id, delivery_id, number, trigger, started_at, finished_at, method, url, request_headers, outcome,
  error_kind, error, status, status_text, response_headers, response_body, address, timings)
SELECT uuidv7(started_at - now()), delivery_id, number, CASE number WHEN 1 THEN 'event' ELSE 'retry' END, started_at,
  finished_at, method, url, request_headers, outcome, error_kind, error, status, status_text, response_headers,
  response_body, address, timings
FROM unnest($1::uuid[], $2::int[], $3::timestamptz[], $4::timestamptz[], $5::text[], $6::text[], $7::jsonb[], $8::text[],
  $9::text[], $10::text[], $11::int[], $12::text[], $13::jsonb[], $14::bytea[], $15::text[], $16::jsonb[])
  AS t(delivery_id, number, started_at, finished_at, method, url, request_headers, outcome, error_kind, error, status,
    status_text, response_headers, response_body, address, timings)`

// Counts on: delivery by key. One that a dispatcher has taken all the same keeps what became of it.
const DELIVERIES = `
UPDATE delivery SET status = t.status, attempts = t.attempts, tries = t.attempts, next_attempt_at = t.next_attempt_at,
  job_id = CASE t.status WHEN 'pending' THEN delivery.job_id END, last_status = t.last_status,
  last_error_kind = t.last_error_kind, last_error = t.last_error, last_duration_ms = t.last_duration_ms,
  created_at = t.created_at, updated_at = t.updated_at
FROM unnest($1::uuid[], $2::text[], $3::int[], $4::timestamptz[], $5::int[], $6::text[], $7::text[], $8::float8[],
  $9::timestamptz[], $10::timestamptz[], $11::uuid[])
  AS t(id, status, attempts, next_attempt_at, last_status, last_error_kind, last_error, last_duration_ms, created_at,
    updated_at, job_id)
WHERE delivery.id = t.id AND delivery.job_id = t.job_id AND delivery.attempts = 0
RETURNING delivery.id`

const WORDS = addWords('SELECT * FROM unnest($1::uuid[], $2::text[]) AS t(id, words)')

const answerOf = ({ result }: PastAttempt) => (result.outcome === 'answered' ? result : result.answer)

function lastOf({ attempts }: Brought): PastAttempt {
  const last = attempts.at(-1)
  if (last === undefined) throw new Error('a delivery was never attempted')
  return last
}

/** Writes the past of deliveries: attempts, outcomes, and a job where another attempt is to follow. One transaction. */
export async function settle(brought: readonly Brought[]): Promise<void> {
  if (brought.length === 0) return
  await transaction(async (client) => {
    const settled = await updateDeliveries(client, brought)
    await insertAttempts(client, settled)
    await insertWords(client, settled)
    await countMinutes(client, settled)
    await removeAttemptJobs(
      client,
      settled.map((one) => one.jobId),
    )
    const pending = settled.flatMap(({ id, jobId, endpointId, licence, nextAttemptAt }) =>
      nextAttemptAt === null
        ? []
        : [
            {
              id: jobId,
              deliveryId: id,
              endpointId,
              licence,
              trigger: 'retry' as const,
              actor: null,
              delaySeconds: (nextAttemptAt.getTime() - Date.now()) / 1000,
            },
          ],
    )
    await enqueueAttempts(client, pending)
  })
}

async function updateDeliveries(client: pg.ClientBase, brought: readonly Brought[]): Promise<Brought[]> {
  const column = (value: (one: Brought) => unknown) => brought.map(value)
  const { rows } = await client.query<{ id: string }>(DELIVERIES, [
    column((one) => one.id),
    column((one) => one.status),
    column((one) => one.attempts.length),
    column((one) => one.nextAttemptAt),
    column((one) => answerOf(lastOf(one))?.status ?? null),
    column((one) => lastOf(one).errorKind),
    column((one) => lastOf(one).error),
    column((one) => lastOf(one).result.timings.totalMs),
    column((one) => one.createdAt),
    column((one) => lastOf(one).finishedAt),
    column((one) => one.jobId),
  ])
  const updated = new Set(rows.map((row) => row.id))
  return brought.filter((one) => updated.has(one.id))
}

async function insertAttempts(client: pg.ClientBase, brought: readonly Brought[]): Promise<void> {
  const all = brought.flatMap(({ id, attempts }) =>
    attempts.map((attempt) => ({ ...attempt, deliveryId: id })),
  )
  const column = (value: (one: PastAttempt & { deliveryId: string }) => unknown) => all.map(value)
  await client.query(ATTEMPTS, [
    column((one) => one.deliveryId),
    column((one) => one.number),
    column((one) => one.startedAt),
    column((one) => one.finishedAt),
    column((one) => one.request.method),
    column((one) => one.request.url),
    column((one) => JSON.stringify(one.request.headers)),
    column((one) => one.result.outcome),
    column((one) => one.errorKind),
    column((one) => one.error),
    column((one) => answerOf(one)?.status ?? null),
    column((one) => answerOf(one)?.statusText ?? null),
    column((one) => JSON.stringify(answerOf(one)?.headers ?? [])),
    column((one) => Buffer.from(answerOf(one)?.body ?? [])),
    column((one) => one.result.address),
    column((one) => JSON.stringify(one.result.timings)),
  ])
}

// As a dispatcher counts them when they end.
const MINUTES = `
INSERT INTO endpoint_minute (endpoint_id, minute, succeeded, failed)
SELECT endpoint_id, date_trunc('minute', finished_at), count(*) FILTER (WHERE is_good), count(*) FILTER (WHERE NOT is_good)
FROM unnest($1::uuid[], $2::timestamptz[], $3::boolean[]) AS t(endpoint_id, finished_at, is_good)
GROUP BY 1, 2
ON CONFLICT (endpoint_id, minute) DO UPDATE
SET succeeded = endpoint_minute.succeeded + excluded.succeeded, failed = endpoint_minute.failed + excluded.failed`

async function countMinutes(client: pg.ClientBase, brought: readonly Brought[]): Promise<void> {
  const ended = brought.flatMap(({ endpointId, attempts }) =>
    attempts.map(({ finishedAt, errorKind }) => ({ endpointId, finishedAt, isGood: errorKind === null })),
  )
  await client.query(MINUTES, [
    ended.map((one) => one.endpointId),
    ended.map((one) => one.finishedAt),
    ended.map((one) => one.isGood),
  ])
}

/** Of all attempts, as the dispatcher would have added them one by one. */
async function insertWords(client: pg.ClientBase, brought: readonly Brought[]): Promise<void> {
  const words = (one: Brought) =>
    one.attempts
      .map((attempt) => {
        const { url, headers } = attempt.request
        return attemptWords(
          { url, requestHeaders: headers, error: attempt.error, answer: answerOf(attempt) },
          one.payload,
        )
      })
      .join(' ')
  await client.query(WORDS, [brought.map((one) => one.id), brought.map(words)])
}
