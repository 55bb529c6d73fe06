import { beforeEach, describe, expect, it } from 'vitest'
import { pool } from '../db/pool.ts'
import { claimDue } from '../test/claim.ts'
import { useTestDatabase } from '../test/database.ts'
import { mapTo, storeForms } from '../test/events.ts'
import { beginAttempts } from './begin-attempts.ts'
import { handBack } from './hand-back.ts'

useTestDatabase()

beforeEach(async () => {
  await pool().query('TRUNCATE mapping, call, delivery, attempt, attempt_job, dispatcher, endpoint_health')
  await mapTo('X', 'http://receiver.example/')
  await storeForms(['EVENT=X&LICENCE=1'])
})

/** A dispatcher that has taken what is due, and has it on record. */
async function taken() {
  const { dispatcherId, jobs, die } = await claimDue()
  const unsent = (await beginAttempts(jobs)).map(({ id, job }) => ({ attemptId: id, jobId: job.id }))
  expect(unsent).toHaveLength(1)
  return { dispatcherId, unsent, die }
}

const read = async (sql: string) => (await pool().query(sql)).rows
const owner = () => read('SELECT dispatcher_id AS "dispatcherId" FROM attempt_job')
const attempts = () => read('SELECT number, outcome FROM attempt ORDER BY number')

describe('what a dispatcher gives back unsent', () => {
  it('was never attempted, and is anybody’s', async () => {
    const { dispatcherId, unsent } = await taken()
    await handBack(dispatcherId, unsent)
    expect(await owner()).toEqual([{ dispatcherId: null }])
    expect(await attempts()).toEqual([])
    expect(await read('SELECT attempts FROM delivery')).toEqual([{ attempts: 0 }])
  })

  it('stays with the other one that took it over, when it comes back late', async () => {
    const late = await taken()
    await late.die()
    const other = await taken()
    await handBack(late.dispatcherId, late.unsent)
    expect(await owner()).toEqual([{ dispatcherId: other.dispatcherId }])
    expect(await attempts()).toEqual([
      { number: 1, outcome: 'unknown' },
      { number: 2, outcome: null },
    ])
  })
})
