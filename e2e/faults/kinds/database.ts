import { setTimeout as wait } from 'node:timers/promises'
import type { Fault } from '../fault.ts'
import { outOfOrder } from '../order.ts'
import { setScene } from '../scene.ts'
import { postgresPids, signal } from '../signals.ts'

const TERMINATE = `
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`

const terminated: Fault = {
  name: 'terminate-backends',
  injected: 'pg_terminate_backend of every session, twice a second',
  promised: 'what was answered 200 arrives',
  async run(stage, size) {
    const scene = await setScene(stage, 'terminate-backends')
    await scene.behave({ delayMs: 20 })
    const load = scene.load({ rate: 150 })
    await wait(1000)
    const injectedAt = Date.now()
    for (let round = 0; round < (size === 'whole' ? 60 : 10); round += 1) {
      await stage.rows(TERMINATE)
      await wait(500)
    }
    await wait(1500)
    await load.stop()
    return scene.played(load.calls, injectedAt)
  },
}

const stopped: Fault = {
  name: 'postgres-stopped',
  injected: 'every process of Postgres stopped (SIGSTOP) for 10 s (whole: 60 s), 200 calls/s meanwhile',
  promised: 'every call is answered 200 and arrives, in order for each agent',
  async run(stage, size) {
    const scene = await setScene(stage, 'postgres-stopped', { in_order_by: 'agent', max_in_flight: 50 })
    const load = scene.load({ rate: 200 })
    await wait(1500)
    const injectedAt = Date.now()
    const pids = postgresPids(stage.bellhop)
    signal(pids, 'SIGSTOP')
    try {
      await wait(size === 'whole' ? 60_000 : 10_000)
    } finally {
      signal(pids, 'SIGCONT')
    }
    await wait(2000)
    await load.stop()
    const played = await scene.played(load.calls, injectedAt)
    const refused = load.calls.filter(({ status }) => status !== 200)
    return {
      ...played,
      violations: [
        ...played.violations,
        ...(refused.length > 0 ? [`${refused.length} calls were not answered 200`] : []),
        ...outOfOrder(played.calls, played.arrivals),
      ],
    }
  },
}

export const DATABASE: Fault[] = [terminated, stopped]
