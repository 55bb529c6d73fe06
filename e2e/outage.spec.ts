import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from '@playwright/test'
import { openLoop } from '#lib/server/cli/open-loop.ts'
import { startBellhop } from './support/processes.ts'
import { startReceiver } from './support/receiver.ts'

/** A longer outage is asked for by hand: OUTAGE_SECONDS=60. */
const SECONDS = Number(process.env.OUTAGE_SECONDS ?? 6)
const RATE = 200
const LICENCES = 20

/** Postgres' processes: the first is the one that starts the others. */
function postgres(dataDir: string): number[] {
  const main = Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
  const children = readFileSync(`/proc/${main}/task/${main}/children`, 'utf8').trim().split(' ')
  return [main, ...children.filter(Boolean).map(Number)]
}

function signal(pids: number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name)
    } catch {
      // It has ended meanwhile.
    }
  }
}

test('a database that hangs, then is killed, costs no call: all are answered 200, arrive, and in order', async () => {
  test.setTimeout(SECONDS * 4000 + 180_000)
  const receiver = await startReceiver()
  const bellhop = await startBellhop()
  try {
    const url = `${receiver.url}/events.pl`
    bellhop.cli('mapping', 'set', 'OPERATOR_STATUS', url)
    bellhop.cli('endpoint', 'set', url, '--in-order-by', 'licence', '--max-in-flight', '50')
    const ingest: string = JSON.parse(bellhop.cli('chat-server', 'add', 'rack', '--json')).url
    const count = RATE * (SECONDS + 6)
    const form = (n: number) =>
      `EVENT=OPERATOR_STATUS&LICENCE=${n % LICENCES}&OPERATOR_ID=jane&STATUS=1&N=${n}`
    const load = openLoop(ingest, { rate: RATE, count, call: (n) => ({ method: 'POST', form: form(n) }) })
    await wait(1500)
    const pids = postgres(bellhop.dataDir)
    signal(pids, 'SIGSTOP')
    await wait(SECONDS * 1000)
    signal(pids, 'SIGCONT')
    await wait(1500)
    signal(postgres(bellhop.dataDir).slice(0, 1), 'SIGKILL')
    const { statuses, errors, dueAt, latencies } = await load
    expect(errors).toEqual([])
    expect(statuses).toEqual({ 200: count })
    const numbers = () => receiver.received.map(({ body }) => Number(/N=(\d+)/.exec(body.toString())?.[1]))
    await expect.poll(() => new Set(numbers()).size, { timeout: 120_000 }).toBe(count)
    for (let licence = 0; licence < LICENCES; licence += 1) {
      // A crash of Postgres may have had one sent twice: its first arrival counts. Of two calls under way at once either may
      // come to the door first; one that was answered before the other was made was there before it.
      const got = [...new Set(numbers().filter((n) => n % LICENCES === licence))]
      const answeredAt = (n: number) => (dueAt[n] ?? 0) + (latencies[n] ?? 0)
      const late = got.filter((n, index) => got.slice(0, index).some((m) => answeredAt(n) < (dueAt[m] ?? 0)))
      expect(late).toEqual([])
    }
    await expect
      .poll(() => JSON.parse(bellhop.cli('deliveries', 'list', '--status', 'pending', '--json')).length, {
        timeout: 60_000,
      })
      .toBe(0)
    const verified = JSON.parse(bellhop.cli('verify', '--json'))
    expect(verified).toMatchObject({ events: count, deliveries: { succeeded: count } })
    expect(receiver.received.length - count).toBeLessThan(100)
    console.log(`${count} calls, all answered 200; ${receiver.received.length - count} arrived twice`)
  } finally {
    await bellhop.stop()
    await receiver.stop()
  }
})
