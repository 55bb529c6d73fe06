import { setTimeout as wait } from 'node:timers/promises'
import { percentile } from '#lib/server/cli/open-loop.ts'
import { acceptedOf, type MadeCall } from '../calls.ts'
import type { Fault } from '../fault.ts'
import { firstArrivals } from '../judge.ts'
import type { Arrival } from '../receiver.ts'
import { setScene } from '../scene.ts'

/** p95 from call to receiver, milliseconds. */
function p95(calls: MadeCall[], arrivals: Arrival[]): number {
  const first = firstArrivals(arrivals)
  const took = acceptedOf(calls).map(({ n, at }) => (first.get(n)?.at ?? Number.NaN) - at)
  return percentile(took, 0.95)
}

const HEALTHY_RATE = 100
/** A machine that is busy with other things makes both slow: below this nobody waits. */
const NOBODY_WAITS_MS = 250
const MOST_TIMES = 2

const hangs: Fault = {
  name: 'endpoint-hangs',
  injected: 'an endpoint that hangs with 20,000 deliveries waiting (whole: 100,000)',
  promised:
    'others all arrive meanwhile (whole: at most twice as late, p95), and all of the 20,000 once it answers again',
  async run(stage, size) {
    const [alone, beside, hanging] = [
      await setScene(stage, 'healthy-alone'),
      await setScene(stage, 'healthy-beside'),
      await setScene(stage, 'endpoint-hangs', { timeout_seconds: 600, max_in_flight: 100 }),
    ]
    const healthy = async (scene: typeof alone) => {
      const load = scene.load({ rate: HEALTHY_RATE, count: HEALTHY_RATE * (size === 'whole' ? 30 : 8) })
      await load.done
      return scene.played(load.calls, Date.now())
    }
    const without = await healthy(alone)
    await hanging.behave({ hang: true })
    const injectedAt = Date.now()
    const load = hanging.load({ rate: 1500, count: size === 'whole' ? 100_000 : 20_000 })
    await load.done
    // What the burst leaves behind (autovacuum, checkpoints) is not what is measured.
    await wait(size === 'whole' ? 20_000 : 5000)
    const waiting = await hanging.count("status IN ('pending', 'held')")
    const withIt = await healthy(beside)
    await hanging.behave({})
    const played = await hanging.played(load.calls, injectedAt)
    const [plain, slowed] = [p95(without.calls, without.arrivals), p95(withIt.calls, withIt.arrivals)]
    // The short form is a test, which does not depend on the speed of its machine: there it is a note.
    const isSlow = size === 'whole' && slowed > Math.max(plain * MOST_TIMES, NOBODY_WAITS_MS)
    const lost = acceptedOf(withIt.calls).length - firstArrivals(withIt.arrivals).size
    return {
      ...played,
      notes: [`${waiting} waiting; p95 of others ${slowed.toFixed(0)} ms, alone ${plain.toFixed(0)} ms`],
      violations: [
        ...(isSlow ? [`p95 of others ${slowed.toFixed(0)} ms, alone ${plain.toFixed(0)} ms`] : []),
        ...(lost > 0 ? [`${lost} of the others did not arrive`] : []),
        ...without.violations,
        ...withIt.violations,
        ...played.violations,
      ],
    }
  },
}

const WHY_ENDED = 'Its endpoint was removed before it was sent'

const removed: Fault = {
  name: 'endpoint-removed',
  injected: 'the row of an endpoint deleted while its deliveries wait and are under way',
  promised: 'each arrives, or ends with the reason; none waits for ever',
  async run(stage) {
    const scene = await setScene(stage, 'endpoint-removed', { max_in_flight: 5 })
    await scene.behave({ delayMs: 200 })
    const load = scene.load({ rate: 100, count: 300 })
    await wait(1500)
    const injectedAt = Date.now()
    await stage.rows('DELETE FROM mapping WHERE endpoint_id = $1', [scene.endpointId])
    await stage.rows('DELETE FROM endpoint WHERE id = $1', [scene.endpointId])
    await load.done
    const played = await scene.played(load.calls, injectedAt)
    const ended = await scene.count(`last_error LIKE '${WHY_ENDED}%'`)
    const stored = await scene.count('true')
    // Calls after the mapping was gone have no delivery: they were mapped to nothing.
    const mapped = new Set(
      (
        await stage.rows<{ id: string }>('SELECT event_id AS id FROM delivery WHERE event_type = $1', [
          scene.eventType,
        ])
      ).map(({ id }) => id),
    )
    return {
      ...played,
      calls: played.calls.map((call) =>
        mapped.has(call.eventId ?? '') ? call : { ...call, status: call.status === 200 ? 204 : call.status },
      ),
      notes: [`of ${stored} deliveries ${ended} ended with the reason`],
    }
  },
}

const RESENT = 60

const double: Fault = {
  name: 'double-resend',
  injected: `${RESENT} deliveries resent by two commands at the same time`,
  promised: 'each goes out once more, not twice',
  async run(stage) {
    const scene = await setScene(stage, 'double-resend', { max_in_flight: 1000, retry_schedule: 'none' })
    const load = scene.load({ rate: 100, count: RESENT })
    await load.done
    await scene.played(load.calls, Date.now())
    // None ends before both have been asked for.
    await scene.behave({ hang: true })
    const ids = (
      await stage.rows<{ id: string }>('SELECT id FROM delivery WHERE event_type = $1', [scene.eventType])
    ).map(({ id }) => id)
    const injectedAt = Date.now()
    const answers = await Promise.all(
      [1, 2].map(() => stage.command('deliveries', 'resend', ...ids, '--json')),
    )
    await scene.behave({})
    const played = await scene.played(load.calls, injectedAt)
    const outcomes = answers.flatMap(({ stdout }) =>
      JSON.parse(stdout).map((one: { outcome: string }) => one.outcome),
    )
    const queued = outcomes.filter((outcome) => outcome === 'queued').length
    const again = played.arrivals.filter(({ attempt }) => attempt > 1).length
    return {
      ...played,
      // The resent ones are asked for: the judge is shown one arrival each.
      arrivals: played.arrivals.filter(({ attempt }) => attempt === 1),
      notes: [`${queued} of ${outcomes.length} requests were queued, ${again} arrived once more`],
      violations: [
        ...(again !== RESENT ? [`${again} arrived again in place of ${RESENT}`] : []),
        ...(queued !== RESENT ? [`${queued} were queued in place of ${RESENT}`] : []),
        ...played.violations,
      ],
    }
  },
}

export const ENDPOINTS: Fault[] = [hangs, removed, double]
