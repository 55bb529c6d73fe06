import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { pool } from '#lib/db/pool.ts'
import { recentOutages } from '#lib/delivery-log/recent-outages.ts'
import { standingOf } from '#lib/delivery-log/standing-of.ts'
import { getEndpoint } from '#lib/endpoints/get-endpoint.ts'
import { DEFAULT_POLICY } from '#lib/endpoints/policy.ts'
import { setCredentials } from '#lib/endpoints/set-credentials.ts'
import { setHeaders } from '#lib/endpoints/set-headers.ts'
import { rotateSigningKey } from '#lib/endpoints/signing.ts'
import { setEnv } from '#lib/env.ts'
import { useTestDatabase } from '#lib/test/database.ts'
import { mapTo } from '#lib/test/events.ts'

useTestDatabase()
const URL_A = 'http://a.example/e.pl'
let endpointId = ''

beforeEach(async () => {
  setEnv({ SECRET_KEY: 'a key of the tests that is long enough' })
  await pool().query('TRUNCATE mapping, endpoint, delivery, attempt_job, journal_outage CASCADE')
  endpointId = await mapTo('CHAT_STARTED', URL_A)
})

const job = (more: { held?: boolean; dispatcherId?: string } = {}) =>
  pool().query(
    `INSERT INTO attempt_job (id, delivery_id, endpoint_id, lane, due_at, trigger, held, dispatcher_id)
     VALUES (gen_random_uuid(), uuidv7(), $1, '7', now(), 'event', $2, $3)`,
    [endpointId, more.held ?? false, more.dispatcherId ?? null],
  )

describe('an endpoint', () => {
  it('is well, and has nothing waiting, when it was never called', async () => {
    const endpoint = await getEndpoint(endpointId)
    expect(endpoint).toMatchObject({
      settings: { ...DEFAULT_POLICY, url: URL_A, mode: 'as received', connectTo: null },
      health: { breaker: 'closed', pausedAt: null },
      figures: { lastDay: { succeeded: 0, failed: 0 }, waiting: 0, held: 0, inFlight: 0 },
      mappings: [{ licence: null, eventType: 'CHAT_STARTED' }],
      headerNames: [],
      credentials: { kind: 'none' },
      signingKeys: [],
    })
    expect(await getEndpoint(randomUUID())).toBeNull()
    expect(await getEndpoint('no id')).toBeNull()
  })

  it('counts the attempts of the last 24 hours, and what waits', async () => {
    await pool().query(
      `INSERT INTO endpoint_minute (endpoint_id, minute, succeeded, failed)
       SELECT $1, date_trunc('minute', now()) - ago * interval '1 minute', 5, 1 FROM unnest(ARRAY[0, 40, 1380, 1500]) ago`,
      [endpointId],
    )
    await job()
    await job({ held: true })
    await job({ dispatcherId: randomUUID() })
    const figures = (await getEndpoint(endpointId))?.figures
    expect(figures).toMatchObject({
      lastDay: { succeeded: 15, failed: 3 },
      lastHour: { succeeded: 10, failed: 2 },
      waiting: 1,
      held: 1,
      inFlight: 1,
    })
  })

  it('tells nothing of its secrets but names and ends', async () => {
    await setHeaders({ endpointId, headers: [['x-key', 'canary7f3a']] })
    await setCredentials({ endpointId, credentials: { kind: 'basic', user: 'lc', password: 'canary7f3a' } })
    const made = await rotateSigningKey({ endpointId, actor: 'ola' })
    await rotateSigningKey({ endpointId, actor: 'ela' })
    const endpoint = await getEndpoint(endpointId)
    expect(endpoint).toMatchObject({
      headerNames: ['x-key'],
      credentials: { kind: 'basic', user: 'lc' },
      signingKeys: [
        { actor: 'ela', expiresAt: null },
        { actor: 'ola', expiresAt: expect.any(String) },
      ],
    })
    const told = JSON.stringify(endpoint)
    expect(told).not.toContain('canary7f3a')
    expect(told).not.toContain(made.ok ? made.key.slice(6) : 'whsec')
  })
})

describe('what keeps a delivery', () => {
  it('is its endpoint’s health only while it is held', async () => {
    await pool().query(
      `INSERT INTO endpoint_health (endpoint_id, paused_at, paused_by) VALUES ($1, now(), 'ola')`,
      [endpointId],
    )
    const of = (status: 'held' | 'succeeded') => standingOf({ id: randomUUID(), status, endpointId })
    expect(await of('held')).toMatchObject({ health: { pausedBy: 'ola' }, lane: null })
    expect(await of('succeeded')).toEqual({ health: null, lane: null })
  })
})

describe('times without the database', () => {
  it('are told for 24 hours after their end, the newest first', async () => {
    await pool().query(
      `INSERT INTO journal_outage (host, started_at, ended_at, kept, refused, reason)
       SELECT 'h', now() - ago * interval '1 hour' - interval '1 min', now() - ago * interval '1 hour', ago, 0, 'r'
       FROM unnest(ARRAY[25, 2, 1]) ago`,
    )
    expect((await recentOutages()).map(({ kept }) => kept)).toEqual([1, 2])
  })
})
