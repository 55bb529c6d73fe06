// A bulk resend of 50,000 deliveries: its plan, its cancelling, and what the log page takes meanwhile.
import { type ChildProcess, fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { cancelRun } from '#lib/bulk/cancel-run.ts'
import { getRun } from '#lib/bulk/get-run.ts'
import { MAX_PER_SECOND } from '#lib/bulk/limits.ts'
import { planRun } from '#lib/bulk/plan-run.ts'
import { bulkScope, type GivenScope } from '#lib/bulk/scope.ts'
import { startRun } from '#lib/bulk/start-run.ts'
import { findEmbeddedServer } from '#lib/db/embedded/server.ts'
import { closePool, pool, usePool } from '#lib/db/pool.ts'
import { fillWords } from '#lib/delivery-log/fill-words.ts'
import { build, hasBuild } from '#lib/server/build.ts'
import { percentile } from '#lib/server/cli/open-loop.ts'
import { storeForms } from '#lib/test/events.ts'
import { ADMIN, startBellhop } from '../support/processes.ts'

const TOTAL = 50_000
const CHUNK = 1000
const READS = 60
const HELD_FOR_MS = 15_000

const ms = (value: number) => `${value.toFixed(0)} ms`

async function startReceiver(): Promise<{ url: string; child: ChildProcess }> {
  const child = fork(join(import.meta.dirname, 'receiver-process.ts'))
  const port = await new Promise((done) => child.once('message', done))
  return { url: `http://127.0.0.1:${port}`, child }
}

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; took: number }> {
  const before = performance.now()
  return { result: await work(), took: performance.now() - before }
}

/** Deliveries that failed for good. */
async function seed(): Promise<void> {
  for (let from = 0; from < TOTAL; from += CHUNK)
    await storeForms(
      Array.from(
        { length: CHUNK },
        (_, n) => `EVENT=BULK&LICENCE=${1500 + (n % 50)}&OPERATOR_ID=agent${n % 200}&N=${from + n}`,
      ),
    )
  await pool().query(`DELETE FROM attempt_job; UPDATE delivery SET status = 'failed', job_id = NULL, next_attempt_at = NULL,
    attempts = 9, last_status = 500, last_error_kind = 'http_status', last_error = 'The receiver answered 500.'`)
  await fillWords()
  await pool().query('VACUUM ANALYZE')
}

async function logIn(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ email: ADMIN.email, password: ADMIN.password }),
  })
  if (!answer.ok) throw new Error(`no log-in: ${answer.status}`)
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

/** How long whole answers of the log page take, milliseconds. */
async function readPages(url: string, cookie: string): Promise<number[]> {
  const took: number[] = []
  for (let n = 0; n < READS; n += 1) {
    const path = n % 2 === 0 ? '/deliveries' : '/deliveries?status=failed&event=BULK'
    const one = await timed(async () => {
      const answer = await fetch(`${url}${path}`, { headers: { cookie } })
      const text = await answer.text()
      if (!answer.ok || !text.includes('BULK')) throw new Error(`the log page answered ${answer.status}`)
    })
    took.push(one.took)
    await wait(100)
  }
  return took
}

const sayPages = (took: number[]) => `p50 ${ms(percentile(took, 0.5))}  p95 ${ms(percentile(took, 0.95))}`

if (!hasBuild()) await build()
const receiver = await startReceiver()
const bellhop = await startBellhop()
try {
  bellhop.cli('mapping', 'set', 'BULK', `${receiver.url}/bulk.pl`)
  bellhop.cli('endpoint', 'pause', `${receiver.url}/bulk.pl`)
  await usePool((await findEmbeddedServer(bellhop.dataDir)) ?? '')
  await seed()
  bellhop.cli('endpoint', 'resume', `${receiver.url}/bulk.pl`)
  const cookie = await logIn(bellhop.url)
  const quiet = await readPages(bellhop.url, cookie)

  const given: GivenScope = { kind: 'resend', filters: { status: ['failed'], since: '1h' } }
  const planned = await timed(() => planRun(bulkScope.parse(given)))
  const worded = await timed(() => planRun(bulkScope.parse({ kind: 'resend', filters: { search: 'bulk' } })))
  console.log(
    `plan         ${planned.result.total} deliveries in ${ms(planned.took)}; by words ${worded.result.total} in ${ms(worded.took)}`,
  )

  const start = async () => {
    const id = randomUUID()
    await startRun({ id, scope: planned.result.scope, perSecond: MAX_PER_SECOND, actor: 'bench' })
    return id
  }
  const first = await start()
  const startedAt = performance.now()
  const busy = await readPages(bellhop.url, cookie)
  console.log(
    `log page     ${sayPages(quiet)} alone; ${sayPages(busy)} beside the run, ratio p95 ${(percentile(busy, 0.95) / percentile(quiet, 0.95)).toFixed(2)}`,
  )
  const before = await timed(() => getRun(first))
  const cancelled = await timed(() => cancelRun({ runId: first, actor: 'bench' }))
  const queued = before.result?.queued ?? 0
  console.log(
    `progress     ${queued} queued in ${((performance.now() - startedAt) / 1000).toFixed(1)} s; how far it is, read in ${ms(before.took)}`,
  )
  console.log(`cancel       in ${ms(cancelled.took)}: ${JSON.stringify(cancelled.result)}`)

  // All of them waiting for a paused endpoint: the most that can be taken back.
  bellhop.cli('endpoint', 'pause', `${receiver.url}/bulk.pl`)
  const second = await start()
  await wait(HELD_FOR_MS)
  const held = (await getRun(second))?.held ?? 0
  const takenBack = await timed(() => cancelRun({ runId: second, actor: 'bench' }))
  console.log(`take back    ${held} held, in ${ms(takenBack.took)}: ${JSON.stringify(takenBack.result)}`)

  bellhop.cli('endpoint', 'resume', `${receiver.url}/bulk.pl`)
  const third = await start()
  const whole = await timed(async () => {
    while ((await getRun(third))?.status !== 'done') await wait(500)
  })
  const end = await getRun(third)
  console.log(
    `whole run    ${end?.queued} of ${end?.total} in ${(whole.took / 1000).toFixed(0)} s: ${JSON.stringify(end?.now)}`,
  )
} finally {
  await closePool()
  await bellhop.stop()
  receiver.child.disconnect()
}
