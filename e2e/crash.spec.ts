import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from '@playwright/test'
import { chatServer } from './support/chat-server.ts'
import { type Bellhop, isAlive, startBellhop, startDispatcher } from './support/processes.ts'
import { type Receiver, startReceiver } from './support/receiver.ts'

let bellhop: Bellhop
let receiver: Receiver

test.beforeEach(async () => {
  receiver = await startReceiver()
  bellhop = await startBellhop()
  bellhop.cli('mapping', 'set', 'OPERATOR_STATUS', `${receiver.url}/events.pl`)
})
test.afterEach(async () => {
  await bellhop.stop()
  await receiver.stop()
})

const ingestUrl = (): string => JSON.parse(bellhop.cli('chat-server', 'add', 'rack 3', '--json')).url
const form = (n: number) =>
  `EVENT=OPERATOR_STATUS&LICENCE=1520&OPERATOR_ID=jane%40example.com&STATUS=1&N=${n}`
const numberOf = (body: Buffer) => Number(/N=(\d+)/.exec(body.toString('latin1'))?.[1])
const arrived = () => new Set(receiver.received.map((request) => numberOf(request.body)))

const count = (status: string): number =>
  JSON.parse(bellhop.cli('deliveries', 'list', '--status', status, '--limit', '500', '--json')).length

async function untilArrived(count: number): Promise<void> {
  await expect.poll(() => arrived().size, { timeout: 90_000 }).toBe(count)
}

test('kill -9 of the dispatcher under 200 deliveries: every one reaches its receiver', async () => {
  const server = chatServer(ingestUrl())
  receiver.answer(() => ({ status: 200, delayMs: 1500 }))
  const answers = await Promise.all(Array.from({ length: 200 }, (_, n) => server.call(form(n))))
  expect(answers.every((answer) => answer.status === 200)).toBe(true)
  await receiver.until(20)
  const killed = bellhop.childPid('dispatcher')
  process.kill(killed, 'SIGKILL')
  await untilArrived(200)
  await expect
    .poll(
      () =>
        JSON.parse(bellhop.cli('deliveries', 'list', '--status', 'succeeded', '--limit', '500', '--json'))
          .length,
      { timeout: 60_000 },
    )
    .toBe(200)
  expect(bellhop.childPid('dispatcher')).not.toBe(killed)
  // What was sent twice says so: the same webhook-id, a higher attempt.
  const ids = new Map<string, number>()
  for (const { headers } of receiver.received)
    ids.set(String(headers['webhook-id']), (ids.get(String(headers['webhook-id'])) ?? 0) + 1)
  expect(ids.size).toBe(200)
  await server.stop()
})

test('a dispatcher that is stopped past its lease: another takes over, and what comes late changes nothing', async () => {
  const server = chatServer(ingestUrl())
  receiver.answer(() => ({ status: 200, delayMs: 1000 }))
  await Promise.all(Array.from({ length: 60 }, (_, n) => server.call(form(n))))
  await receiver.until(10)
  const stopped = bellhop.childPid('dispatcher')
  process.kill(stopped, 'SIGSTOP')
  const since = Date.now()
  const second = await startDispatcher(bellhop)
  try {
    await untilArrived(60)
    await expect.poll(() => count('succeeded'), { timeout: 60_000 }).toBe(60)
    expect(Date.now() - since).toBeLessThan(40_000)
    process.kill(stopped, 'SIGCONT')
    expect((await server.call(form(60))).status).toBe(200)
    await untilArrived(61)
    await expect.poll(() => count('succeeded'), { timeout: 60_000 }).toBe(61)
    // Exit code 1 would throw: no attempt is open, none is counted twice.
    expect(JSON.parse(bellhop.cli('verify', '--json'))).toMatchObject({ deliveries: { succeeded: 61 } })
  } finally {
    second.kill('SIGTERM')
    await server.stop()
  }
})

test('kill -9 of the web process under load: nothing that was answered 200 is missing', async () => {
  const server = chatServer(ingestUrl())
  const accepted: number[] = []
  let killed = false
  for (let round = 0; round < 40; round += 1) {
    await Promise.all(
      Array.from({ length: 25 }, async (_, index) => {
        const n = round * 25 + index
        const answer = await server.call(form(n)).catch(() => null)
        if (answer?.status === 200) accepted.push(n)
      }),
    )
    if (round === 10) {
      process.kill(bellhop.childPid('web'), 'SIGKILL')
      killed = true
    }
    if (killed && round < 39) await wait(100)
  }
  expect(accepted.length).toBeGreaterThan(300)
  await expect.poll(() => accepted.filter((n) => !arrived().has(n)).length, { timeout: 90_000 }).toBe(0)
  await server.stop()
})

test('a second start on the same data works after kill -9 of everything', async () => {
  const server = chatServer(ingestUrl())
  expect((await server.call(form(1))).status).toBe(200)
  const web = bellhop.childPid('web')
  bellhop.signal('SIGKILL')
  await bellhop.exited
  // The children end by themselves when the supervisor is gone.
  await expect.poll(() => isAlive(web)).toBe(false)
  const again = await startBellhop({
    dataDir: bellhop.dataDir,
    environment: { PORT: bellhop.environment.PORT ?? '' },
  })
  try {
    await untilArrived(1)
    expect((await server.call(form(2))).status).toBe(200)
    await untilArrived(2)
  } finally {
    await again.stop()
    await server.stop()
  }
})
