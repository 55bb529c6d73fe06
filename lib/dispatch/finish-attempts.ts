import { randomUUID } from 'node:crypto'
import { transaction } from '../db/pool.ts'
import type { DeliveryStatus } from '../delivery-log/delivery-status.ts'
import { enqueueAttempts, removeAttemptJobs } from '../queue/attempt-jobs.ts'
import type { BegunAttempt } from './begin-attempts.ts'
import { classify } from './classify.ts'
import { nextAttempt } from './retry-schedule.ts'
import type { SendResult } from './send-result.ts'

/** An attempt with what came of it and what that means for its delivery. */
export type FinishedAttempt = {
  attempt: BegunAttempt
  result: SendResult
  status: DeliveryStatus
  lastError: string | null
  errorKind: string | null
  /** null: none is to follow. */
  retryAt: Date | null
  /** The job that the retry will go by. */
  retryJobId: string | null
}

/** Decides what an attempt's result means. `random` in [0, 1) spreads retries. */
export function conclude(
  attempt: BegunAttempt,
  result: SendResult,
  random: number,
  now: Date,
): FinishedAttempt {
  const classification = classify(result)
  const { verdict, lastError, errorKind } = classification
  const next = nextAttempt({ attemptsMade: attempt.number, classification, random, now })
  const retryAt = 'at' in next ? next.at : null
  const status = verdict === 'succeeded' ? 'succeeded' : retryAt ? 'pending' : 'failed'
  return { attempt, result, status, lastError, errorKind, retryAt, retryJobId: retryAt && randomUUID() }
}

// A result that comes after its attempt was closed, or after the delivery went on by another job, changes nothing.
// Counts on: attempt and delivery by key.
const FINISH = `
WITH done AS MATERIALIZED (
  SELECT * FROM unnest(
    $1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::int[], $8::text[], $9::jsonb[], $10::bytea[],
    $11::boolean[], $12::text[], $13::jsonb[], $14::text[], $15::timestamptz[], $16::uuid[], $17::float8[]
  ) AS t(id, delivery_id, job_id, outcome, error_kind, error, answer_status, status_text, response_headers, response_body,
    truncated, address, timings, status, retry_at, retry_job_id, duration_ms)
), closed AS (
  UPDATE attempt SET finished_at = clock_timestamp(), outcome = done.outcome, error_kind = done.error_kind, error = done.error,
    status = done.answer_status, status_text = done.status_text, response_headers = done.response_headers,
    response_body = done.response_body, truncated = done.truncated, address = done.address, timings = done.timings
  FROM done WHERE attempt.id = done.id AND attempt.finished_at IS NULL
)
UPDATE delivery SET status = done.status, next_attempt_at = done.retry_at, job_id = done.retry_job_id,
  last_status = done.answer_status, last_error_kind = done.error_kind, last_error = done.error,
  last_duration_ms = done.duration_ms, updated_at = now()
FROM done WHERE delivery.id = done.delivery_id AND delivery.job_id = done.job_id AND delivery.status = 'pending'
RETURNING done.id`

function values(finished: FinishedAttempt[]): unknown[] {
  const column = (value: (one: FinishedAttempt) => unknown) => finished.map(value)
  const answer = ({ result }: FinishedAttempt) => (result.outcome === 'answered' ? result : result.answer)
  const text = (kept: string | null | undefined) => kept?.replaceAll('\0', '') ?? null
  return [
    column((one) => one.attempt.id),
    column((one) => one.attempt.job.deliveryId),
    column((one) => one.attempt.job.id),
    column((one) => one.result.outcome),
    column((one) => one.errorKind),
    column((one) => text(one.lastError)),
    column((one) => answer(one)?.status ?? null),
    column((one) => text(answer(one)?.statusText)),
    column((one) =>
      JSON.stringify(answer(one)?.headers.map(([name, value]) => [text(name), text(value)]) ?? []),
    ),
    column((one) => Buffer.from(answer(one)?.body ?? [])),
    column((one) => answer(one)?.truncated ?? false),
    column((one) => one.result.address),
    column((one) => JSON.stringify(one.result.timings)),
    column((one) => one.status),
    column((one) => one.retryAt),
    column((one) => one.retryJobId),
    column((one) => one.result.timings.totalMs),
  ]
}

/**
 * Records outcomes, brings the deliveries' rows up to date, removes the jobs and adds those of the retries, in one
 * transaction.
 */
export async function finishAttempts(finished: FinishedAttempt[]): Promise<FinishedAttempt[]> {
  return transaction(async (client) => {
    const { rows } = await client.query<{ id: string }>({
      name: 'finish-attempts',
      text: FINISH,
      values: values(finished),
    })
    const current = new Set(rows.map((row) => row.id))
    await removeAttemptJobs(
      client,
      finished.map((one) => one.attempt.job.id),
    )
    const retries = finished.flatMap(({ attempt, retryAt, retryJobId }) =>
      retryAt && retryJobId && current.has(attempt.id)
        ? [
            {
              id: retryJobId,
              deliveryId: attempt.job.deliveryId,
              endpointId: attempt.endpointId,
              trigger: 'retry' as const,
              actor: null,
              startAfter: retryAt,
            },
          ]
        : [],
    )
    await enqueueAttempts(client, retries)
    return finished
  })
}
