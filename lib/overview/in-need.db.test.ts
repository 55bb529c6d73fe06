import { beforeEach, describe, expect, it } from 'vitest'
import { pool } from '#lib/db/pool.ts'
import { register } from '#lib/dispatch/presence.ts'
import { useTestDatabase } from '#lib/test/database.ts'
import { mapTo, SOME_CHAT_SERVER, storeForms } from '#lib/test/events.ts'
import { atWork } from './at-work.ts'
import { endpointsInNeed } from './endpoints-in-need.ts'
import { nowhereEvents } from './nowhere-events.ts'
import { silentLicences } from './silent-licences.ts'
import { waitingByAge } from './waiting-by-age.ts'

useTestDatabase()
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

beforeEach(async () => {
  await pool().query(
    'TRUNCATE call, delivery, attempt, attempt_job, mapping, endpoint, licence, dispatcher CASCADE',
  )
})

const minutes = (endpointId: string, succeeded: number, failed: number, ago = '2 minutes') =>
  pool().query(
    `INSERT INTO endpoint_minute (endpoint_id, minute, succeeded, failed)
     VALUES ($1, date_trunc('minute', now() - $4::interval), $2, $3)`,
    [endpointId, succeeded, failed, ago],
  )

describe('endpoints in need', () => {
  it('are those that fail, are held or were paused by Bellhop, the worst first, with what they need', async () => {
    const names = ['well', 'shaky', 'open', 'gone', 'paused', 'half', 'again']
    const ids = await Promise.all(names.map((name) => mapTo(name, `http://${name}.example/`)))
    const [well = '', shaky = '', open, gone, paused, half, again = ''] = ids
    await pool().query(
      `INSERT INTO endpoint_health (endpoint_id, breaker, breaker_since, breaker_reason, paused_at, paused_by, failures_in_row)
       VALUES ($1, 'closed', NULL, NULL, NULL, NULL, 1), ($2, 'open', now(), 'It refuses.', NULL, NULL, 12),
         ($3, 'closed', NULL, NULL, now(), 'Bellhop', 1), ($4, 'closed', NULL, NULL, now(), 'ola', 0),
         ($5, 'half-open', now(), NULL, NULL, NULL, 0)`,
      [well, open, gone, paused, half],
    )
    await minutes(well, 100, 4)
    await minutes(shaky, 40, 10, '3 minutes')
    await minutes(shaky, 40, 10)
    await minutes(shaky, 7, 0, '5 hours')
    await minutes(again, 0, 20, '7 minutes')
    await minutes(again, 5, 0, '3 minutes')
    await pool().query(
      `INSERT INTO attempt_job (id, delivery_id, endpoint_id, lane, due_at, trigger, held)
       SELECT gen_random_uuid(), uuidv7(), $1, '7', now(), 'event', true FROM generate_series(1, 3)`,
      [open],
    )
    const { rows: delivered } = await pool().query(
      `INSERT INTO delivery (event_id, endpoint_id, event_type, licence, status, attempts)
       VALUES (uuidv7(), $1, 'T', '7', 'succeeded', 2) RETURNING id`,
      [shaky],
    )
    await pool().query(
      `INSERT INTO attempt (delivery_id, number, trigger, started_at, finished_at, method, url, request_headers, error_kind, error)
       VALUES ($1, 1, 'event', now(), now(), 'POST', '', '[]', 'http_status', '503 upstream')`,
      [delivered[0].id],
    )
    const { rows, ...counts } = await endpointsInNeed()
    expect(counts).toEqual({ endpoints: 7, failing: 2, pausedByBellhop: 1, pausedByPerson: 1 })
    expect(rows.map(({ url }) => url)).toEqual([
      'http://open.example/',
      'http://shaky.example/',
      'http://gone.example/',
    ])
    expect(rows[0]).toMatchObject({ health: { breaker: 'open', breakerReason: 'It refuses.' }, held: 3 })
    expect(rows[1]).toMatchObject({
      health: { breaker: 'closed', failuresInRow: 0 },
      lastFailure: { deliveryId: delivered[0].id, attempt: 1, error: '503 upstream' },
      lastHour: { succeeded: 80, failed: 20 },
    })
    expect(rows[1]?.hours).toHaveLength(24)
    expect(rows[1]?.hours.reduce((sum, hour) => sum + hour.succeeded, 0)).toBe(87)
    expect(rows[2]).toMatchObject({ health: { pausedBy: 'Bellhop' } })
  })
})

describe('events that go nowhere', () => {
  it('are those that no mapping of today takes, by type and licence', async () => {
    const event = (type: string, licence: string) => `EVENT=${type}&LICENCE=${licence}`
    await mapTo('CHAT_STARTED', 'http://a.example/', '7')
    await pool().query(`INSERT INTO mapping (licence, event_type) VALUES (NULL, 'LICENCE_INFO')`)
    const stored = await storeForms([
      event('CHAT_STARTED', '7'),
      event('CHAT_STARTED', '8'),
      event('BUTTON_STATUS', '7'),
      event('BUTTON_STATUS', '8'),
      event('BUTTON_STATUS', '8'),
      event('LICENCE_INFO', '8'),
      event('NEW_OPERATOR', '8'),
    ])
    await mapTo('NEW_OPERATOR', 'http://a.example/')
    expect(await nowhereEvents('24h')).toEqual({
      rows: [
        { eventType: 'BUTTON_STATUS', events: 3, licences: 2, licence: null, newestId: stored[4]?.id },
        { eventType: 'CHAT_STARTED', events: 1, licences: 1, licence: '8', newestId: stored[1]?.id },
      ],
      types: 2,
      isBounded: false,
    })
  })

  it('are none when every event has its place', async () => {
    expect(await nowhereEvents('1h')).toEqual({ rows: [], types: 0, isBounded: false })
  })
})

describe('silent licences', () => {
  // The log has partitions for the days ahead: these tests are in twelve days.
  const now = Date.now() + 12 * DAY_MS

  /** Calls of a licence, one every so many minutes from so many hours ago to so many. */
  const calls = async (licence: string, everyMinutes: number, fromHours: number, toHours: number) => {
    await pool().query(
      `INSERT INTO licence (number, created_at) VALUES ($1, to_timestamp($2::float8 / 1000)) ON CONFLICT DO NOTHING`,
      [licence, now - fromHours * HOUR_MS - 1000],
    )
    await pool().query(
      `INSERT INTO call (id, received_at, chat_server_id, outcome, method, query, body, headers, charset, parameters, licence)
       SELECT uuidv7(at - now()), at, $5, 'accepted', 'GET', '', '', '[]', 'utf-8', '[]', $1
       FROM generate_series(to_timestamp($2::float8 / 1000), to_timestamp($3::float8 / 1000), $4 * interval '1 minute') at`,
      [licence, now - fromHours * HOUR_MS, now - toHours * HOUR_MS, everyMinutes, SOME_CHAT_SERVER],
    )
  }

  it('are those that miss calls by what they made in the same hours of the days before', async () => {
    await calls('talks', 5, 200, 0)
    await calls('busy', 5, 200, 2)
    await calls('slow', 120, 200, 13)
    // It is quiet for six hours, but at this time of the day it always is.
    for (const day of [7, 6, 5, 4, 3, 2, 1, 0]) await calls('nightly', 5, day * 24 + 8, day * 24 + 6)
    // It is quiet for two hours, and makes a call in four.
    await calls('rare', 240, 200, 2)
    // It is not known for a day.
    await calls('new', 1, 10, 4)
    const { rows, silent, isBounded } = await silentLicences(now)
    expect(rows.map(({ number }) => number)).toEqual(['busy', 'slow'])
    expect({ silent, isBounded }).toEqual({ silent: 2, isBounded: false })
    expect(rows[0]?.silentSeconds).toBeCloseTo(7200, -2)
    expect(rows[0]?.usualPerHour).toBeCloseTo(12, 0)
    expect(Math.abs((rows[1]?.usualPerHour ?? 0) - 0.5)).toBeLessThan(0.1)
  })

  it('are none of a server that is new', async () => {
    expect(await silentLicences()).toEqual({ rows: [], silent: 0, isBounded: false })
  })
})

describe('what waits', () => {
  it('is told by age and state, with the oldest that is due', async () => {
    const now = Date.now()
    const wait = (status: string, ago: number) =>
      pool().query(
        `INSERT INTO delivery (id, event_id, endpoint_id, event_type, licence, status, next_attempt_at)
         VALUES (uuidv7($2 * interval '-1 second'), uuidv7(), uuidv7(), 'T', '7', $1, now() - $2 * interval '1 second')`,
        [status, ago],
      )
    for (const ago of [2, 30, 40, 20_000]) await wait('pending', ago)
    await wait('held', 50_000)
    await wait('succeeded', 50)
    const { ages, oldestDueSeconds } = await waitingByAge(now)
    expect(ages.map(({ label, pending, held }) => [label, pending, held])).toEqual([
      ['to 10 s', 1, 0],
      ['to 1 min', 2, 0],
      ['to 10 min', 0, 0],
      ['to 1 h', 0, 0],
      ['to 6 h', 1, 0],
      ['older', 0, 1],
    ])
    expect(oldestDueSeconds).toBeGreaterThanOrEqual(20_000)
    expect(oldestDueSeconds).toBeLessThan(20_060)
  })
})

describe('who is at work', () => {
  it('are dispatchers by their beat, the door and the database', async () => {
    const [alive, dead] = [await register(), await register()]
    await pool().query(`UPDATE dispatcher SET beat_at = now() - interval '20 seconds' WHERE id = $1`, [dead])
    await storeForms(Array.from({ length: 10 }, () => 'EVENT=CHAT_STARTED&LICENCE=7'))
    const { dispatchers, door, database } = await atWork()
    expect(dispatchers.map(({ id, isAlive }) => [id, isAlive])).toEqual([
      [alive, true],
      [dead, false],
    ])
    expect(door).toEqual({ perMinute: 2, isBounded: false })
    expect(database.bytes).toBeGreaterThan(1_000_000)
    expect(database.days).toBeLessThan(1)
  })
})
