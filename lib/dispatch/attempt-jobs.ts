import { setTimeout as wait } from 'node:timers/promises'
import { groupCommit } from '../db/group-commit.ts'
import type { BegunAttempt } from './begin-attempts.ts'
import { failureSentence } from './failure-kinds.ts'
import { conclude, type FinishedAttempt, finishAttempts } from './finish-attempts.ts'
import { outboundAgent } from './outbound.ts'
import { refusedResult, send } from './send.ts'
import type { SendResult } from './send-result.ts'

/** Outcomes of attempts that end at about the same time are written together. */
const finish = groupCommit(finishAttempts)

const WRITE_AGAIN_MS = 500

/** A bug of ours must not leave the attempt open: it counts as failed, and the schedule ends it in time. */
function ownFailure(error: unknown): SendResult {
  const message = failureSentence('internal', { detail: String(error) })
  return { ...refusedResult(message), kind: 'internal' }
}

/**
 * Sends attempts that are on record, all at once, and records what came of each.
 * @param options.signal ends those under way with an unknown outcome; they are tried again.
 * @param options.writeUntil while it is not aborted, an outcome that the database does not take is written again: an
 * answer that came must not be lost to an outage. Without it one failure is thrown.
 * @returns a promise an attempt, in the order given.
 */
export function sendAttempts(
  attempts: BegunAttempt[],
  options: { signal?: AbortSignal; writeUntil?: AbortSignal } = {},
): Promise<FinishedAttempt>[] {
  return attempts.map((attempt) => sendOne(attempt, options))
}

async function sendOne(
  attempt: BegunAttempt,
  { signal, writeUntil }: { signal?: AbortSignal; writeUntil?: AbortSignal },
): Promise<FinishedAttempt> {
  const { prepared, timeoutMs } = attempt
  const result = prepared.ok
    ? await send(outboundAgent(), prepared.request, { timeoutMs, signal }).catch(ownFailure)
    : refusedResult(prepared.reason)
  const finished = conclude(attempt, result, Math.random(), new Date())
  for (;;) {
    try {
      return await finish(finished)
    } catch (error) {
      if (!writeUntil || writeUntil.aborted) throw error
      await wait(WRITE_AGAIN_MS, undefined, { signal: writeUntil }).catch(() => {})
    }
  }
}
