import { beforeEach, describe, expect, it } from 'vitest'
import { pool, transaction } from '../db/pool.ts'
import { register } from '../dispatch/presence.ts'
import { useTestDatabase } from '../test/database.ts'
import { mapTo, storeForms } from '../test/events.ts'
import { type Claim, claimJobs, FIRST_ENDPOINT } from './claim-jobs.ts'

useTestDatabase()

const ROUND_MS = 3_600_000
let dispatcherId: string

beforeEach(async () => {
  await pool().query(
    'TRUNCATE mapping, endpoint, call, delivery, attempt_job, dispatcher, endpoint_health CASCADE',
  )
  dispatcherId = await register()
})

/** An endpoint with more to send than its rate allows. */
async function endpoint(rate: { count: number; seconds: number }): Promise<string> {
  const id = await mapTo('X', 'http://127.0.0.1:9/a')
  await pool().query(
    'UPDATE endpoint SET rate_count = $2, rate_seconds = $3, max_in_flight = 1000 WHERE id = $1',
    [id, rate.count, rate.seconds],
  )
  await pool().query('INSERT INTO endpoint_health (endpoint_id) VALUES ($1)', [id])
  await storeForms(Array.from({ length: 40 }, (_, n) => `EVENT=X&LICENCE=1&N=${n}`))
  return id
}

const take = (): Promise<Claim> =>
  transaction((client) =>
    claimJobs(client, {
      dispatcherId,
      from: FIRST_ENDPOINT,
      most: 500,
      allowedOf: () => 500,
      waitMs: ROUND_MS,
    }),
  )

/** What the database's clock does to what is noted of a rate, when it is set by so many seconds. */
const setClock = (seconds: number) =>
  pool().query("UPDATE endpoint_health SET next_send_at = next_send_at - $1 * interval '1 second'", [seconds])

/** How far ahead the next request may go, in seconds. */
async function ahead(): Promise<number> {
  const { rows } = await pool().query(
    'SELECT extract(epoch FROM next_send_at - clock_timestamp())::float8 AS seconds FROM endpoint_health',
  )
  return rows[0].seconds
}

describe('a rate', () => {
  it.each([
    { count: 100, seconds: 100, burst: 10 },
    { count: 1, seconds: 60, burst: 1 },
    { count: 20, seconds: 3600, burst: 2 },
  ])(
    'of $count in $seconds s costs at most its period when the clock is set back an hour',
    async ({ burst, ...rate }) => {
      await endpoint(rate)
      expect((await take()).jobs).toHaveLength(burst)
      expect((await take()).jobs).toEqual([])
      await setClock(-3600)
      // One may go at once, and then it is as it was before.
      expect((await take()).jobs).toHaveLength(1)
      const { jobs, waitMs } = await take()
      expect(jobs).toEqual([])
      const spacing = rate.seconds / rate.count
      expect(waitMs).toBeLessThanOrEqual(spacing * 1000)
      expect(waitMs).toBeGreaterThan(spacing * 1000 - 2000)
      expect(await ahead()).toBeLessThanOrEqual(burst * spacing)
    },
  )

  it.each([
    ['is not exceeded when the clock is set forth', 3600, 10],
    ['goes on as before when the clock stays', 0, 0],
    ['that has let go half of its burst lets one go when the clock is set back', -3600, 1],
  ])('%s', async (_, seconds, allowed) => {
    await endpoint({ count: 100, seconds: 100 })
    await take()
    if (seconds < 0) await setClock(5)
    await setClock(seconds)
    expect((await take()).jobs).toHaveLength(allowed)
    expect((await take()).jobs).toEqual([])
  })
})
