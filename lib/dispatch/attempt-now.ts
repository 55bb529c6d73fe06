import type { DeliveryStatus } from '../delivery-log/delivery-status.ts'
import type { ClaimedJob } from '../queue/attempt-jobs.ts'
import { sendAttempts } from './attempt-jobs.ts'
import { beginAttempts } from './begin-attempts.ts'
import type { FinishedAttempt } from './finish-attempts.ts'
import { requestResend } from './request-resend.ts'

/** What a person who waits for an attempt is told. */
export type AttemptSummary = {
  deliveryId: string
  status: DeliveryStatus
  url: string
  lastStatus: number | null
  lastError: string | null
  durationMs: number
}

export type ResendNowOutcome =
  | ({ outcome: 'attempted' } & AttemptSummary)
  | { outcome: 'already on its way' }
  | { outcome: 'held' }
  | { outcome: 'unknown delivery' }

function summary({ attempt, result, status, lastError }: FinishedAttempt): AttemptSummary {
  const answer = result.outcome === 'answered' ? result : result.answer
  return {
    deliveryId: attempt.job.deliveryId,
    status,
    url: attempt.prepared.ok ? attempt.prepared.request.origin : '',
    lastStatus: answer?.status ?? null,
    lastError,
    durationMs: result.timings.totalMs,
  }
}

/** Makes attempts in this process and waits for them. Their jobs stay on hold meanwhile, in case it dies. */
export async function attemptNow(jobs: ClaimedJob[]): Promise<AttemptSummary[]> {
  const attempts = await beginAttempts(jobs)
  return (await Promise.all(sendAttempts(attempts))).map(summary)
}

/** Makes a new attempt of a delivery at once and waits for its outcome. `actor` stands beside it in the log. */
export async function resendNow(input: { deliveryId: string; actor: string }): Promise<ResendNowOutcome> {
  const request = await requestResend({ ...input, by: 'caller' })
  if (request.outcome !== 'requested') return request
  const [attempted] = await attemptNow([request.job])
  return attempted ? { outcome: 'attempted', ...attempted } : { outcome: 'already on its way' }
}
