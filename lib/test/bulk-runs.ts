import { randomUUID } from 'node:crypto'
import { expect, vi } from 'vitest'
import { advanceRuns } from '../bulk/advance-runs.ts'
import { bulkScope, type GivenScope } from '../bulk/scope.ts'
import { startRun } from '../bulk/start-run.ts'
import { pool } from '../db/pool.ts'
import { mapTo, storeForms } from './events.ts'

export const forms = (total: number, more = '') =>
  Array.from({ length: total }, (_, n) => `EVENT=X&LICENCE=${n % 3}&N=${n}${more}`)

/** Deliveries that have all failed, as after their last retry. @returns their endpoint. */
export async function failedDeliveries(total: number, url: string, more = ''): Promise<string> {
  const endpointId = await mapTo('X', url)
  await storeForms(forms(total, more))
  await pool().query(`UPDATE delivery SET status = 'failed', job_id = NULL, next_attempt_at = NULL, attempts = 3,
    last_error = 'answered 500' WHERE status = 'pending'`)
  await pool().query('DELETE FROM attempt_job')
  return endpointId
}

/** @returns the run's id. */
export async function start(given: GivenScope, perSecond = 500): Promise<string> {
  const id = randomUUID()
  const outcome = await startRun({ id, scope: bulkScope.parse(given), perSecond, actor: 'ann' })
  expect(outcome).toMatchObject({ outcome: 'started' })
  return id
}

export const failed = (error: unknown): never => {
  throw error
}

/** Steps until the run has queued all, as dispatchers do. */
export async function queueAll(id: string): Promise<void> {
  await vi.waitFor(
    async () => {
      await advanceRuns(failed)
      const { rows } = await pool().query('SELECT cursor = until AS all FROM bulk_run WHERE id = $1', [id])
      expect(rows[0].all).toBe(true)
    },
    { timeout: 40_000, interval: 50 },
  )
}

/** @param what a table, and conditions as SQL has them. */
export const count = async (what: string): Promise<number> =>
  (await pool().query(`SELECT count(*)::int AS n FROM ${what}`)).rows[0].n
