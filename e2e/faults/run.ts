// npm run test:faults: things go wrong under load, and what is promised is held against what became of every call.
// -- --whole: as long as it takes. -- --only NAME[,NAME]: some of them. -- --list: which there are.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { build, hasBuild } from '#lib/server/build.ts'
import type { Fault, Size, Verdict } from './fault.ts'
import { judge } from './judge.ts'
import { CLOCKS } from './kinds/clocks.ts'
import { DATABASE } from './kinds/database.ts'
import { DISK_FULL } from './kinds/disk-full.ts'
import { DISPATCHERS } from './kinds/dispatchers.ts'
import { ENDPOINTS } from './kinds/endpoints.ts'
import { KILLS } from './kinds/kills.ts'
import { LIMITS } from './kinds/limits.ts'
import type { Ground } from './stage.ts'
import { makeGround, openStage, type Stage } from './stage.ts'
import { tableOf } from './table.ts'

const FAULTS: readonly Fault[] = [
  ...KILLS,
  ...DATABASE,
  ...DISPATCHERS,
  ...LIMITS,
  ...ENDPOINTS,
  ...CLOCKS,
  DISK_FULL,
]
const RESULTS = join(import.meta.dirname, '../../test-results')

/** A fault that did not come to its end is broken, whatever it is that broke. */
function brokenBy(error: unknown, fault: Fault, tookMs: number): Verdict {
  const violations = [error instanceof Error ? (error.stack ?? error.message) : String(error)]
  const none = { events: 0, notTaken: 0, lost: 0, duplicates: 0, recoveredMs: null, notes: [] }
  return { ...none, fault: fault.name, tookMs, violations }
}

async function play(fault: Fault, stage: Stage, size: Size): Promise<Verdict> {
  const since = performance.now()
  const took = () => performance.now() - since
  try {
    const played = await fault.run(stage, size)
    return await judge(fault, stage, played, took())
  } catch (error) {
    return brokenBy(error, fault, took())
  }
}

/** On a stage of its own, which goes with it. */
async function playAlone(fault: Fault, ground: Ground, size: Size): Promise<Verdict> {
  try {
    const stage = await openStage(ground)
    try {
      return await play(fault, stage, size)
    } finally {
      await stage.stop()
    }
  } catch (error) {
    return brokenBy(error, fault, 0)
  }
}

async function playAll(faults: readonly Fault[], size: Size): Promise<Verdict[]> {
  const verdicts: Verdict[] = []
  let shared: Stage | null = null
  try {
    for (const fault of faults) {
      console.log(`${fault.name}: ${fault.injected}. Promised: ${fault.promised}.`)
      if (fault.ground) verdicts.push(await playAlone(fault, fault.ground(), size))
      else {
        shared ??= await openStage(makeGround())
        const verdict = await play(fault, shared, size)
        // One that a fault has broken for good is not what the next one is to happen to.
        if (!(await shared.isWell())) {
          verdict.violations.push(`Bellhop is not well afterwards:\n${shared.bellhop.output().slice(-2000)}`)
          await shared.stop()
          shared = null
        }
        verdicts.push(verdict)
      }
      const last = verdicts.slice(-1)
      console.log(`${tableOf(last)}\n`)
    }
  } finally {
    await shared?.stop()
  }
  return verdicts
}

const { values } = parseArgs({
  options: { whole: { type: 'boolean' }, only: { type: 'string' }, list: { type: 'boolean' } },
})
const names = values.only?.split(',')
const unknown = names?.filter((name) => !FAULTS.some((fault) => fault.name === name)) ?? []
if (values.list || unknown.length > 0) {
  for (const { name, injected } of FAULTS) console.log(`${name.padEnd(20)}${injected}`)
  if (unknown.length > 0) console.error(`There is no fault ${unknown.join(', ')}`)
  process.exit(unknown.length > 0 ? 1 : 0)
}
if (!hasBuild()) await build()
const verdicts = await playAll(
  FAULTS.filter(({ name }) => names?.includes(name) ?? true),
  values.whole ? 'whole' : 'short',
)
mkdirSync(RESULTS, { recursive: true })
writeFileSync(join(RESULTS, 'faults.json'), JSON.stringify(verdicts, null, 2))
console.log(tableOf(verdicts))
const broken = verdicts.filter(({ violations }) => violations.length > 0)
console.log(
  `${verdicts.length - broken.length} of ${verdicts.length} faults: everything that is promised holds`,
)
process.exit(broken.length === 0 ? 0 : 1)
