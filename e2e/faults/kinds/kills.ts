import { setTimeout as wait } from 'node:timers/promises'
import type { Fault, Size } from '../fault.ts'
import { setScene } from '../scene.ts'
import { type Part, pidOf, signal, untilReplaced } from '../signals.ts'
import type { Stage } from '../stage.ts'

const RATE = 150
const CALM_MS = 1500

/** Kills these parts at once, as often as it is asked, under load, each time once they are all back. */
async function killUnderLoad(name: string, parts: readonly Part[], stage: Stage, size: Size) {
  const { bellhop } = stage
  const scene = await setScene(stage, name)
  await scene.behave({ delayMs: 40 })
  const load = scene.load({ rate: RATE })
  const violations: string[] = []
  await wait(CALM_MS)
  const injectedAt = Date.now()
  for (let round = 0; round < (size === 'whole' ? 6 : 2); round += 1) {
    const before = parts.map((part) => pidOf(bellhop, part))
    if (before.includes(null)) violations.push(`${parts.join(', ')}: not all ran before the kill`)
    signal(
      before.filter((pid) => pid !== null),
      'SIGKILL',
    )
    const back = await Promise.all(
      parts.map((part, index) => untilReplaced(bellhop, part, before[index] ?? null)),
    )
    if (back.includes(false)) violations.push(`${parts.join(', ')} did not come back`)
    await wait(CALM_MS)
  }
  await load.stop()
  return scene.played(load.calls, injectedAt, { violations })
}

const kill = (name: string, parts: readonly Part[], what: string): Fault => ({
  name,
  injected: `kill -9 of ${what}, again and again`,
  promised: 'what was answered 200 arrives',
  run: (stage, size) => killUnderLoad(name, parts, stage, size),
})

export const KILLS: Fault[] = [
  kill('kill-web', ['web'], 'the web process'),
  kill('kill-dispatcher', ['dispatcher'], 'the dispatcher'),
  kill('kill-postgres', ['postgres'], 'Postgres'),
  kill('kill-all', ['web', 'dispatcher', 'postgres'], 'all three at once'),
]
