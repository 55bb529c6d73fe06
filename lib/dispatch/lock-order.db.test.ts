import { beforeEach, describe, expect, it, vi } from 'vitest'
import { pool } from '../db/pool.ts'
import { claimDue } from '../test/claim.ts'
import { useTestDatabase } from '../test/database.ts'
import { mapTo, storeForms } from '../test/events.ts'
import { type BegunAttempt, beginAttempts } from './begin-attempts.ts'
import { conclude, finishAttempts } from './finish-attempts.ts'
import { handBack } from './hand-back.ts'
import { refusedResult } from './send.ts'
import { settleEndpoints } from './settle-endpoints.ts'

useTestDatabase()

beforeEach(async () => {
  await pool().query(
    'TRUNCATE mapping, endpoint, endpoint_health, call, delivery, attempt, attempt_job, dispatcher CASCADE',
  )
  await mapTo('X', 'http://127.0.0.1:9/a')
  await storeForms(['EVENT=X&LICENCE=1&N=1', 'EVENT=X&LICENCE=1&N=2'])
})

/** Resolves once so many connections wait for rows that others have locked. */
const waiting = (connections: number) =>
  vi.waitFor(
    async () => {
      const { rows } = await pool().query(
        `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      )
      expect(rows[0].n).toBe(connections)
    },
    { timeout: 10_000, interval: 20 },
  )

/** What its dispatcher still does, though the others take it for dead just then. */
const late: [string, (dispatcherId: string, begun: BegunAttempt[]) => Promise<unknown>][] = [
  [
    'writes what came of them',
    (_, begun) =>
      finishAttempts(begun.map((one) => conclude(one, refusedResult('no'), 0, new Date())).reverse()),
  ],
  [
    'hands them back',
    (dispatcherId, begun) =>
      handBack(
        dispatcherId,
        begun.map(({ id, job }) => ({ attemptId: id, jobId: job.id })),
      ),
  ],
]

describe('freeing what a dispatcher had taken while it', () => {
  it.each(late)('%s ends neither by a deadlock', async (_, act) => {
    const { dispatcherId, jobs, die } = await claimDue()
    const begun = await beginAttempts(jobs)
    expect(begun).toHaveLength(2)
    // Somebody has the second delivery locked: both begin, and meet each other in the middle.
    const other = await pool().connect()
    await other.query('BEGIN')
    await other.query('SELECT FROM delivery WHERE id = (SELECT max(id::text)::uuid FROM delivery) FOR UPDATE')
    const dying = die()
    await waiting(1)
    const acting = act(dispatcherId, begun)
    await waiting(2)
    await other.query('ROLLBACK')
    other.release()
    expect(await Promise.allSettled([dying, acting])).toEqual([
      expect.objectContaining({ status: 'fulfilled' }),
      expect.objectContaining({ status: 'fulfilled' }),
    ])
    // The first to come has freed them: both go out again, and each attempt has one outcome.
    const { rows } = await pool().query(
      `SELECT delivery.status, attempt.outcome, job.dispatcher_id FROM delivery
       JOIN attempt ON attempt.delivery_id = delivery.id JOIN attempt_job job ON job.id = delivery.job_id`,
    )
    const freed = { status: 'pending', outcome: 'unknown', dispatcher_id: null }
    expect(rows).toEqual([freed, freed])
  })
})

describe('a new order of an endpoint', () => {
  it('waits for nobody who writes an outcome, who may wait for the health of the endpoint', async () => {
    await pool().query("UPDATE endpoint SET in_order_by = 'agent'")
    await pool().query('INSERT INTO endpoint_health (endpoint_id, settled) SELECT id, false FROM endpoint')
    // As who has attempted it from the console, and has its job, before he comes to the health.
    const other = await pool().connect()
    await other.query('BEGIN')
    await other.query(
      "UPDATE attempt_job SET trigger = 'retry' WHERE id = (SELECT id FROM attempt_job LIMIT 1)",
    )
    await settleEndpoints()
    await other.query("SET LOCAL lock_timeout = '1s'")
    await other.query('SELECT FROM endpoint_health FOR NO KEY UPDATE')
    await other.query('COMMIT')
    other.release()
    const inOrder = async () => (await pool().query('SELECT FROM attempt_job WHERE in_order')).rowCount
    expect(await inOrder()).toBe(1)
    await settleEndpoints()
    expect(await inOrder()).toBe(2)
    expect((await pool().query('SELECT settled FROM endpoint_health')).rows).toEqual([{ settled: true }])
  })
})
