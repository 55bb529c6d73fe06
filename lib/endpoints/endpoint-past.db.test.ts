import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { pool } from '#lib/db/pool.ts'
import { endpointHistory } from '#lib/endpoints/endpoint-history.ts'
import { failingReasons } from '#lib/endpoints/failing-reasons.ts'
import { useTestDatabase } from '#lib/test/database.ts'
import { mapTo } from '#lib/test/events.ts'

useTestDatabase()
const HOUR_MS = 3_600_000
let endpointId = ''

beforeEach(async () => {
  await pool().query('TRUNCATE mapping, endpoint, endpoint_minute, delivery CASCADE')
  endpointId = await mapTo('CHAT_STARTED', 'http://a.example/e.pl')
})

type Given = { status?: string; kind?: string; code?: number; error?: string; ms?: number; hoursAgo?: number }

async function deliver(given: Given, of = endpointId): Promise<string> {
  const { status = 'succeeded', kind, code, error, ms, hoursAgo = 0 } = given
  const { rows } = await pool().query(
    `INSERT INTO delivery (id, event_id, endpoint_id, event_type, licence, status, last_error_kind, last_status, last_error,
       last_duration_ms)
     VALUES (uuidv7($7 * interval '-1 hour'), uuidv7(), $1, 'CHAT_STARTED', '1520', $2, $3, $4, $5, $6) RETURNING id`,
    [of, status, kind ?? null, code ?? null, error ?? null, ms ?? null, hoursAgo],
  )
  return rows[0].id
}

const failed = (code: number, more: Given = {}) =>
  deliver({ status: 'failed', kind: 'http_status', code, error: `The receiver answered ${code}.`, ...more })

describe('the history of an endpoint', () => {
  it('has its attempts and how long they took, hour by hour', async () => {
    const { rows } = await pool().query<{ now: Date }>('SELECT now() AS now')
    const now = rows[0]?.now.getTime() ?? 0
    await pool().query(
      `INSERT INTO endpoint_minute SELECT $1, date_trunc('minute', now()) - ago * interval '1 hour', 5, ago
       FROM unnest(ARRAY[0, 3, 100, 169]) ago`,
      [endpointId],
    )
    for (const ms of [10, 20, 30]) await deliver({ ms })
    await deliver({ ms: 500, hoursAgo: 3 })
    await deliver({ ms: 9000 }, randomUUID())
    const { hours, durations } = await endpointHistory(endpointId, '24h', now)
    expect(hours).toHaveLength(24)
    expect(hours[20]).toMatchObject({ succeeded: 5, failed: 3, durations: { p50: 500, p95: 500, of: 1 } })
    expect(hours[19]).toMatchObject({ succeeded: 0, failed: 0, durations: null })
    expect(hours[23]).toMatchObject({ succeeded: 5, failed: 0, durations: { p50: 20, of: 3 } })
    expect(hours[23]?.from).toBe(new Date(Math.floor(now / HOUR_MS) * HOUR_MS).toISOString())
    expect(durations).toMatchObject({ p50: 25, of: 4 })
    const week = await endpointHistory(endpointId, '7d', now)
    expect(week.hours).toHaveLength(168)
    expect(week.hours.reduce((sum, hour) => sum + hour.succeeded, 0)).toBe(15)
  })

  it('is empty when there was none', async () => {
    const { hours, durations } = await endpointHistory(endpointId, '24h')
    expect(hours.every((hour) => hour.succeeded + hour.failed === 0 && hour.durations === null)).toBe(true)
    expect(durations).toBeNull()
  })
})

describe('why deliveries have not succeeded', () => {
  it('is told by kind and status, the most frequent first, with the newest of each', async () => {
    await failed(503)
    const newest = await failed(503, { status: 'pending' })
    await failed(503, { status: 'cancelled' })
    await failed(404)
    await deliver({ status: 'held', kind: 'refused', error: 'a.example refused the connection.' })
    await deliver({ status: 'held', kind: 'refused', error: 'a.example refused the connection.' })
    await deliver({ status: 'held', kind: 'refused', error: 'a.example refused the connection.' })
    await deliver({ status: 'failed', kind: 'timeout', error: 'long ago', hoursAgo: 20 })
    await deliver({ ms: 5 })
    await failed(500, {}).then((id) =>
      pool().query('UPDATE delivery SET endpoint_id = gen_random_uuid() WHERE id = $1', [id]),
    )
    const later = Date.now() + 5 * HOUR_MS
    const { reasons, isBounded } = await failingReasons(endpointId, '24h', later)
    expect(isBounded).toBe(false)
    expect(reasons.map(({ newest: _, ...rest }) => rest)).toEqual([
      { kind: 'refused', status: null, failed: 0, waiting: 3 },
      { kind: 'http_status', status: 503, failed: 1, waiting: 1 },
      { kind: 'http_status', status: 404, failed: 1, waiting: 0 },
    ])
    expect(reasons[1]?.newest).toEqual({
      deliveryId: newest,
      at: expect.stringMatching(/Z$/),
      error: 'The receiver answered 503.',
    })
    expect((await failingReasons(endpointId, '7d', later)).reasons.map((one) => one.kind)).toContain(
      'timeout',
    )
  })
})
