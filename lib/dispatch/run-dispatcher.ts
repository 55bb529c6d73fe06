import { setTimeout as wait } from 'node:timers/promises'
import { advanceRuns } from '../bulk/advance-runs.ts'
import { BEGIN_BY_INDEX, pool, transaction } from '../db/pool.ts'
import { type Claim, claimJobs, FIRST_ENDPOINT } from '../queue/claim-jobs.ts'
import { listenForWork } from '../queue/wake.ts'
import { sendAttempts } from './attempt-jobs.ts'
import { type BegunAttempt, beginAttemptsIn } from './begin-attempts.ts'
import { makeBell } from './bell.ts'
import { handBack, type Unsent } from './hand-back.ts'
import { BEAT_MS, beat, LEASE_MS, makeWatch, register, retire } from './presence.ts'
import { reconcile } from './reconcile.ts'
import { repeat } from './repeat.ts'
import { settleEndpoints, unsettleStale } from './settle-endpoints.ts'
import { makeSlots } from './slots.ts'

const BATCH = 100
/** Retries become due without a wake-up call: that long they wait at most. */
const LOOK_MS = 1000
/** The lease of one that died is found over so much later at most. */
const WATCH_MS = 1000
const SETTLE_MS = 1000
const ADVANCE_MS = 500
const RECONCILE_MS = 30_000
const DRAIN_MS = 8000

// A commit whose answer was lost may have taken jobs that nobody sends, of a dispatcher that lives: nobody else frees them.
// Counts on: attempt_job_taken_idx, attempt (delivery_id, id).
const LEFT_BEHIND = `
SELECT attempt.id AS "attemptId", job.id AS "jobId" FROM attempt_job job
JOIN attempt ON attempt.delivery_id = job.delivery_id AND attempt.id >= job.delivery_id AND attempt.finished_at IS NULL
WHERE job.dispatcher_id IS NOT NULL AND job.dispatcher_id = $1 AND attempt.id <> ALL($2::uuid[])`

type Report = (error: unknown, doing: string) => void

/**
 * Takes due jobs and attempts them until stopped. Several dispatchers may run on one database: each is known by an id,
 * and what one has taken is free again when its beats stop.
 * @param report is told of errors; the dispatcher goes on, the database may come back.
 * @returns a function that stops it: nothing new is taken, what is under way gets 8 s, the rest is recorded as
 * outcome unknown and tried again.
 */
export function runDispatcher(report: Report): () => Promise<void> {
  const bell = makeBell()
  const slots = makeSlots()
  const stopping = new AbortController()
  const watch = makeWatch()
  const endListening = listenForWork(bell.ring)
  /** This dispatcher as the others know it; none before it is registered, or after it was taken for dead. */
  let self: { id: string; aliveAt: number; sending: AbortController } | null = null
  let from = FIRST_ENDPOINT
  /** The attempts that are being sent, or whose outcome is being written. */
  const underWay = new Set<string>()
  /** When it last knew that it had taken nothing else. */
  let accountedAt = performance.now()

  /** Whether the others may have taken this one's jobs by now: a process that was stopped comes back late. */
  const isLeaseOver = () => self === null || performance.now() - self.aliveAt > LEASE_MS - BEAT_MS

  async function live(): Promise<void> {
    const startedAt = performance.now()
    if (self === null) {
      self = { id: await register(), aliveAt: startedAt, sending: new AbortController() }
      bell.ring()
      return
    }
    if (await beat(self.id, slots.taken())) {
      self.aliveAt = startedAt
      return
    }
    report(new Error('the others took this dispatcher for dead'), 'staying alive')
    self.sending.abort()
    self = null
    await live()
  }

  async function take(dispatcherId: string): Promise<{ claim: Claim; begun: BegunAttempt[] }> {
    return transaction(async (client) => {
      const claim = await claimJobs(client, {
        dispatcherId,
        from,
        most: Math.min(slots.free(), BATCH),
        allowedOf: slots.allowedOf,
        waitMs: LOOK_MS,
      })
      return { claim, begun: await beginAttemptsIn(client, claim.jobs, 'skip') }
    }, BEGIN_BY_INDEX)
  }

  /** Between two rounds: then what it has taken is either under way or left behind. */
  async function account(dispatcherId: string): Promise<void> {
    const { rows } = await pool().query<Unsent>(LEFT_BEHIND, [dispatcherId, [...underWay]])
    if (rows.length > 0) await handBack(dispatcherId, rows)
    accountedAt = performance.now()
  }

  /** One round. @returns how long the next one may wait, milliseconds. */
  async function round(): Promise<number> {
    if (self === null || slots.free() === 0) return LOOK_MS
    const { id, sending } = self
    if (performance.now() - accountedAt > RECONCILE_MS) await account(id)
    const { claim, begun } = await take(id)
    from = claim.next
    if (begun.length === 0) return claim.waitMs
    // Nothing has gone out yet: whoever takes them over must find no attempt that never was.
    if (isLeaseOver() || self?.id !== id) {
      await handBack(
        id,
        begun.map(({ id: attemptId, job }) => ({ attemptId, jobId: job.id })),
      )
      return LOOK_MS
    }
    const sent = sendAttempts(begun, { signal: sending.signal, writeUntil: sending.signal })
    for (const [index, attempt] of begun.entries()) {
      const free = slots.take(attempt.endpointId)
      underWay.add(attempt.id)
      sent[index]
        ?.catch((error) => report(error, 'recording an outcome'))
        .finally(() => {
          free()
          underWay.delete(attempt.id)
          bell.ring()
        })
    }
    return claim.waitMs
  }

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const waitMs = await round()
        if (waitMs > 0) await bell.heard(waitMs)
      } catch (error) {
        report(error, 'taking jobs')
        accountedAt = Number.NEGATIVE_INFINITY
        await wait(LOOK_MS, undefined, { signal: stopping.signal }).catch(() => {})
      }
    }
  }

  const every = (ms: number, doing: string, work: () => Promise<unknown>) =>
    repeat(ms, work, (error) => report(error, doing))
  const upkeep = [
    every(BEAT_MS, 'staying alive', live),
    every(WATCH_MS, 'watching the other dispatchers', watch.look),
    every(SETTLE_MS, 'settling endpoints', settleEndpoints),
    every(ADVANCE_MS, 'advancing bulk runs', () =>
      advanceRuns((error) => report(error, 'advancing a bulk run')),
    ),
    every(RECONCILE_MS, 'reconciling', async () => {
      await reconcile()
      await unsettleStale()
    }),
  ]
  const running = loop()

  return async () => {
    stopping.abort()
    bell.ring()
    await running
    const limit = Date.now() + DRAIN_MS
    while (slots.taken() > 0 && Date.now() < limit) await bell.heard(limit - Date.now())
    self?.sending.abort()
    const end = Date.now() + LOOK_MS
    while (slots.taken() > 0 && Date.now() < end) await bell.heard(end - Date.now())
    await Promise.all(upkeep.map((end) => end()))
    if (self) await retire([self.id]).catch((error) => report(error, 'signing off'))
    await endListening()
  }
}
