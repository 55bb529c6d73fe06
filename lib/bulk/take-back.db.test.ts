import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { pool } from '../db/pool.ts'
import { count, failed, failedDeliveries, queueAll, start } from '../test/bulk-runs.ts'
import { useTestDatabase } from '../test/database.ts'
import { advanceRuns } from './advance-runs.ts'
import { cancelRun } from './cancel-run.ts'
import { getRun } from './get-run.ts'

useTestDatabase()

const MANY = 5000
const URL = 'http://127.0.0.1:9/a'

beforeEach(async () => {
  await pool().query(
    `TRUNCATE mapping, endpoint, call, delivery, attempt, attempt_job, endpoint_minute, bulk_run, bulk_run_delivery CASCADE`,
  )
})

/** Deliveries that a run has queued, and that wait for their endpoint. @returns the run's id. */
async function heldRun(total: number): Promise<string> {
  const endpointId = await failedDeliveries(total, URL)
  await pool().query('INSERT INTO endpoint_health (endpoint_id, paused_at) VALUES ($1, now())', [endpointId])
  const id = await start({ kind: 'resend', filters: { endpointId: [endpointId] } }, 100_000)
  await queueAll(id)
  expect(await count('attempt_job WHERE held')).toBe(total)
  return id
}

/** As many of another run, and the statistics of that time: they know no row of one that begins now. */
async function knowAnother(): Promise<void> {
  await pool().query(
    `INSERT INTO bulk_run_delivery SELECT $1, uuidv7(), 'queued', 'failed' FROM generate_series(1, ${MANY})`,
    [randomUUID()],
  )
  await pool().query('ANALYZE bulk_run_delivery')
}

describe('taking back what a cancelled run has left waiting', () => {
  it('keeps nobody waiting for one of the deliveries, however many there are', {
    timeout: 90_000,
  }, async () => {
    await knowAnother()
    await pool().query('ALTER TABLE bulk_run_delivery SET (autovacuum_enabled = false)')
    const id = await heldRun(MANY)
    const { rows } = await pool().query<{ id: string }>('SELECT id FROM delivery ORDER BY id')
    const other = await pool().connect()
    let isOver = false
    const cancelling = cancelRun({ runId: id, actor: 'bob' }).finally(() => {
      isOver = true
    })
    await other.query("SET lock_timeout = '1s'")
    // As who resends one of them, or looks at it to send it with changes.
    for (let n = 0; !isOver; n += 397)
      await other.query('SELECT FROM delivery WHERE id = $1 FOR UPDATE', [rows[n % rows.length]?.id])
    other.release(true)
    expect(await cancelling).toMatchObject({ outcome: 'cancelled' })
    await advanceRuns(failed)
    expect(await count('attempt_job')).toBe(0)
    expect(await getRun(id)).toMatchObject({ held: 0, others: [{ outcome: 'taken back', count: MANY }] })
  })

  it('may end anywhere: what was not taken back yet is as it was, and taken back later', async () => {
    const id = await heldRun(1100)
    const query = pg.Client.prototype.query as (this: pg.Client, ...given: unknown[]) => unknown
    let restored = 0
    vi.spyOn(pg.Client.prototype, 'query').mockImplementation(async function (
      this: pg.Client,
      ...given: unknown[]
    ) {
      const isRestore = JSON.stringify(given[0]).includes('restore-delivery')
      // The process dies between two statements of the second batch.
      if (isRestore && restored++ === 1) this.connection.stream.destroy()
      return query.apply(this, given)
    } as never)
    await expect(cancelRun({ runId: id, actor: 'bob' })).rejects.toThrow()
    vi.restoreAllMocks()
    const left = await count('attempt_job')
    expect(left).toBe(600)
    expect(await count("delivery WHERE status = 'held' AND job_id IN (SELECT id FROM attempt_job)")).toBe(
      left,
    )
    expect(await count("bulk_run_delivery WHERE outcome = 'queued'")).toBe(left)
    await advanceRuns(failed)
    expect(await count('attempt_job')).toBe(0)
    expect(await count("delivery WHERE status = 'failed' AND job_id IS NULL")).toBe(1100)
  })

  it('does not wait for a dispatcher that takes one of the jobs just now, nor goes without it', async () => {
    const id = await heldRun(20)
    const dispatcher = await pool().connect()
    await dispatcher.query('BEGIN')
    await dispatcher.query(
      'UPDATE attempt_job SET dispatcher_id = gen_random_uuid() WHERE id = (SELECT id FROM attempt_job LIMIT 1)',
    )
    expect(await cancelRun({ runId: id, actor: 'bob' })).toEqual({ outcome: 'cancelled', takenBack: 19 })
    // It finds the delivery locked, or ended, and gives the job back.
    await dispatcher.query('ROLLBACK')
    dispatcher.release()
    await advanceRuns(failed)
    expect(await count("delivery WHERE status = 'failed' AND job_id IS NULL")).toBe(20)
  })

  it('tells how many it were, also of those that a dispatcher has taken back meanwhile', async () => {
    const id = await heldRun(1100)
    const cancelling = cancelRun({ runId: id, actor: 'bob' })
    for (let n = 0; n < 5; n += 1) await advanceRuns(failed)
    expect(await cancelling).toEqual({ outcome: 'cancelled', takenBack: 1100 })
  })
})
