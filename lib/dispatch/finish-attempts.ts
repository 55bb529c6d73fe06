import { BEGIN_BY_INDEX, transaction } from '../db/pool.ts'
import { addWords } from '../delivery-log/add-words.ts'
import { attemptWords } from '../delivery-log/attempt-words.ts'
import type { DeliveryStatus } from '../delivery-log/delivery-status.ts'
import { readParameters } from '../livechat/parameters.ts'
import { searchWords } from '../livechat/search-words.ts'
import { IS_BLOCKED, wakeDispatchers } from '../queue/attempt-jobs.ts'
import type { BegunAttempt } from './begin-attempts.ts'
import { type Classification, classify } from './classify.ts'
import { lockDeliveries } from './lock-deliveries.ts'
import { type Observed, observeAttempts } from './observe-attempts.ts'
import { recordedHeaders } from './recorded-headers.ts'
import { nextAttempt } from './retry-schedule.ts'
import type { SendResult } from './send-result.ts'

/** An attempt with what came of it and what that means for its delivery. */
export type FinishedAttempt = {
  attempt: BegunAttempt
  result: SendResult
  status: DeliveryStatus
  lastError: string | null
  errorKind: string | null
  /** Until the retry; null: none is to follow. */
  waitMs: number | null
  /** Attempts of the delivery that count for the retry schedule. */
  tries: number
  countsForBreaker: boolean
  pausesEndpoint: boolean
}

/** Until the next attempt, milliseconds; null: there is none. What nobody knows the outcome of is repeated at once. */
function pauseBefore(
  classification: Classification,
  about: Omit<Parameters<typeof nextAttempt>[0], 'classification'>,
): number | null {
  if (classification.errorKind === 'unknown') return 0
  const next = nextAttempt({ ...about, classification })
  return 'waitMs' in next ? next.waitMs : null
}

/** Decides what an attempt's result means. `random` in [0, 1) spreads retries. */
export function conclude(
  attempt: BegunAttempt,
  result: SendResult,
  random: number,
  now: Date,
): FinishedAttempt {
  const { expected, retryDelays: delays, triesBefore, job } = attempt
  const classification = classify(result, expected)
  const { verdict, lastError, errorKind, pausesEndpoint, countsForBreaker, countsAsTry } = classification
  const isFree = !countsAsTry || (job.isProbe && verdict === 'retry')
  const tries = triesBefore + (isFree ? 0 : 1)
  const waitMs = attempt.isOneOff
    ? null
    : pauseBefore(classification, { triesMade: tries, delays, random, now })
  const status = verdict === 'succeeded' ? 'succeeded' : waitMs === null ? 'failed' : 'pending'
  return { attempt, result, status, lastError, errorKind, waitMs, tries, countsForBreaker, pausesEndpoint }
}

// Only an attempt that is still open may write: a result that comes after its dispatcher was taken for dead changes
// nothing. Counts on: attempt, delivery, call, delivery_words and attempt_job by key.
const FINISH = `
WITH done AS MATERIALIZED (
  SELECT * FROM unnest(
    $1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::int[], $8::text[], $9::jsonb[], $10::bytea[],
    $11::boolean[], $12::text[], $13::jsonb[], $14::text[], $15::float8[], $16::int[], $17::float8[],
    $18::uuid[], $19::text[]
  ) AS t(id, delivery_id, job_id, outcome, error_kind, error, answer_status, status_text, response_headers, response_body,
    truncated, address, timings, status, wait_ms, tries, duration_ms, endpoint_id, words)
), closed AS MATERIALIZED (
  UPDATE attempt SET finished_at = clock_timestamp(), outcome = done.outcome, error_kind = done.error_kind, error = done.error,
    status = done.answer_status, status_text = done.status_text, response_headers = done.response_headers,
    response_body = done.response_body, truncated = done.truncated, address = done.address, timings = done.timings
  FROM done WHERE attempt.id = done.id AND attempt.finished_at IS NULL
  RETURNING done.*
), ended AS MATERIALIZED (
  UPDATE delivery SET tries = closed.tries, last_status = closed.answer_status, last_error_kind = closed.error_kind,
    last_error = closed.error, last_duration_ms = closed.duration_ms, updated_at = now(),
    status = CASE WHEN closed.status = 'pending' AND ${IS_BLOCKED('health')} THEN 'held' ELSE closed.status END,
    next_attempt_at = clock_timestamp() + closed.wait_ms * interval '1 millisecond',
    job_id = CASE WHEN closed.status = 'pending' THEN delivery.job_id END
  FROM closed LEFT JOIN endpoint_health health ON health.endpoint_id = closed.endpoint_id
  WHERE delivery.id = closed.delivery_id AND delivery.job_id = closed.job_id AND delivery.status IN ('pending', 'held')
  RETURNING closed.id, closed.job_id, closed.wait_ms, delivery.next_attempt_at, delivery.status
), again AS (
  UPDATE attempt_job SET dispatcher_id = NULL, due_at = ended.next_attempt_at, trigger = 'retry', actor = NULL,
    held = ended.status = 'held', bulk_run_id = NULL
  FROM ended WHERE attempt_job.id = ended.job_id AND ended.status IN ('pending', 'held')
), gone AS (
  DELETE FROM attempt_job USING ended WHERE attempt_job.id = ended.job_id AND ended.status NOT IN ('pending', 'held')
), worded AS (
  ${addWords('SELECT delivery_id AS id, words FROM closed')}
)
SELECT id FROM ended`

function values(finished: FinishedAttempt[]): unknown[] {
  const column = (value: (one: FinishedAttempt) => unknown) => finished.map(value)
  const text = (kept: string | null | undefined) => kept?.replaceAll('\0', '') ?? null
  return [
    column((one) => one.attempt.id),
    column((one) => one.attempt.job.deliveryId),
    column((one) => one.attempt.job.id),
    column((one) => one.result.outcome),
    column((one) => one.errorKind),
    column((one) => text(one.lastError)),
    column((one) => answerOf(one)?.status ?? null),
    column((one) => text(answerOf(one)?.statusText)),
    column((one) =>
      JSON.stringify(answerOf(one)?.headers.map(([name, value]) => [text(name), text(value)]) ?? []),
    ),
    column((one) => Buffer.from(answerOf(one)?.body ?? [])),
    column((one) => answerOf(one)?.truncated ?? false),
    column((one) => one.result.address),
    column((one) => JSON.stringify(one.result.timings)),
    column((one) => one.status),
    column((one) => one.waitMs),
    column((one) => one.tries),
    column((one) => one.result.timings.totalMs),
    column((one) => one.attempt.endpointId),
    column(wordsOf),
  ]
}

const answerOf = ({ result }: FinishedAttempt) => (result.outcome === 'answered' ? result : result.answer)

/** What the delivery can be found by from now on. What a person edited of the payload, its event does not hold. */
function wordsOf(one: FinishedAttempt): string {
  const { prepared, payload, isEdited } = one.attempt
  const { url, headers } = prepared.ok ? prepared.request : { url: '', headers: [] }
  const requestHeaders = recordedHeaders(headers)
  const spoken = attemptWords({ url, requestHeaders, error: one.lastError, answer: answerOf(one) }, payload)
  return isEdited
    ? `${spoken} ${searchWords(payload.eventType, readParameters(payload), payload.charset)}`
    : spoken
}

/** What the attempts told of their endpoints; of those whose outcome nobody knows: nothing. */
function observedIn(finished: FinishedAttempt[]): Observed[] {
  const byEndpoint = new Map<string, Observed>()
  for (const { attempt, status, lastError, errorKind, countsForBreaker, pausesEndpoint } of finished) {
    const { endpointId, job } = attempt
    if (attempt.isElsewhere || errorKind === 'unknown') continue
    const observed = byEndpoint.get(endpointId) ?? { endpointId, observations: [], unsent: 0 }
    byEndpoint.set(endpointId, observed)
    if (!countsForBreaker) observed.unsent += 1
    else if (status === 'succeeded') observed.observations.push({ succeeded: true })
    else {
      const error = lastError ?? ''
      observed.observations.push({ succeeded: false, isProbe: job.isProbe, error, isGone: pausesEndpoint })
    }
  }
  return [...byEndpoint.values()]
}

/**
 * Records outcomes, brings the deliveries' rows and the health of their endpoints up to date, and removes the jobs or
 * makes them due for the retries, in one transaction. Asked twice, it writes once.
 */
export async function finishAttempts(finished: FinishedAttempt[]): Promise<FinishedAttempt[]> {
  return transaction(async (client) => {
    // Whoever frees what a dispatcher that seems dead had taken locks the same.
    await lockDeliveries(
      client,
      finished.map((one) => one.attempt.job.deliveryId),
    )
    const { rows } = await client.query<{ id: string }>({
      name: 'finish-attempts',
      text: FINISH,
      values: values(finished),
    })
    const written = new Set(rows.map((row) => row.id))
    await observeAttempts(client, observedIn(finished.filter((one) => written.has(one.attempt.id))))
    if (finished.some((one) => one.waitMs === 0)) await wakeDispatchers(client)
    return finished
  }, BEGIN_BY_INDEX)
}
