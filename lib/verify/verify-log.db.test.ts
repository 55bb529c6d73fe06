import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Receiver, startReceiver } from '#e2e/support/receiver.ts'
import { pool } from '../db/pool.ts'
import { attemptNow } from '../dispatch/attempt-now.ts'
import { closeOutbound } from '../dispatch/outbound.ts'
import { claimDue } from '../test/claim.ts'
import { useTestDatabase } from '../test/database.ts'
import { mapTo, storeForms } from '../test/events.ts'
import { verifyLog } from './verify-log.ts'

useTestDatabase()
let receiver: Receiver

const HOUR_MS = 3_600_000

// Each time one that succeeded, one that waits for its retry, and one that was never attempted.
beforeEach(async () => {
  receiver = await startReceiver()
  await pool().query('TRUNCATE mapping, call, delivery, attempt, attempt_job, dispatcher, endpoint_health')
  await mapTo('X', `${receiver.url}/x`)
  receiver.answer(({ body }) => ({ status: body.includes('N=1') ? 500 : 200 }))
  await storeForms(['EVENT=X&LICENCE=1&N=0', 'EVENT=X&LICENCE=1&N=1'])
  await attemptNow((await claimDue()).jobs)
  await pool().query('UPDATE attempt_job SET dispatcher_id = NULL')
  await storeForms(['EVENT=X&LICENCE=2&N=2', 'EVENT=UNMAPPED&LICENCE=2'])
})
afterEach(() => receiver.stop())
afterAll(closeOutbound)

const verify = () => verifyLog({ from: Date.now() - HOUR_MS, to: Date.now() + HOUR_MS })
const broken = async () => (await verify()).checks.filter(({ wrong }) => wrong > 0).map(({ name }) => name)

describe('verify', () => {
  it('counts, and finds nothing wrong in a log that is right', async () => {
    const verified = await verify()
    expect(verified).toMatchObject({ events: 4, deliveries: { pending: 2, succeeded: 1 } })
    expect(verified.checks.filter(({ wrong }) => wrong > 0)).toEqual([])
  })

  it.each([
    ["DELETE FROM delivery WHERE status = 'succeeded'", ['deliveries of events']],
    ["UPDATE delivery SET status = 'lost' WHERE status = 'succeeded'", ['status']],
    ['DELETE FROM attempt_job', ['jobs of deliveries']],
    [
      "UPDATE delivery SET status = 'failed' WHERE status = 'pending' AND attempts = 0",
      ['deliveries of jobs'],
    ],
    [
      `INSERT INTO attempt_job (id, delivery_id, endpoint_id, lane, due_at, trigger)
       SELECT gen_random_uuid(), delivery_id, endpoint_id, lane, due_at, trigger FROM attempt_job LIMIT 1`,
      ['deliveries of jobs', 'one job each'],
    ],
    ["UPDATE delivery SET attempts = 2 WHERE status = 'succeeded'", ['numbers of attempts']],
    [
      "UPDATE delivery SET status = 'succeeded', job_id = NULL WHERE attempts = 0",
      ['deliveries of jobs', 'success'],
    ],
    ['UPDATE attempt SET finished_at = NULL WHERE status = 200', ['open attempts']],
    [
      `INSERT INTO attempt (delivery_id, number, trigger, started_at, method, url, request_headers)
       SELECT id, n, 'event', now(), 'GET', '', '[]' FROM delivery, generate_series(1, 2) n WHERE attempts = 0`,
      ['numbers of attempts', 'one attempt at a time'],
    ],
    [
      `WITH due AS (UPDATE attempt_job SET due_at = now() - interval '5 minutes')
       INSERT INTO endpoint_health (endpoint_id, paused_at) SELECT id, now() FROM endpoint
       ON CONFLICT (endpoint_id) DO UPDATE SET paused_at = now()`,
      ['held'],
    ],
  ])('finds what %s breaks', async (sql, names) => {
    await pool().query(sql)
    const found = await broken()
    for (const name of names) expect(found).toContain(name)
  })
})
