import { beforeEach, describe, expect, it } from 'vitest'
import { uuidFloor } from '#lib/db/partitions.ts'
import { pool } from '#lib/db/pool.ts'
import { useTestDatabase } from '#lib/test/database.ts'
import { storeForms } from '#lib/test/events.ts'
import { barsOf, partsOf } from './bars.ts'
import { deliveriesOverTime } from './deliveries-over-time.ts'
import { latencyOverTime } from './latency-over-time.ts'
import { OVERVIEW_RANGES, RANGE_SHAPES } from './ranges.ts'

useTestDatabase()
const HOUR_MS = 3_600_000
const now = Date.now()
/** The middle of the bar before the newest, so that no test begins in one bar and ends in the next. */
const AT = (Math.floor(now / 900_000) - 0.5) * 900_000

beforeEach(async () => {
  await pool().query('TRUNCATE call, delivery, attempt')
})

const deliveries = (count: number, status: string, at = AT) =>
  pool().query(
    `INSERT INTO delivery (id, event_id, endpoint_id, event_type, licence, status)
     SELECT uuidv7(to_timestamp($3::float8 / 1000) - now() + n * interval '1 ms'), uuidv7(), uuidv7(), 'CHAT_STARTED', '7', $2
     FROM generate_series(1, $1) n`,
    [count, status, at],
  )

const of = (bars: Awaited<ReturnType<typeof deliveriesOverTime>>, at: number) =>
  bars.find(({ from, to }) => Date.parse(from) <= at && at < Date.parse(to))

describe('the bars of a range', () => {
  it.each(OVERVIEW_RANGES)('%s follow one another up to now, each in equal parts', (range) => {
    const bars = barsOf(range, now)
    const { bars: count, parts, minutes } = RANGE_SHAPES[range]
    expect(bars).toHaveLength(count)
    expect(bars.slice(1).every(({ from }, index) => from === bars[index]?.to)).toBe(true)
    const newest = bars.at(-1) ?? { from: 0, to: 0 }
    expect(newest.from <= now && now < newest.to).toBe(true)
    expect(newest.to - newest.from).toBe(minutes * 60_000)
    const [fromIds, toIds, from, to] = partsOf(bars, parts, now)
    expect(fromIds).toHaveLength(count * parts)
    expect(fromIds.slice(1)).toEqual(toIds.slice(0, -1))
    expect(to.every((end, index) => Number(end) > Number(from[index]))).toBe(true)
    expect(fromIds[0]).toBe(uuidFloor(bars[0]?.from ?? 0))
  })
})

describe('deliveries over time', () => {
  it('are counted by status in the bar they were made in', async () => {
    await deliveries(3, 'succeeded')
    await deliveries(2, 'failed')
    await deliveries(1, 'held', AT - HOUR_MS)
    await deliveries(9, 'succeeded', AT - 25 * HOUR_MS)
    const bars = await deliveriesOverTime('24h', { now })
    expect(of(bars, AT)).toMatchObject({ succeeded: 3, failed: 2, held: 0, pending: 0, isEstimate: false })
    expect(of(bars, AT - HOUR_MS)).toMatchObject({ succeeded: 0, held: 1 })
    expect(bars.reduce((sum, bar) => sum + bar.succeeded + bar.failed + bar.held, 0)).toBe(6)
  })

  it('have their calls, the rejected ones told apart', async () => {
    await storeForms(
      ['EVENT=CHAT_STARTED&LICENCE=7', 'LICENCE=7', 'nothing'],
      { receivedAt: new Date(AT) },
      0,
      true,
    )
    expect(of(await deliveriesOverTime('24h', { now }), AT)).toMatchObject({ calls: 3, rejected: 2 })
  })

  it('are estimated where there are too many to count, and counted beside', async () => {
    // 900 in the first 0.9 s of a second's distance to the end: as dense all along.
    await pool().query(
      `INSERT INTO delivery (id, event_id, endpoint_id, event_type, licence, status)
       SELECT uuidv7(to_timestamp($1::float8 / 1000) - now() + n * interval '450 ms'), uuidv7(), uuidv7(), 'T', '7', 'succeeded'
       FROM generate_series(0, 1999) n`,
      [AT - 450_000],
    )
    await deliveries(4, 'failed')
    const bar = of(await deliveriesOverTime('24h', { now, lookedAt: 96 * 100 }), AT)
    expect(bar).toMatchObject({ failed: 4, isEstimate: true })
    expect(bar?.succeeded).toBeGreaterThan(1900)
    expect(bar?.succeeded).toBeLessThan(2100)
  })
})

describe('latency over time', () => {
  it('goes from the call to the end of its first attempt, by percentile', async () => {
    await pool().query(
      `WITH given AS (
         SELECT n, to_timestamp($1::float8 / 1000) AS at, uuidv7(to_timestamp($1::float8 / 1000) - now()) AS event, uuidv7() AS delivery
         FROM generate_series(1, 100) n
       ), called AS (
         INSERT INTO call (id, received_at, outcome, method, query, body, headers, charset, parameters)
         SELECT event, at, 'accepted', 'GET', '', '', '[]', 'utf-8', '[]' FROM given
       ), made AS (
         INSERT INTO delivery (id, event_id, endpoint_id, event_type, licence) SELECT delivery, event, uuidv7(), 'T', '7' FROM given
       )
       INSERT INTO attempt (id, delivery_id, number, trigger, started_at, finished_at, method, url, request_headers)
       SELECT uuidv7(at - now()), delivery, number, trigger, at, at + n * interval '10 ms' * number * number, 'GET', 'http://a.example', '[]'::jsonb
       FROM given, (VALUES (1, 'event'), (2, 'retry'), (100, 'event')) AS one(number, trigger)
       UNION ALL SELECT uuidv7(at - now()), delivery, 1, 'replay', at, at + interval '3 days', 'GET', 'http://a.example', '[]'::jsonb FROM given
       UNION ALL SELECT uuidv7(at - now()), delivery, 1, 'event', at, NULL, 'GET', 'http://a.example', '[]'::jsonb FROM given`,
      [AT],
    )
    const bars = await latencyOverTime('24h', { now, lookedAt: 96 * 4 * 1000 })
    const bar = bars.find(({ from, to }) => Date.parse(from) <= AT && AT < Date.parse(to))
    expect(bar).toMatchObject({ p50: 500, p95: 950, p99: 990 })
    expect(bars.filter(({ p50 }) => p50 !== null)).toHaveLength(1)
    const few = await latencyOverTime('24h', { now, lookedAt: 96 * 4 })
    expect(few.every(({ p50 }) => p50 === null || p50 <= 1000)).toBe(true)
  })
})
