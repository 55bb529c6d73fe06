import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Receiver, startReceiver } from '#e2e/support/receiver.ts'
import { pool } from '../db/pool.ts'
import { claimDue } from '../test/claim.ts'
import { useTestDatabase } from '../test/database.ts'
import { mapTo, storeForms } from '../test/events.ts'
import { resendNow } from './attempt-now.ts'
import { beginAttempts } from './begin-attempts.ts'
import { conclude, finishAttempts } from './finish-attempts.ts'
import { closeOutbound } from './outbound.ts'
import { reconcile } from './reconcile.ts'
import { runDispatcher } from './run-dispatcher.ts'
import { refusedResult } from './send.ts'

useTestDatabase()
let receiver: Receiver
let stopDispatcher: (() => Promise<void>) | undefined

beforeEach(async () => {
  receiver = await startReceiver()
  await pool().query(
    'TRUNCATE mapping, call, delivery, attempt, attempt_job, dispatcher, endpoint_health, endpoint_minute',
  )
})
afterEach(async () => {
  await stopDispatcher?.()
  stopDispatcher = undefined
  await receiver.stop()
})
afterAll(closeOutbound)

function dispatch(): void {
  stopDispatcher = runDispatcher((error) => {
    throw error
  })
}

const delivery = async (id: string) =>
  (await pool().query('SELECT * FROM delivery WHERE id = $1', [id])).rows[0]
const attempts = async (id: string) =>
  (await pool().query('SELECT * FROM attempt WHERE delivery_id = $1 ORDER BY number', [id])).rows
const untilStatus = (id: string, status: string) =>
  vi.waitFor(async () => expect((await delivery(id)).status).toBe(status), { timeout: 20_000, interval: 20 })

async function deliveryOf(body: string, more = {}): Promise<string> {
  const [stored] = await storeForms([body], more)
  return stored?.deliveries[0]?.id ?? ''
}

describe('the dispatcher', () => {
  it('brings the exact bytes of a call and records both sides', async () => {
    await mapTo('X', `${receiver.url}/cgi-bin/events.pl?from=lc`)
    dispatch()
    const id = await deliveryOf('B=%ZZ&=&A=\xe8\x9a&A=2', {
      query: Buffer.from('EVENT=X&LICENCE=1&Z=%FF%e9&&="|', 'latin1'),
    })
    await receiver.until(1)
    const [got] = receiver.received
    expect(got).toMatchObject({
      method: 'POST',
      target: '/cgi-bin/events.pl?from=lc&EVENT=X&LICENCE=1&Z=%FF%e9&&="|',
    })
    expect(got?.body.toString('latin1')).toBe('B=%ZZ&=&A=\xe8\x9a&A=2')
    expect(got?.headers).toMatchObject({
      'webhook-id': id,
      'bellhop-attempt': '1',
      'content-type': 'application/x-www-form-urlencoded',
    })
    await untilStatus(id, 'succeeded')
    expect(await delivery(id)).toMatchObject({
      attempts: 1,
      last_status: 200,
      last_error: null,
      job_id: null,
      next_attempt_at: null,
    })
    const [attempt] = await attempts(id)
    expect(attempt).toMatchObject({
      number: 1,
      trigger: 'event',
      outcome: 'answered',
      status: 200,
      address: '127.0.0.1',
    })
    expect(attempt.response_body.toString()).toBe('ok')
    expect((await pool().query('SELECT FROM attempt_job')).rowCount).toBe(0)
  })

  it('tries again after a failure, on schedule, with the same webhook-id', async () => {
    await mapTo('X', receiver.url)
    receiver.answer(() => ({ status: 500, body: 'the script failed' }))
    dispatch()
    const id = await deliveryOf('EVENT=X&LICENCE=1')
    await vi.waitFor(async () => expect((await delivery(id)).attempts).toBe(1))
    const row = await vi.waitFor(async () => {
      const found = await delivery(id)
      expect(found.last_status).toBe(500)
      return found
    })
    expect(row).toMatchObject({ status: 'pending', last_error_kind: 'http_status' })
    const waitMs = row.next_attempt_at.getTime() - row.updated_at.getTime()
    expect(waitMs).toBeGreaterThan(3900)
    expect(waitMs).toBeLessThan(6100)
    receiver.answer(() => ({ status: 204 }))
    await untilStatus(id, 'succeeded')
    expect(
      receiver.received.map((one) => [one.headers['webhook-id'], one.headers['bellhop-attempt']]),
    ).toEqual([
      [id, '1'],
      [id, '2'],
    ])
    expect((await attempts(id)).map((one) => [one.trigger, one.status])).toEqual([
      ['event', 500],
      ['retry', 204],
    ])
  })

  it('does not call a private address that DISPATCH_ALLOW does not name, and says what to set', async () => {
    await mapTo('X', 'http://10.1.2.3/events.pl')
    dispatch()
    const id = await deliveryOf('EVENT=X&LICENCE=1')
    await untilStatus(id, 'failed')
    expect((await delivery(id)).last_error).toContain(
      '10.1.2.3 is private. Set DISPATCH_ALLOW=127.0.0.0/8,10.1.2.3/32',
    )
    // It counts as failed, and is not held against the endpoint.
    const { rows } = await pool().query('SELECT succeeded, failed, unsent FROM endpoint_minute')
    expect(rows).toEqual([{ succeeded: 0, failed: 1, unsent: 1 }])
    expect((await pool().query('SELECT FROM endpoint_health WHERE failures_in_row > 0')).rowCount).toBe(0)
  })

  it('takes work up again that a dispatcher left when it died, and closes its attempt as unknown', async () => {
    await mapTo('X', receiver.url)
    const id = await deliveryOf('EVENT=X&LICENCE=1')
    const { jobs, die } = await claimDue()
    await beginAttempts(jobs)
    await die()
    dispatch()
    await untilStatus(id, 'succeeded')
    expect((await attempts(id)).map((one) => [one.number, one.outcome])).toEqual([
      [1, 'unknown'],
      [2, 'answered'],
    ])
    expect(receiver.received).toHaveLength(1)
  })

  it('waits longer each time with what died with its dispatcher again and again', async () => {
    await mapTo('X', receiver.url)
    const id = await deliveryOf('EVENT=X&LICENCE=1')
    const waits: number[] = []
    for (let lost = 0; lost < 4; lost += 1) {
      await pool().query('UPDATE attempt_job SET due_at = now()')
      const { jobs, die } = await claimDue()
      expect(await beginAttempts(jobs)).toHaveLength(1)
      await die()
      const { rows } = await pool().query(`
        SELECT extract(epoch FROM attempt_job.due_at - now())::float8 AS wait, delivery.next_attempt_at = due_at AS said
        FROM attempt_job JOIN delivery ON delivery.job_id = attempt_job.id`)
      waits.push(Math.max(0, Math.round(rows[0].wait / 5) * 5))
      if (lost >= 2) expect(rows[0].said).toBe(true)
    }
    expect(waits).toEqual([0, 0, 10, 20])
    expect(await delivery(id)).toMatchObject({ status: 'pending', attempts: 4, tries: 4 })
    await pool().query('UPDATE attempt_job SET due_at = now()')
    dispatch()
    await untilStatus(id, 'succeeded')
  })

  it('lets a late result of a dispatcher that was taken for dead change nothing', async () => {
    await mapTo('X', receiver.url)
    const id = await deliveryOf('EVENT=X&LICENCE=1')
    const { jobs, die } = await claimDue()
    const [late] = await beginAttempts(jobs)
    if (!late) throw new Error('nothing begun')
    await die()
    await finishAttempts([conclude(late, refusedResult('late'), 0, new Date())])
    expect(await delivery(id)).toMatchObject({ status: 'pending', last_error_kind: 'unknown', tries: 1 })
    expect(await attempts(id)).toMatchObject([{ outcome: 'unknown' }])
    dispatch()
    await untilStatus(id, 'succeeded')
  })

  it('gives a new job to a delivery that is overdue and lost its own', async () => {
    await mapTo('X', receiver.url)
    const id = await deliveryOf('EVENT=X&LICENCE=1')
    await pool().query('TRUNCATE attempt_job')
    expect(await reconcile()).toBe(0)
    await pool().query("UPDATE delivery SET next_attempt_at = now() - interval '2 minutes'")
    expect(await reconcile()).toBe(1)
    expect(await reconcile()).toBe(0)
    dispatch()
    await untilStatus(id, 'succeeded')
  })
})

describe('a delivery that can never be attempted', () => {
  it.each([
    ['endpoint', 'DELETE FROM mapping', 'DELETE FROM endpoint', 'Its endpoint was removed'],
    ['event', 'SELECT', 'DELETE FROM call', 'no longer kept'],
  ])(
    'ends as failed when its %s is gone, and the reconciler leaves it alone',
    async (_, first, second, reason) => {
      await mapTo('X', receiver.url)
      const id = await deliveryOf('EVENT=X&LICENCE=1')
      // A dispatcher that died in the middle of the first attempt, besides.
      const { jobs, die } = await claimDue()
      await beginAttempts(jobs)
      await die()
      await pool().query(first)
      await pool().query(second)
      dispatch()
      await untilStatus(id, 'failed')
      const row = await delivery(id)
      expect(row).toMatchObject({
        last_error_kind: 'policy',
        job_id: null,
        next_attempt_at: null,
        attempts: 1,
      })
      expect(row.last_error).toContain(reason)
      expect(await attempts(id)).toMatchObject([
        { number: 1, outcome: 'unknown', finished_at: expect.any(Date) },
      ])
      expect((await pool().query('SELECT FROM attempt_job')).rowCount).toBe(0)
      await pool().query("UPDATE delivery SET updated_at = now() - interval '1 hour'")
      expect(await reconcile()).toBe(0)
      expect(receiver.received).toHaveLength(0)
    },
  )
})

describe('resend', () => {
  it('makes a new attempt at once and tells what came of it', async () => {
    const endpointId = await mapTo('X', `${receiver.url}/old`)
    receiver.answer((request) => ({ status: request.target === '/new' ? 200 : 404 }))
    const [stored] = await storeForms(['EVENT=X&LICENCE=1'], {}, 3600)
    const id = stored?.deliveries[0]?.id ?? ''
    await pool().query("UPDATE delivery SET status = 'failed', next_attempt_at = NULL WHERE id = $1", [id])
    expect(await resendNow({ deliveryId: id, actor: 'ola' })).toMatchObject({
      outcome: 'attempted',
      status: 'pending',
      lastStatus: 404,
    })
    await pool().query('UPDATE endpoint SET url = $1 WHERE id = $2', [`${receiver.url}/new`, endpointId])
    expect(await resendNow({ deliveryId: id, actor: 'ola' })).toMatchObject({
      outcome: 'attempted',
      status: 'succeeded',
      lastStatus: 200,
    })
    expect((await attempts(id)).map((one) => [one.trigger, one.actor, one.status])).toEqual([
      ['resend', 'ola', 404],
      ['resend', 'ola', 200],
    ])
    expect((await pool().query('SELECT FROM attempt_job')).rowCount).toBe(0)
  })

  it('sends once when it is asked for twice at the same time', async () => {
    await mapTo('X', receiver.url)
    receiver.answer(() => ({ status: 200, delayMs: 200 }))
    const [stored] = await storeForms(['EVENT=X&LICENCE=1'], {}, 3600)
    const id = stored?.deliveries[0]?.id ?? ''
    await pool().query("UPDATE delivery SET next_attempt_at = now() + interval '1 h'")
    const outcomes = await Promise.all([1, 2, 3].map(() => resendNow({ deliveryId: id, actor: 'ola' })))
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual([
      'already on its way',
      'already on its way',
      'attempted',
    ])
    expect(receiver.received).toHaveLength(1)
  })

  it('waits for whoever looks at the delivery just now, and is made', async () => {
    await mapTo('X', receiver.url)
    const id = await deliveryOf('EVENT=X&LICENCE=1')
    const { jobs } = await claimDue()
    const other = await pool().connect()
    await other.query('BEGIN')
    await other.query('SELECT FROM delivery WHERE id = $1 FOR UPDATE', [id])
    const begun = beginAttempts(jobs)
    await vi.waitFor(async () => {
      const waiting = await pool().query(
        "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()",
      )
      expect(waiting.rowCount).toBe(1)
    })
    await other.query('COMMIT')
    other.release()
    expect(await begun).toHaveLength(1)
  })

  it('answers for a delivery that does not exist', async () => {
    expect(await resendNow({ deliveryId: '019aa000-0000-7000-8000-000000000000', actor: 'ola' })).toEqual({
      outcome: 'unknown delivery',
    })
  })

  it('makes no attempt for a job that is out of date', async () => {
    await mapTo('X', receiver.url)
    const id = await deliveryOf('EVENT=X&LICENCE=1')
    const { jobs: stale } = await claimDue()
    await pool().query("UPDATE delivery SET status = 'cancelled', job_id = NULL WHERE id = $1", [id])
    expect(await beginAttempts(stale)).toEqual([])
    expect((await pool().query('SELECT FROM attempt_job')).rowCount).toBe(0)
  })
})
