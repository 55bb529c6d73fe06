import { setTimeout as wait } from 'node:timers/promises'
import { LEASE_MS } from '#lib/dispatch/presence.ts'
import type { Fault } from '../fault.ts'
import { duplicatesIn, verifyViolations } from '../judge.ts'
import type { Arrival } from '../receiver.ts'
import { setScene, until } from '../scene.ts'
import { signal, untilReplaced } from '../signals.ts'
import type { Stage } from '../stage.ts'

type Row = { id: string; row: string }

// Of deliveries of one type; everything that a late result could overwrite.
const CLOSED = `
SELECT attempt.id, attempt::text AS row FROM attempt JOIN delivery ON delivery.id = attempt.delivery_id
WHERE delivery.event_type = $1 AND attempt.error_kind = 'unknown'`

const REGISTERED = 'SELECT id FROM dispatcher WHERE pid = $1'

const TAKERS = 'SELECT DISTINCT dispatcher_id AS id FROM attempt_job WHERE dispatcher_id IS NOT NULL'

/** Requests of a delivery that were under way at the same time. */
function overlapsIn(arrivals: Arrival[]): number {
  const endOf = new Map<string, number>()
  let overlaps = 0
  for (const { id, at, endedAt } of arrivals) {
    if ((endOf.get(id) ?? 0) > at) overlaps += 1
    endOf.set(id, endedAt ?? Number.POSITIVE_INFINITY)
  }
  return overlaps
}

const stopped: Fault = {
  name: 'stop-dispatcher',
  injected: 'SIGSTOP of a dispatcher past its lease, SIGCONT while another has its work',
  promised: 'the other takes over; the late results change nothing',
  async run(stage, size) {
    const scene = await setScene(stage, 'stop-dispatcher')
    await scene.behave({ delayMs: 400 })
    const load = scene.load({ rate: 30 })
    await wait(1500)
    const pid = stage.bellhop.childPid('dispatcher')
    const [before] = await stage.rows<{ id: string }>(REGISTERED, [pid])
    const injectedAt = Date.now()
    signal([pid], 'SIGSTOP')
    const second = await stage.addDispatcher()
    const violations: string[] = []
    try {
      const isTaken = async () =>
        (await stage.rows('SELECT FROM dispatcher WHERE id = $1', [before?.id])).length === 0
      if (!(await until(isTaken, 30_000))) violations.push('nobody took the stopped dispatcher for dead')
      await wait(size === 'whole' ? 2 * LEASE_MS : 1000)
      const closed = await stage.rows<Row>(CLOSED, [scene.eventType])
      signal([pid], 'SIGCONT')
      const isBack = async () => (await stage.rows(REGISTERED, [pid])).length === 1
      if (!(await until(isBack, 30_000))) violations.push('the stopped dispatcher did not come back')
      await wait(1000)
      await load.stop()
      const played = await scene.played(load.calls, injectedAt)
      const after = new Map(
        (await stage.rows<Row>(CLOSED, [scene.eventType])).map(({ id, row }) => [id, row]),
      )
      const overwritten = closed.filter(({ id, row }) => after.get(id) !== row)
      if (overwritten.length > 0) {
        violations.push(
          `${overwritten.length} closed attempts were overwritten, such as ${overwritten[0]?.id}`,
        )
      }
      const notes = [`${closed.length} attempts were under way when it stopped`]
      return { ...played, notes, violations: [...violations, ...played.violations] }
    } finally {
      signal([pid], 'SIGCONT')
      second.kill('SIGTERM')
    }
  },
}

const two: Fault = {
  name: 'two-dispatchers',
  injected: 'a second dispatcher on the same database',
  promised: 'each delivery is attempted once at a time, and arrives once; verify finds nothing meanwhile',
  async run(stage, size) {
    const scene = await setScene(stage, 'two-dispatchers', { max_in_flight: 40 })
    await scene.behave({ delayMs: 50 })
    const second = await stage.addDispatcher()
    const injectedAt = Date.now()
    const load = scene.load({ rate: 200, count: size === 'whole' ? 12_000 : 1200 })
    const takers = new Set<string>()
    let isOver = false
    const watching = until(
      async () => {
        for (const { id } of await stage.rows<{ id: string }>(TAKERS)) takers.add(id)
        return isOver
      },
      Number.POSITIVE_INFINITY,
      50,
    )
    await wait(2000)
    const meanwhile = await verifyViolations(stage)
    await load.done
    const played = await scene.played(load.calls, injectedAt)
    isOver = true
    await watching
    second.kill('SIGTERM')
    const overlaps = overlapsIn(played.arrivals)
    const duplicates = duplicatesIn(played.arrivals)
    return {
      ...played,
      notes: [`${takers.size} dispatchers took jobs`],
      violations: [
        ...meanwhile.map((text) => `under load: ${text}`),
        ...(takers.size < 2 ? ['only one of them took jobs'] : []),
        ...(overlaps > 0 ? [`${overlaps} attempts overlapped another of their delivery`] : []),
        ...(duplicates > 0 ? [`${duplicates} arrived again, though nothing had failed`] : []),
        ...played.violations,
      ],
    }
  },
}

/** Ends a process as a release does, and waits for the one in its place. */
async function restart(stage: Stage, part: 'web' | 'dispatcher'): Promise<string[]> {
  const pid = stage.bellhop.childPid(part)
  signal([pid], 'SIGTERM')
  return (await untilReplaced(stage.bellhop, part, pid)) ? [] : [`${part} did not come back`]
}

const rolling: Fault = {
  name: 'rolling-restart',
  injected: 'SIGTERM of each dispatcher, then of web, one after the other',
  promised: 'what was answered 200 arrives, once: nothing is cut off',
  async run(stage, size) {
    const scene = await setScene(stage, 'rolling-restart')
    await scene.behave({ delayMs: 100 })
    let second = await stage.addDispatcher()
    const load = scene.load({ rate: 100 })
    await wait(1500)
    const injectedAt = Date.now()
    const violations: string[] = []
    for (let round = 0; round < (size === 'whole' ? 4 : 1); round += 1) {
      violations.push(...(await restart(stage, 'dispatcher')))
      await wait(1000)
      const ended = new Promise((done) => second.once('exit', done))
      second.kill('SIGTERM')
      await ended
      second = await stage.addDispatcher()
      violations.push(...(await restart(stage, 'web')))
      await until(stage.isWell, 30_000)
      await wait(1500)
    }
    await load.stop()
    const played = await scene.played(load.calls, injectedAt, { violations })
    second.kill('SIGTERM')
    const duplicates = duplicatesIn(played.arrivals)
    if (duplicates > 0)
      played.violations.push(`${duplicates} arrived twice, though each process was given time to end`)
    return played
  },
}

export const DISPATCHERS: Fault[] = [stopped, two, rolling]
