import { groupCommit } from '../db/group-commit.ts'
import type { ClaimedJob } from '../queue/attempt-jobs.ts'
import { type BegunAttempt, beginAttempts } from './begin-attempts.ts'
import { conclude, type FinishedAttempt, finishAttempts } from './finish-attempts.ts'
import { outboundAgent } from './outbound.ts'
import { refusedResult, send } from './send.ts'
import type { SendResult } from './send-result.ts'

/** Outcomes of attempts that end at about the same time are written together. */
const finish = groupCommit(finishAttempts)

/** A bug of ours must not leave the attempt open: it counts as failed, and the schedule ends it in time. */
function ownFailure(error: unknown): SendResult {
  return { ...refusedResult(`The attempt failed inside Bellhop: ${error}`), kind: 'unknown' }
}

async function attemptOne(attempt: BegunAttempt, signal?: AbortSignal): Promise<FinishedAttempt> {
  const { prepared, timeoutMs } = attempt
  const result = prepared.ok
    ? await send(outboundAgent(), prepared.request, { timeoutMs, signal }).catch(ownFailure)
    : refusedResult(prepared.reason)
  return finish(conclude(attempt, result, Math.random(), new Date()))
}

/**
 * Makes one attempt for each claimed job, all at once: on record, sent, outcome recorded.
 * @param signal ends those under way with an unknown outcome; they are tried again.
 * @returns a promise an attempt, once all are on record; jobs that are out of date have none.
 */
export async function attemptJobs(
  jobs: ClaimedJob[],
  signal?: AbortSignal,
): Promise<{ job: ClaimedJob; finished: Promise<FinishedAttempt> }[]> {
  const begun = await beginAttempts(jobs)
  return begun.map((attempt) => ({ job: attempt.job, finished: attemptOne(attempt, signal) }))
}
