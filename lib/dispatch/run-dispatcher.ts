import { setTimeout as wait } from 'node:timers/promises'
import { type ClaimedJob, claimAttemptJobs, heartbeat } from '../queue/attempt-jobs.ts'
import { listenForWork } from '../queue/wake.ts'
import { attemptJobs } from './attempt-jobs.ts'
import { reconcile } from './reconcile.ts'

const IN_FLIGHT = 200
const IN_FLIGHT_PER_ENDPOINT = 50
const BATCH = 100
/** Retries become due without a wake-up call: that long they wait at most. */
const LOOK_MS = 1000
/** Well under the queue's heartbeat limit, so that one late beat does not cost the job. */
const HEARTBEAT_MS = 3000
const RECONCILE_MS = 30_000
const DRAIN_MS = 8000

type Report = (error: unknown, doing: string) => void

/** A bell that can ring before someone listens: the next wait then ends at once. */
function makeBell() {
  let rung = false
  let wake: (() => void) | undefined
  return {
    ring() {
      rung = true
      wake?.()
    },
    async heard(limitMs: number): Promise<void> {
      if (!rung) {
        const timer = new AbortController()
        await Promise.race([
          new Promise<void>((done) => {
            wake = done
          }),
          wait(limitMs, undefined, { signal: timer.signal }).catch(() => {}),
        ])
        timer.abort()
      }
      rung = false
      wake = undefined
    },
  }
}

/**
 * Takes due jobs and attempts them until stopped. Several dispatchers may run on one database.
 * @param report is told of errors; the dispatcher goes on, the database may come back.
 * @returns a function that stops it: nothing new is taken, what is under way gets 8 s, the rest is recorded as
 * outcome unknown and tried again.
 */
export function runDispatcher(report: Report): () => Promise<void> {
  const bell = makeBell()
  const inFlight = new Set<string>()
  const stopping = new AbortController()
  const sending = new AbortController()
  const endListening = listenForWork(bell.ring)

  async function attempt(jobs: ClaimedJob[]): Promise<void> {
    for (const job of jobs) inFlight.add(job.id)
    const done = (id: string) => {
      inFlight.delete(id)
      bell.ring()
    }
    try {
      const attempts = await attemptJobs(jobs, sending.signal)
      const begun = new Set(attempts.map(({ job }) => job.id))
      for (const job of jobs) if (!begun.has(job.id)) done(job.id)
      for (const { job, finished } of attempts) {
        finished.catch((error) => report(error, 'recording an outcome')).finally(() => done(job.id))
      }
    } catch (error) {
      // Without heartbeat they are handed on.
      for (const job of jobs) done(job.id)
      throw error
    }
  }

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      const free = IN_FLIGHT - inFlight.size
      try {
        const jobs = free > 0 ? await claimAttemptJobs(Math.min(free, BATCH), IN_FLIGHT_PER_ENDPOINT) : []
        if (jobs.length > 0) await attempt(jobs)
        else await bell.heard(LOOK_MS)
      } catch (error) {
        report(error, 'taking jobs')
        await wait(LOOK_MS, undefined, { signal: stopping.signal }).catch(() => {})
      }
    }
  }

  function every(ms: number, doing: string, work: () => Promise<unknown>): NodeJS.Timeout {
    return setInterval(() => work().catch((error) => report(error, doing)), ms)
  }
  const timers = [
    every(HEARTBEAT_MS, 'sending heartbeats', () => heartbeat([...inFlight])),
    every(RECONCILE_MS, 'reconciling', reconcile),
  ]
  const running = loop()

  return async () => {
    stopping.abort()
    bell.ring()
    await running
    const limit = Date.now() + DRAIN_MS
    while (inFlight.size > 0 && Date.now() < limit) await bell.heard(limit - Date.now())
    sending.abort()
    while (inFlight.size > 0) await bell.heard(LOOK_MS)
    for (const timer of timers) clearInterval(timer)
    await endListening()
  }
}
