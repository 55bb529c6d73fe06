import { beforeEach, describe, expect, it } from 'vitest'
import { pool } from '#lib/db/pool.ts'
import { stateOf } from '#lib/endpoints/endpoint-state.ts'
import { listEndpointPage } from '#lib/endpoints/list-endpoint-page.ts'
import { useTestDatabase } from '#lib/test/database.ts'
import { mapTo } from '#lib/test/events.ts'

useTestDatabase()

const url = (name: string) => `http://${name}.example/e.pl`
let next = 0

beforeEach(async () => {
  await pool().query(
    'TRUNCATE mapping, endpoint, endpoint_minute, endpoint_health, delivery, attempt, attempt_job CASCADE',
  )
})

const endpoint = (name: string) => mapTo(`TYPE_${next++}`, url(name))

async function unmapped(name: string): Promise<string> {
  const { rows } = await pool().query('INSERT INTO endpoint (url) VALUES ($1) RETURNING id', [url(name)])
  return rows[0].id
}

type Given = { status?: string; error?: string; age?: string; ms?: number; count?: number; attempts?: number }

async function deliver(
  id: string,
  { status = 'succeeded', error, age = '0', ms, count = 1, attempts = 1 }: Given = {},
) {
  const { rows } = await pool().query<{ id: string }>(
    `INSERT INTO delivery (id, event_id, endpoint_id, event_type, licence, status, last_error, last_duration_ms, attempts)
     SELECT uuidv7(- $5::interval), uuidv7(), $1, 'CHAT_STARTED', '1520', $2, $3, $4, $7 FROM generate_series(1, $6) RETURNING id`,
    [id, status, error ?? null, ms ?? null, age, count, attempts],
  )
  return rows.at(-1)?.id
}

const attempt = (deliveryId: string | undefined, number: number, error: string | null) =>
  pool().query(
    `INSERT INTO attempt (delivery_id, number, trigger, started_at, finished_at, method, url, request_headers, outcome, error_kind, error)
     VALUES ($1, $2, 'retry', now(), now(), 'POST', '', '[]', 'answered', $3, $4)`,
    [deliveryId, number, error && 'http_status', error],
  )

const attempts = (id: string, succeeded: number, failed: number, minutesAgo = 0) =>
  pool().query(
    `INSERT INTO endpoint_minute VALUES ($1, date_trunc('minute', now()) - $4 * interval '1 minute', $2, $3)`,
    [id, succeeded, failed, minutesAgo],
  )

const health = (id: string, columns: string, values: string) =>
  pool().query(`INSERT INTO endpoint_health (endpoint_id, ${columns}) VALUES ($1, ${values})`, [id])

const job = (id: string, held = false) =>
  pool().query(
    `INSERT INTO attempt_job (id, delivery_id, endpoint_id, lane, due_at, trigger, held)
     VALUES (gen_random_uuid(), uuidv7(), $1, '7', now(), 'event', $2)`,
    [id, held],
  )

const names = async (filters: Parameters<typeof listEndpointPage>[0] = {}) =>
  (await listEndpointPage(filters)).rows.map((row) => /\/\/(\w+)/.exec(row.url)?.[1])

/** One of each kind, in the order in which they need a person. */
async function oneOfEach(): Promise<void> {
  await unmapped('unused')
  await attempts(await endpoint('well'), 100, 0)
  const person = await endpoint('paused')
  await health(person, 'paused_at, paused_by', `now(), 'ola'`)
  await attempts(await endpoint('somewhat'), 100, 2)
  const often = await endpoint('often')
  await attempts(often, 27, 1, 1)
  await attempts(often, 0, 2)
  const again = await endpoint('recovered')
  await attempts(again, 0, 9, 2)
  await attempts(again, 1, 0, 1)
  await health(await endpoint('row'), 'failures_in_row', '3')
  await health(await endpoint('half'), 'breaker', `'half-open'`)
  await health(await endpoint('gone'), 'paused_at, paused_by', `now(), 'Bellhop'`)
  await health(await endpoint('open'), 'breaker', `'open'`)
}
const IN_ORDER = ['gone', 'open', 'half', 'often', 'row', 'recovered', 'somewhat', 'paused', 'well', 'unused']

describe('the list of endpoints', () => {
  it('has those first that need a person', async () => {
    await oneOfEach()
    expect(await names()).toEqual(IN_ORDER)
  })

  it('is read page by page, down and up again, without leaving any out', async () => {
    await oneOfEach()
    const down: (string | undefined)[] = []
    let before: string | undefined
    let page = await listEndpointPage({ limit: 2 })
    for (;;) {
      down.push(...page.rows.map((row) => row.url))
      if (!page.older) break
      before = page.older
      page = await listEndpointPage({ limit: 2, before })
    }
    expect(down).toEqual(IN_ORDER.map(url))
    const up = await listEndpointPage({ limit: 2, after: page.newer ?? '' })
    expect(up.rows.map((row) => row.url)).toEqual(IN_ORDER.slice(-4, -2).map(url))
  })

  it('is narrowed to what fails, is paused, waits or is not mapped, and to a part of the URL', async () => {
    await oneOfEach()
    const [well] = (await listEndpointPage({ search: 'WELL.' })).rows
    await job(well?.id ?? '')
    expect(await names({ state: 'failing' })).toEqual(['open', 'often', 'row'])
    expect(await names({ state: 'paused' })).toEqual(['gone', 'paused'])
    expect(await names({ state: 'waiting' })).toEqual(['well'])
    expect(await names({ state: 'unused' })).toEqual(['unused'])
    expect(await names({ search: 'O.EXAMPLE' })).toEqual([])
    expect(await names({ search: '%' })).toEqual([])
  })

  it('calls failing what its rows say is failing', async () => {
    await oneOfEach()
    const failing = new Set((await listEndpointPage({ state: 'failing' })).rows.map((row) => row.id))
    for (const row of (await listEndpointPage({})).rows) {
      const state = stateOf(row.health, row.lastHour)
      expect([row.url, failing.has(row.id)]).toEqual([row.url, state === 'failing' || state === 'open'])
    }
  })

  it('goes on from an endpoint that no longer matches the filter', async () => {
    await oneOfEach()
    const [open] = (await listEndpointPage({ state: 'failing' })).rows
    await pool().query(`UPDATE endpoint_health SET paused_at = now() WHERE endpoint_id = $1`, [open?.id])
    expect(await names({ state: 'failing', after: open?.id })).toEqual(['often', 'row'])
  })
})

describe('an endpoint of the list', () => {
  it('counts the attempts of a day by the hour, and those of the last hour', async () => {
    const id = await endpoint('a')
    await attempts(id, 5, 1, 0)
    await attempts(id, 7, 2, 70)
    await attempts(id, 100, 100, 1500)
    const [row] = (await listEndpointPage({})).rows
    expect(row?.hours).toHaveLength(24)
    expect(row?.hours.at(-1)).toMatchObject({ succeeded: 5, failed: 1 })
    expect(row?.hours.reduce((sum, one) => sum + one.succeeded, 0)).toBe(12)
    expect(row?.lastHour).toMatchObject({ succeeded: 5, failed: 1 })
  })

  it('tells how long its newest deliveries took, what was given up, and what waits', async () => {
    const id = await endpoint('a')
    await deliver(id, { ms: 60_000, age: '20:00:00' })
    for (const ms of [10, 20, 30, 40, 1000]) await deliver(id, { ms })
    await deliver(id, { status: 'failed', error: 'answered 503', count: 2 })
    await job(id)
    await job(id, true)
    const [row] = (await listEndpointPage({}, Date.now() + 5 * 3_600_000)).rows
    expect(row?.durations).toEqual({ p50: 30, p95: expect.closeTo(808), of: 5 })
    expect(row).toMatchObject({ failed24h: 2, failedBounded: false, waiting: 1, held: 1, isRemovable: false })
  })

  it('tells which attempt failed last, also when its delivery succeeded later', async () => {
    const id = await endpoint('a')
    const newer = await deliver(id, { status: 'failed', error: 'answered 503' })
    const older = await deliver(id, { attempts: 3, age: '1 minute' })
    const cancelled = await deliver(id, { status: 'cancelled', error: 'no more' })
    await attempt(newer, 1, 'answered 503')
    await attempt(older, 1, 'refused')
    await attempt(older, 2, 'timed out')
    await attempt(older, 3, null)
    await attempt(cancelled, 1, 'answered 500')
    const [row] = (await listEndpointPage({})).rows
    expect(row?.lastFailure).toEqual({
      deliveryId: older,
      attempt: 2,
      at: expect.stringMatching(/^2.*Z$/),
      error: 'timed out',
    })
  })

  it('has no figures when it was never called, and can be removed when nothing maps it', async () => {
    await unmapped('a')
    const [row] = (await listEndpointPage({})).rows
    expect(row).toMatchObject({
      durations: null,
      lastFailure: null,
      failed24h: 0,
      isRemovable: true,
      mappings: [],
    })
  })

  it('tells a hundred of its mappings, the defaults first', async () => {
    const id = await endpoint('a')
    await pool().query(
      `INSERT INTO mapping (licence, event_type, endpoint_id) SELECT n::text, 'X', $1 FROM generate_series(1, 150) n`,
      [id],
    )
    const [row] = (await listEndpointPage({})).rows
    expect(row).toMatchObject({ mappingsCut: true })
    expect(row?.mappings).toHaveLength(100)
    expect(row?.mappings[0]?.licence).toBeNull()
  })
})
