import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Receiver, startReceiver } from '#e2e/support/receiver.ts'
import { pool } from '../db/pool.ts'
import { beginAttempts } from '../dispatch/begin-attempts.ts'
import { closeOutbound } from '../dispatch/outbound.ts'
import { resendDelivery } from '../dispatch/resend-delivery.ts'
import { runDispatcher } from '../dispatch/run-dispatcher.ts'
import { count, failed, failedDeliveries, forms, queueAll, start } from '../test/bulk-runs.ts'
import { claimDue } from '../test/claim.ts'
import { useTestDatabase } from '../test/database.ts'
import { mapTo, storeForms } from '../test/events.ts'
import { advanceRuns } from './advance-runs.ts'
import { cancelRun } from './cancel-run.ts'
import { getRun, listRunDeliveries } from './get-run.ts'
import { planRun } from './plan-run.ts'
import { bulkScope, type GivenScope } from './scope.ts'
import { startRun } from './start-run.ts'

useTestDatabase()
let receivers: Receiver[] = []
let stops: (() => Promise<void>)[] = []
beforeEach(async () => {
  await pool().query(
    `TRUNCATE mapping, endpoint, call, delivery, attempt, attempt_job, dispatcher, endpoint_minute, bulk_run,
     bulk_run_delivery CASCADE`,
  )
})
afterEach(async () => {
  await Promise.all(stops.map((stop) => stop()))
  stops = []
  await Promise.all(receivers.map((receiver) => receiver.stop()))
  receivers = []
})
afterAll(closeOutbound)

async function receive(): Promise<Receiver> {
  const receiver = await startReceiver()
  receivers.push(receiver)
  return receiver
}
const dispatch = () => stops.push(runDispatcher(failed))
const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 40_000, interval: 50 })
const scope = (given: GivenScope) => bulkScope.parse(given)

describe('a plan', () => {
  it('counts what a filter leaves, by status and endpoint, and changes nothing', async () => {
    const endpointId = await failedDeliveries(12, 'http://127.0.0.1:9/a')
    await pool().query(`UPDATE delivery SET status = 'succeeded' WHERE licence = '0'`)
    const plan = await planRun(scope({ kind: 'resend', filters: { endpointId: [endpointId] } }))
    expect(plan).toMatchObject({
      kind: 'resend',
      total: 12,
      byStatus: [
        { status: 'failed', count: 8 },
        { status: 'succeeded', count: 4 },
      ],
      byEndpoint: [{ endpointId, url: 'http://127.0.0.1:9/a', count: 12, isHeld: false }],
    })
    expect(plan.sample).toHaveLength(5)
    expect(await count('attempt_job')).toBe(0)
  })

  it('counts words as the list does', async () => {
    await failedDeliveries(5, 'http://127.0.0.1:9/a', '&NOTE=ordinary')
    await storeForms(['EVENT=X&LICENCE=0&NOTE=peculiar', 'EVENT=X&LICENCE=1&NOTE=peculiar'])
    const plan = await planRun(scope({ kind: 'resend', filters: { search: 'peculiar' } }))
    expect(plan).toMatchObject({ total: 2, byStatus: [{ status: 'pending', count: 2 }] })
  })

  it('fixes its moments, so that what comes later is no part of it', async () => {
    await failedDeliveries(3, 'http://127.0.0.1:9/a')
    const plan = await planRun(scope({ kind: 'resend', filters: { since: '1h' } }), Date.now() + 1)
    await storeForms(forms(4))
    expect(Date.parse(plan.scope.filters.since ?? '')).toBeGreaterThan(Date.now() - 3_700_000)
    expect((await planRun(plan.scope)).total).toBe(3)
  })
})

describe('a bulk resend', () => {
  it('sends all that match once more, and lists what came of each', async () => {
    const receiver = await receive()
    await failedDeliveries(450, receiver.url)
    const id = await start({ kind: 'resend', filters: { status: ['failed'] } })
    dispatch()
    dispatch()
    await until(async () => expect((await getRun(id))?.status).toBe('done'))
    await until(async () => expect((await getRun(id))?.now).toEqual([{ status: 'succeeded', count: 450 }]))
    expect(receiver.received).toHaveLength(450)
    expect(await getRun(id)).toMatchObject({ total: 450, handled: 450, queued: 450, others: [], held: 0 })
    const { rows, older } = await listRunDeliveries(id, {})
    expect(rows).toHaveLength(50)
    expect(rows[0]).toMatchObject({ outcome: 'queued', status: 'succeeded' })
    expect(older).not.toBeNull()
    expect(await count(`attempt WHERE trigger = 'resend' AND actor = 'ann'`)).toBe(450)
  })

  it('starts once when it is asked twice with one id', async () => {
    await failedDeliveries(3, 'http://127.0.0.1:9/a')
    const input = {
      id: randomUUID(),
      scope: scope({ kind: 'resend', filters: {} }),
      perSecond: 10,
      actor: 'ann',
    }
    const outcomes = await Promise.all([startRun(input), startRun(input), startRun(input)])
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual([
      'started',
      'started already',
      'started already',
    ])
    expect(await count('bulk_run')).toBe(1)
  })

  it('supersedes a retry that waits, and leaves alone what is due, under way or held', async () => {
    const endpointId = await mapTo('X', 'http://127.0.0.1:9/a')
    const [waiting, due, taken, held] = (await storeForms(forms(4))).map((stored) => stored.id)
    const set = (event: string | undefined, delivery: string, job: string) =>
      Promise.all([
        pool().query(`UPDATE delivery SET ${delivery} WHERE event_id = $1`, [event]),
        pool().query(
          `UPDATE attempt_job SET ${job} WHERE delivery_id = (SELECT id FROM delivery WHERE event_id = $1)`,
          [event],
        ),
      ])
    await set(
      waiting,
      "next_attempt_at = now() + interval '1 h'",
      "due_at = now() + interval '1 h', trigger = 'retry'",
    )
    await set(due, 'next_attempt_at = now()', 'due_at = now()')
    await set(taken, "next_attempt_at = now() + interval '1 h'", 'dispatcher_id = gen_random_uuid()')
    await set(held, "status = 'held'", 'held = true')
    const lanes = 'SELECT lane, delivery_id FROM attempt_job ORDER BY delivery_id'
    const before = (await pool().query(lanes)).rows
    const id = await start({ kind: 'resend', filters: { endpointId: [endpointId] } })
    await queueAll(id)
    expect(await getRun(id)).toMatchObject({
      handled: 4,
      queued: 1,
      others: [{ outcome: 'on its way', count: 3 }],
    })
    expect((await pool().query(lanes)).rows).toEqual(before)
    expect(await count("attempt_job WHERE trigger = 'resend' AND due_at <= now()")).toBe(1)
    expect(await count("delivery WHERE status = 'pending' AND next_attempt_at <= now()")).toBe(2)
  })

  it('queues no faster than its rate, and waits while too many wait for their first attempt', async () => {
    await failedDeliveries(1300, 'http://127.0.0.1:9/a')
    const slow = await start({ kind: 'resend', filters: { licence: ['1'] } }, 2)
    await pool().query("UPDATE bulk_run SET updated_at = now() - interval '1 h'")
    await advanceRuns(failed)
    await advanceRuns(failed)
    expect(await getRun(slow)).toMatchObject({ queued: 2 })
    await cancelRun({ runId: slow, actor: 'ann' })
    const fast = await start({ kind: 'resend', filters: {} })
    await until(async () => {
      await advanceRuns(failed)
      expect(await count('attempt_job')).toBeGreaterThanOrEqual(1000)
    })
    await advanceRuns(failed)
    expect(await getRun(fast)).toMatchObject({ queued: 1000, status: 'running' })
  })

  it.each([
    ['goes on', null],
    ['is tried again after a failure', 'The last step failed and is tried again: no'],
  ])('%s when the clock was set back an hour, with what a second allows', async (_, note) => {
    await failedDeliveries(30, 'http://127.0.0.1:9/a')
    const id = await start({ kind: 'resend', filters: {} }, 10)
    await pool().query("UPDATE bulk_run SET updated_at = now() + interval '1 h', note = $1", [note])
    for (let n = 0; n < 3; n += 1) await advanceRuns(failed)
    const { queued = 0 } = (await getRun(id)) ?? {}
    expect(queued).toBeGreaterThanOrEqual(10)
    expect(queued).toBeLessThan(20)
  })

  it('goes on where it was when a dispatcher died in a step, and two never do one step both', async () => {
    await failedDeliveries(400, 'http://127.0.0.1:9/a')
    const id = await start({ kind: 'resend', filters: {} })
    await until(async () => {
      await Promise.all([advanceRuns(failed), advanceRuns(failed), advanceRuns(failed)])
      expect(await getRun(id)).toMatchObject({ handled: 400, queued: 400 })
    })
    expect(await count('attempt_job')).toBe(400)
    expect(await count('(SELECT DISTINCT delivery_id FROM attempt_job) AS one')).toBe(400)
  })

  it('ends when all has gone out; what waits for a paused endpoint is held and does not keep it', async () => {
    const endpointId = await failedDeliveries(5, 'http://127.0.0.1:9/a')
    await pool().query('INSERT INTO endpoint_health (endpoint_id, paused_at) VALUES ($1, now())', [
      endpointId,
    ])
    const id = await start({ kind: 'resend', filters: {} })
    await queueAll(id)
    await advanceRuns(failed)
    expect(await getRun(id)).toMatchObject({ status: 'done', held: 5, now: [{ status: 'held', count: 5 }] })
    expect(await cancelRun({ runId: id, actor: 'ann' })).toEqual({ outcome: 'cancelled', takenBack: 5 })
    expect(await count("delivery WHERE status = 'failed'")).toBe(5)
  })

  it('tells what it has sent from what it has not, where both are held', async () => {
    const endpointId = await failedDeliveries(31, 'http://127.0.0.1:9/a')
    const id = await start({ kind: 'resend', filters: {} })
    await queueAll(id)
    // As after 28 attempts that failed and opened the breaker.
    await pool().query(`UPDATE attempt_job SET held = true`)
    await pool().query(
      'UPDATE attempt_job SET bulk_run_id = NULL WHERE id IN (SELECT id FROM attempt_job LIMIT 28)',
    )
    await pool().query("UPDATE delivery SET status = 'held'")
    expect(await getRun(id)).toMatchObject({
      queued: 31,
      unsent: 3,
      held: 3,
      heldBy: [{ endpointId, count: 31 }],
      now: [{ status: 'held', count: 31 }],
    })
    const plan = await planRun(scope({ kind: 'resend', filters: {} }))
    expect(plan).toMatchObject({ heldBy: [{ endpointId, count: 31, url: 'http://127.0.0.1:9/a' }] })
  })

  it('waits for what somebody else has locked just now, and leaves nothing out', async () => {
    await failedDeliveries(6, 'http://127.0.0.1:9/a')
    const { rows } = await pool().query('SELECT id FROM delivery ORDER BY id')
    const id = await start({ kind: 'resend', filters: {} })
    // As one that is just sent again with changes: its original stays failed.
    const other = await pool().connect()
    await other.query('BEGIN')
    await other.query('SELECT FROM delivery WHERE id = $1 FOR UPDATE', [rows[3].id])
    await pool().query("UPDATE bulk_run SET updated_at = now() - interval '1 s'")
    await advanceRuns(failed)
    expect(await getRun(id)).toMatchObject({ handled: 3, queued: 3 })
    await other.query('ROLLBACK')
    other.release()
    await queueAll(id)
    expect(await getRun(id)).toMatchObject({ handled: 6, queued: 6, others: [] })
    expect(await count('attempt_job')).toBe(6)
  })

  it('does not send again what has succeeded between being found and its turn', async () => {
    await failedDeliveries(3, 'http://127.0.0.1:9/a')
    const id = await start({ kind: 'resend', filters: { status: ['failed'] } })
    // Its rate lets it take all of them in one step.
    await pool().query("UPDATE bulk_run SET updated_at = now() - interval '1 s'")
    // As when another run, or a person, sends it while this one still looks for words.
    const query = pg.Client.prototype.query as (this: pg.Client, ...given: unknown[]) => unknown
    let isMeanwhile = false
    vi.spyOn(pg.Client.prototype, 'query').mockImplementation(async function (
      this: pg.Client,
      ...given: unknown[]
    ) {
      if (String(given[0]).includes('AS "hasEndpoint"') && !isMeanwhile) {
        isMeanwhile = true
        await pool().query("UPDATE delivery SET status = 'succeeded' WHERE licence = '1'")
      }
      return query.apply(this, given)
    } as never)
    await queueAll(id).finally(() => vi.restoreAllMocks())
    expect(isMeanwhile).toBe(true)
    expect(await count("delivery WHERE licence = '1' AND status = 'succeeded'")).toBe(1)
    expect(await getRun(id)).toMatchObject({ handled: 3, queued: 2, others: [] })
  })

  it('says that it could not go on, and goes on later', async () => {
    await failedDeliveries(2, 'http://127.0.0.1:9/a')
    const id = await start({ kind: 'resend', filters: {} })
    await pool().query('ALTER TABLE bulk_run_delivery RENAME TO elsewhere')
    const errors: unknown[] = []
    await until(async () => {
      await advanceRuns((error) => errors.push(error))
      expect(errors).not.toEqual([])
    })
    await pool().query('ALTER TABLE elsewhere RENAME TO bulk_run_delivery')
    expect(await getRun(id)).toMatchObject({
      status: 'running',
      queued: 0,
      note: expect.stringContaining('tried again'),
    })
    expect(await count("delivery WHERE status = 'failed'")).toBe(2)
    await pool().query("UPDATE bulk_run SET updated_at = now() - interval '6 s'")
    await queueAll(id)
    expect(await getRun(id)).toMatchObject({ queued: 2, note: null })
  })
})

describe('cancelling a run', () => {
  it('takes back what was not sent: those deliveries are what they were', async () => {
    const endpointId = await failedDeliveries(30, 'http://127.0.0.1:9/a')
    await pool().query("UPDATE delivery SET status = 'succeeded' WHERE licence = '2'")
    const id = await start({ kind: 'resend', filters: { endpointId: [endpointId] } })
    await queueAll(id)
    const { jobs } = await claimDue(4)
    expect(jobs).toHaveLength(4)
    expect(await cancelRun({ runId: id, actor: 'bob' })).toEqual({ outcome: 'cancelled', takenBack: 26 })
    expect(await count('attempt_job')).toBe(4)
    expect(await count("delivery WHERE status = 'pending'")).toBe(4)
    expect(
      await count("delivery WHERE status = 'failed' AND last_error = 'answered 500' AND job_id IS NULL"),
    ).toBeGreaterThan(10)
    expect(await getRun(id)).toMatchObject({
      status: 'cancelled',
      note: 'Cancelled by bob.',
      others: [{ outcome: 'taken back', count: 26 }],
    })
    await pool().query('DELETE FROM attempt_job')
    expect(await cancelRun({ runId: id, actor: 'bob' })).toEqual({ outcome: 'ended already' })
    expect(await cancelRun({ runId: randomUUID(), actor: 'bob' })).toEqual({ outcome: 'unknown run' })
  })

  it("leaves a person's own resend alone, and a retry that was waiting before", async () => {
    await failedDeliveries(2, 'http://127.0.0.1:9/a')
    const [own, retry] = (await pool().query<{ id: string }>('SELECT id FROM delivery ORDER BY id')).rows.map(
      (row) => row.id,
    )
    await resendDelivery({ deliveryId: retry ?? '', actor: 'bob' })
    await pool().query("UPDATE delivery SET next_attempt_at = now() + interval '1 h' WHERE id = $1", [retry])
    const id = await start({ kind: 'resend', filters: {} })
    await queueAll(id)
    await pool().query("UPDATE delivery SET next_attempt_at = now() + interval '1 h' WHERE id = $1", [own])
    await resendDelivery({ deliveryId: own ?? '', actor: 'bob' })
    expect(await cancelRun({ runId: id, actor: 'ann' })).toEqual({ outcome: 'cancelled', takenBack: 0 })
    expect(await count("delivery WHERE status = 'pending'")).toBe(2)
    expect(await count('attempt_job WHERE bulk_run_id IS NULL')).toBe(2)
  })

  it('leaves alone what a dispatcher that died had sent: nobody knows what came of it', async () => {
    await storeForms(forms(2))
    const endpointId = await mapTo('X', 'http://127.0.0.1:9/a')
    const id = await start({ kind: 'replay', endpointId, filters: {} })
    await queueAll(id)
    const { jobs, die } = await claimDue(1)
    await beginAttempts(jobs)
    await die()
    expect(await cancelRun({ runId: id, actor: 'ann' })).toEqual({ outcome: 'cancelled', takenBack: 1 })
    expect(await count("delivery WHERE status = 'pending' AND attempts = 1")).toBe(1)
    expect(await count('attempt_job')).toBe(1)
  })

  it('is finished by a dispatcher when the process that cancelled died', async () => {
    await failedDeliveries(7, 'http://127.0.0.1:9/a')
    const id = await start({ kind: 'resend', filters: {} })
    await queueAll(id)
    // However long no dispatcher has been there.
    await pool().query(
      "UPDATE bulk_run SET status = 'cancelled', ended_at = now() - interval '1 h' WHERE id = $1",
      [id],
    )
    await advanceRuns(failed)
    expect(await count('attempt_job')).toBe(0)
    expect(await count("delivery WHERE status = 'failed'")).toBe(7)
  })
})

describe('a replay', () => {
  it('brings an endpoint that was mapped later the events it never got, once each', async () => {
    const receiver = await receive()
    await storeForms(forms(250))
    await storeForms(['EVENT=Y&LICENCE=1', 'EVENT=X', 'LICENCE=1'])
    const endpointId = await mapTo('X', receiver.url)
    await mapTo('X', 'http://127.0.0.1:9/own', '2')
    await storeForms(forms(9, '&LATER=1'))
    await pool().query("DELETE FROM attempt_job; UPDATE delivery SET status = 'failed'")
    const given = { kind: 'replay' as const, endpointId, filters: {} }
    const plan = await planRun(scope(given))
    // Licence 2 has a mapping of its own, and six of the nine later ones were delivered.
    expect(plan).toMatchObject({ total: 167, byEventType: [{ eventType: 'X', count: 167 }] })
    const runs = [await start(given), await start(given)]
    dispatch()
    dispatch()
    await until(async () => {
      for (const id of runs) expect((await getRun(id))?.status).toBe('done')
    })
    await receiver.until(167)
    await until(async () => expect(await count("delivery WHERE status = 'succeeded'")).toBe(167))
    expect(receiver.received).toHaveLength(167)
    expect(await count(`attempt WHERE trigger = 'replay'`)).toBe(167)
    expect((await planRun(scope(given))).total).toBe(0)
  })

  it('can be cancelled, and then done again', async () => {
    await storeForms(forms(6))
    const endpointId = await mapTo('X', 'http://127.0.0.1:9/a')
    const id = await start({ kind: 'replay', endpointId, filters: {} })
    await queueAll(id)
    expect(await cancelRun({ runId: id, actor: 'ann' })).toEqual({ outcome: 'cancelled', takenBack: 6 })
    expect(await count("delivery WHERE status = 'cancelled' AND last_error = 'Cancelled by ann.'")).toBe(6)
    const again = await start({ kind: 'replay', endpointId, filters: {} })
    await queueAll(again)
    expect(await count("delivery WHERE status = 'pending'")).toBe(6)
  })

  it('fails, and says so, when its endpoint is removed', async () => {
    await storeForms(forms(6))
    const endpointId = await mapTo('X', 'http://127.0.0.1:9/a')
    const id = await start({ kind: 'replay', endpointId, filters: {} })
    await pool().query('DELETE FROM mapping; DELETE FROM endpoint')
    await advanceRuns(failed)
    expect(await getRun(id)).toMatchObject({ status: 'failed', note: 'Its endpoint was removed.' })
  })
})
