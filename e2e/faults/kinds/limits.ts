import type { Fault } from '../fault.ts'
import { outOfOrder } from '../order.ts'
import { setScene } from '../scene.ts'

const SECOND_MS = 1000

/** The most of these moments within any second, wherever it begins. */
function mostInASecond(moments: number[]): number {
  const times = moments.toSorted((a, b) => a - b)
  let most = 0
  for (let first = 0, last = 0; last < times.length; last += 1) {
    while ((times[last] ?? 0) - (times[first] ?? 0) >= SECOND_MS) first += 1
    most = Math.max(most, last - first + 1)
  }
  return most
}

const MOST_AT_10_A_SECOND = 12

const BEGUN = `
SELECT extract(epoch FROM attempt.started_at)::float8 * 1000 AS at
FROM attempt JOIN delivery ON delivery.id = attempt.delivery_id WHERE delivery.event_type = $1`

const rate: Fault = {
  name: 'rate',
  injected: 'a burst for an endpoint that may get 10 a second, from two dispatchers',
  promised: `never more than ${MOST_AT_10_A_SECOND} in any second, and all arrive`,
  async run(stage, size) {
    const scene = await setScene(stage, 'rate', { rate_count: 10, rate_seconds: 1 })
    const second = await stage.addDispatcher()
    const injectedAt = Date.now()
    const load = scene.load({ rate: 200, count: size === 'whole' ? 600 : 100 })
    await load.done
    const played = await scene.played(load.calls, injectedAt)
    second.kill('SIGTERM')
    const begun = mostInASecond(
      (await stage.rows<{ at: number }>(BEGUN, [scene.eventType])).map(({ at }) => at),
    )
    const arrived = mostInASecond(played.arrivals.map(({ at }) => at))
    // A machine that stands still for a moment presses arrivals together, whatever Bellhop does: in the short form, a
    // test, that is a note.
    const most = size === 'whole' ? Math.max(begun, arrived) : begun
    const first = played.arrivals[0]?.at ?? 0
    const seconds = ((played.arrivals.at(-1)?.at ?? 0) - first) / SECOND_MS
    return {
      ...played,
      notes: [
        `at most ${begun} begun and ${arrived} arrived in a second, ${(played.arrivals.length / seconds).toFixed(1)}/s over all`,
      ],
      violations: [
        ...(most > MOST_AT_10_A_SECOND ? [`${most} went out within a second`] : []),
        ...played.violations,
      ],
    }
  },
}

const AGENTS = 50

const order: Fault = {
  name: 'in-order',
  injected: 'a receiver that answers 503 to 30 % of 1,000 status events of 50 agents, two dispatchers',
  promised: 'each agent’s events arrive in order, whatever is retried',
  async run(stage, size) {
    const scene = await setScene(stage, 'in-order', {
      in_order_by: 'agent',
      max_in_flight: AGENTS,
      retry_schedule: '1s 1s 1s 2s 2s 3s 5s 5s',
    })
    await scene.behave({ failShare: size === 'whole' ? 0.4 : 0.3, delayMs: 10 })
    const second = await stage.addDispatcher()
    const injectedAt = Date.now()
    const load = scene.load({ rate: 100, count: size === 'whole' ? 3000 : 1000, agents: AGENTS })
    await load.done
    const played = await scene.played(load.calls, injectedAt)
    second.kill('SIGTERM')
    const failed = played.arrivals.filter(({ status }) => status === 503).length
    return {
      ...played,
      notes: [`${failed} of ${played.arrivals.length} requests were answered 503`],
      violations: [...outOfOrder(played.calls, played.arrivals), ...played.violations],
    }
  },
}

export const LIMITS: Fault[] = [rate, order]
