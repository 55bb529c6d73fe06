import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import type { Fault } from '../fault.ts'
import { setScene } from '../scene.ts'
import { pidOf, signal, untilReplaced } from '../signals.ts'
import { makeGround } from '../stage.ts'

const HOUR_MS = 3_600_000
const PRELOAD = pathToFileURL(join(import.meta.dirname, '../clock-skew.ts')).href

/** The skew that the clocks of web and dispatcher have against Postgres', hours. */
function skewed(name: string, web: number, dispatcher: number): Fault {
  const say = (hours: number) => `${hours > 0 ? '+' : '−'}${Math.abs(hours)} h`
  return {
    name,
    injected: `clock of web ${say(web)}, of the dispatcher ${say(dispatcher)}; then kill -9 of the dispatcher`,
    promised: 'what was answered 200 arrives soon, retries are on time, a dead dispatcher is found',
    ground: () =>
      makeGround({
        NODE_OPTIONS: `--import=${PRELOAD}`,
        FAULT_CLOCK: `web.ts:${web * HOUR_MS},dispatcher.ts:${dispatcher * HOUR_MS}`,
      }),
    async run(stage, size) {
      const scene = await setScene(stage, name, { retry_schedule: '1s 1s 1s 1s 1s 1s 1s 1s 1s 1s' })
      await scene.behave({ failShare: 0.2, delayMs: 100 })
      const load = scene.load({ rate: 60, count: size === 'whole' ? 3600 : 360 })
      await wait(2500)
      const injectedAt = Date.now()
      const pid = pidOf(stage.bellhop, 'dispatcher')
      if (pid !== null) signal([pid], 'SIGKILL')
      const isBack = await untilReplaced(stage.bellhop, 'dispatcher', pid)
      await load.done
      const played = await scene.played(load.calls, injectedAt)
      const slowest = Math.max(...played.arrivals.map(({ n, at }) => at - (load.calls[n]?.at ?? at)))
      return {
        ...played,
        notes: [`the last to arrive took ${(slowest / 1000).toFixed(1)} s`],
        violations: [
          ...(isBack ? [] : ['the dispatcher did not come back']),
          ...(slowest > 60_000 ? [`one arrived after ${(slowest / 1000).toFixed(0)} s`] : []),
          ...played.violations,
        ],
      }
    },
  }
}

export const CLOCKS: Fault[] = [skewed('clock-ahead', 1, -1), skewed('clock-behind', -1, 1)]
