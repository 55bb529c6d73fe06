// Twenty endpoints that are well, with and without one that hangs and has 20,000 deliveries waiting.
import { type ChildProcess, fork } from 'node:child_process'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { build, hasBuild } from '#lib/server/build.ts'
import { openLoop, percentile } from '#lib/server/cli/open-loop.ts'
import { startBellhop } from '../support/processes.ts'

const RATE = 300
const SECONDS = 15
const WELL = 20
const WAITING = 20_000
const LIMIT_MS = 60_000

const body = (type: string, licence: number, n: number | null) =>
  `EVENT=${type}&LICENCE=${licence}&OPERATOR_ID=agent${licence}&STATUS=1${n === null ? '' : `&N=${n}`}`

async function startReceiver(): Promise<{ url: string; child: ChildProcess }> {
  const child = fork(join(import.meta.dirname, 'receiver-process.ts'))
  const port = await new Promise((done) => child.once('message', done))
  return { url: `http://127.0.0.1:${port}`, child }
}

if (!hasBuild()) await build()
const hanging = createServer((request) => request.resume())
await new Promise<void>((done) => hanging.listen(0, '127.0.0.1', done))
const address = hanging.address()
const hangingUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`
const well = await startReceiver()
const bellhop = await startBellhop()

/** p50 and p95 from call to receiver over the healthy endpoints, milliseconds. */
async function measure(url: string, offset: number): Promise<{ p50: number; p95: number; lost: number }> {
  const count = RATE * SECONDS
  const { dueAt } = await openLoop(url, {
    rate: RATE,
    count,
    call: (n) => ({ method: 'POST', form: body(`WELL${n % WELL}`, n % 50, offset + n) }),
  })
  const limit = Date.now() + LIMIT_MS
  for (;;) {
    const { arrived } = await (await fetch(`${well.url}/count`)).json()
    const ours = arrived.filter(([n]: [string, number]) => Number(n) >= offset && Number(n) < offset + count)
    if (ours.length === count || Date.now() > limit) {
      const took = ours.map(([n, at]: [string, number]) => at - (dueAt[Number(n) - offset] ?? at))
      return { p50: percentile(took, 0.5), p95: percentile(took, 0.95), lost: count - ours.length }
    }
    await wait(200)
  }
}

try {
  const { url } = JSON.parse(bellhop.cli('chat-server', 'add', 'bench', '--json'))
  for (let n = 0; n < WELL; n += 1) bellhop.cli('mapping', 'set', `WELL${n}`, `${well.url}/e${n}`)
  bellhop.cli('mapping', 'set', 'HANGS', hangingUrl)
  bellhop.cli('endpoint', 'set', hangingUrl, '--timeout', '60')
  await openLoop(url, {
    rate: 50,
    count: 100,
    call: (n) => ({ method: 'POST', form: body(`WELL${n % WELL}`, 1, null) }),
  })
  const without = await measure(url, 0)
  const backlog = await openLoop(url, {
    rate: 2000,
    count: WAITING,
    call: (n) => ({ method: 'POST', form: body('HANGS', n % 50, null) }),
  })
  // What the burst leaves behind (autovacuum, checkpoints) is not what is measured.
  await wait(20_000)
  const withIt = await measure(url, 1_000_000)
  const say = ({ p50, p95, lost }: typeof without) =>
    `p50 ${p50.toFixed(1)} ms  p95 ${p95.toFixed(1)} ms  not arrived ${lost}`
  console.log(`${WELL} endpoints, ${RATE} events/s together, for ${SECONDS} s, from call to receiver`)
  console.log(`alone        ${say(without)}`)
  console.log(
    `beside it    ${say(withIt)}   one that hangs, ${backlog.statuses[200] ?? 0} deliveries waiting`,
  )
  console.log(`ratio        p95 ${(withIt.p95 / without.p95).toFixed(2)}`)
} finally {
  await bellhop.stop()
  well.child.disconnect()
  hanging.closeAllConnections()
  hanging.close()
}
