// The main job under load, everything on this machine. Not a test: read the figures as ratios to
// the baseline of the same run.
import { type ChildProcess, fork } from 'node:child_process'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { build, hasBuild } from '#lib/server/build.ts'
import { type LoadResult, type OutgoingCall, openLoop, percentile } from '#lib/server/cli/open-loop.ts'
import { startBellhop } from '../support/processes.ts'

const RATE = Number(process.argv[2] ?? 300)
const SECONDS = Number(process.argv[3] ?? 30)
const TYPES = ['OPERATOR_STATUS', 'CHAT_STARTED', 'BUTTON_STATUS', 'CLIENT_INVITED']
const DELIVERED_LIMIT_MS = 120_000

const ms = (value: number) => `${value.toFixed(1)} ms`

function call(n: number): OutgoingCall {
  const form = `EVENT=${TYPES[n % TYPES.length]}&LICENCE=${1520 + (n % 50)}&OPERATOR_ID=agent${n % 200}%40example.com&STATUS=1&N=${n}`
  return { method: 'POST', form }
}

async function baseline(): Promise<LoadResult> {
  const server = createServer((request, response) => {
    request.resume()
    request.on('end', () => response.end('OK'))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const result = await openLoop(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`, {
    rate: RATE,
    count: RATE * 5,
    call,
  })
  server.close()
  return result
}

async function startReceiver(): Promise<{ url: string; child: ChildProcess }> {
  const child = fork(join(import.meta.dirname, 'receiver-process.ts'))
  const port = await new Promise((done) => child.once('message', done))
  return { url: `http://127.0.0.1:${port}`, child }
}

async function untilDelivered(
  url: string,
  count: number,
): Promise<{ repeats: number; arrived: Map<number, number> }> {
  const limit = Date.now() + DELIVERED_LIMIT_MS
  for (;;) {
    const { repeats, arrived } = await (await fetch(`${url}/count`)).json()
    if (arrived.length >= count || Date.now() > limit) {
      return { repeats, arrived: new Map(arrived.map(([n, at]: [string, number]) => [Number(n), at])) }
    }
    await wait(200)
  }
}

function report(plain: LoadResult, door: LoadResult, arrived: Map<number, number>, repeats: number): void {
  const answered = door.statuses[200] ?? 0
  const toReceiver = [...arrived].map(([n, at]) => at - (door.dueAt[n] ?? at))
  const p95 = percentile(door.latencies, 0.95)
  console.log(`offered      ${RATE} calls/s for ${SECONDS} s, one endpoint, all processes on this machine`)
  console.log(
    `answered     ${answered} of ${RATE * SECONDS}, other answers ${RATE * SECONDS - answered - door.errors.length}, errors ${door.errors.length}${door.errors[0] ? ` (${door.errors[0]})` : ''}, ${(answered / door.seconds).toFixed(0)}/s`,
  )
  console.log(
    `door         p50 ${ms(percentile(door.latencies, 0.5))}  p95 ${ms(p95)}  p99 ${ms(percentile(door.latencies, 0.99))}`,
  )
  console.log(
    `baseline     p95 ${ms(percentile(plain.latencies, 0.95))} for a bare HTTP server; the door takes ${(p95 / percentile(plain.latencies, 0.95)).toFixed(1)} times that`,
  )
  console.log(`delivered    ${arrived.size} of ${answered}, repeats ${repeats}`)
  console.log(
    `to receiver  p50 ${ms(percentile(toReceiver, 0.5))}  p95 ${ms(percentile(toReceiver, 0.95))}  p99 ${ms(percentile(toReceiver, 0.99))}`,
  )
}

if (!hasBuild()) await build()
const receiver = await startReceiver()
const bellhop = await startBellhop()
try {
  const { url } = JSON.parse(bellhop.cli('chat-server', 'add', 'bench', '--json'))
  for (const type of TYPES) bellhop.cli('mapping', 'set', type, `${receiver.url}/events.pl`)
  const plain = await baseline()
  await openLoop(url, {
    rate: 50,
    count: 100,
    call: (n) => ({ ...call(n), form: call(n).form.replace('&N=', '&WARM=') }),
  })
  const door = await openLoop(url, { rate: RATE, count: RATE * SECONDS, call })
  const { arrived, repeats } = await untilDelivered(receiver.url, RATE * SECONDS)
  report(plain, door, arrived, repeats)
  if (door.errors.length > 0 || arrived.size < RATE * SECONDS) process.exitCode = 1
} finally {
  await bellhop.stop()
  receiver.child.disconnect()
}
