import { beforeAll, describe, expect, it } from 'vitest'
import { pool } from '#lib/db/pool.ts'
import { EVENT_TYPES } from '#lib/livechat/catalogue.ts'
import { setMapping } from '#lib/mappings/set-mapping.ts'
import { useTestDatabase } from '#lib/test/database.ts'
import { seedChats } from './chats.ts'

const RECEIVER = 'http://scripts.example'

useTestDatabase()

async function count(sql: string): Promise<number> {
  return Number((await pool().query<{ count: string }>(`SELECT count(*) FROM ${sql}`)).rows[0]?.count)
}

describe('the seed chats', () => {
  let told = ''
  beforeAll(async () => {
    told = await seedChats({ receiver: RECEIVER, now: new Date() })
  })

  it('fills the last 24 hours with thousands of events of every type over several licences', async () => {
    expect(told).toMatch(
      /^\d{4,} calls, \d{4,} deliveries \(\d+ succeeded, [1-9]\d* failed, [1-9]\d* pending\), \d{4,} attempts$/,
    )
    expect(
      await count(`(SELECT DISTINCT licence FROM call WHERE outcome = 'accepted') one`),
    ).toBeGreaterThanOrEqual(5)
    const { rows } = await pool().query<{ type: string }>('SELECT DISTINCT event_type AS type FROM call')
    expect(rows.map((row) => row.type)).toEqual(expect.arrayContaining([...EVENT_TYPES]))
    expect(await count(`(SELECT DISTINCT date_trunc('hour', received_at) FROM call) hours`)).toBeGreaterThan(
      18,
    )
    expect(await count(`call WHERE outcome = 'rejected'`)).toBeGreaterThan(0)
    expect(await count('call WHERE odd IS NOT NULL')).toBeGreaterThan(0)
  })

  it('gives each row an id of its time', async () => {
    const off = (id: string, at: string) =>
      `abs(extract(epoch FROM uuid_extract_timestamp(${id}) - ${at})) > 1`
    expect(await count(`call WHERE ${off('id', 'received_at')}`)).toBe(0)
    expect(await count(`attempt WHERE ${off('id', 'started_at')}`)).toBe(0)
    expect(
      await count(
        `delivery JOIN call ON call.id = delivery.event_id WHERE ${off('delivery.id', 'call.received_at')}`,
      ),
    ).toBe(0)
  })

  it('has deliveries that agree with their attempts', async () => {
    expect(
      await count(`delivery d LEFT JOIN LATERAL (
        SELECT count(*) AS made, max(number) AS number, max(finished_at) AS finished,
          (array_agg(status ORDER BY number DESC))[1] AS status, (array_agg(error ORDER BY number DESC))[1] AS error,
          bool_and(finished_at IS NOT NULL) AS closed
        FROM attempt WHERE attempt.delivery_id = d.id) a ON true
      WHERE d.attempts <> a.made OR d.attempts <> a.number OR d.attempts = 0 OR NOT a.closed OR a.finished > now() + interval '1 minute'
        OR d.last_status IS DISTINCT FROM a.status OR d.last_error IS DISTINCT FROM a.error
        OR (d.status = 'succeeded') IS DISTINCT FROM (a.status BETWEEN 200 AND 299 AND a.error IS NULL)`),
    ).toBe(0)
    expect(
      await count('delivery WHERE NOT EXISTS (SELECT FROM call WHERE call.id = delivery.event_id)'),
    ).toBe(0)
    expect(
      await count(`call WHERE mapped <> (SELECT count(*) FROM delivery WHERE delivery.event_id = call.id)`),
    ).toBe(0)
  })

  it('counts every attempt for its endpoint', async () => {
    const sums = `SELECT sum(succeeded)::int AS succeeded, sum(succeeded + failed)::int AS made FROM endpoint_minute`
    const { rows } = await pool().query<{ succeeded: number; made: number }>(sums)
    expect(rows).toEqual([
      { succeeded: await count(`attempt WHERE error_kind IS NULL`), made: await count('attempt') },
    ])
  })

  it('leaves a job for each pending delivery, due in the future, and none for any other', async () => {
    const pending = await count(`delivery WHERE status = 'pending'`)
    expect(await count('attempt_job')).toBe(pending)
    expect(
      await count(`delivery d JOIN attempt_job j ON j.id = d.job_id
        WHERE d.status = 'pending' AND abs(extract(epoch FROM j.due_at - d.next_attempt_at)) < 5 AND j.delivery_id = d.id`),
    ).toBe(pending)
    expect(
      await count(
        `delivery WHERE (status = 'pending') <> (next_attempt_at IS NOT NULL AND job_id IS NOT NULL)`,
      ),
    ).toBe(0)
  })

  it('registers every licence, and keeps secrets out of the words', async () => {
    expect(
      await count(
        `call WHERE outcome = 'accepted' AND NOT EXISTS (SELECT FROM licence WHERE number = call.licence)`,
      ),
    ).toBe(0)
    const secrets = await count(`call WHERE parameters::text LIKE '%PASSWORD%'`)
    expect(secrets).toBeGreaterThan(0)
    expect(
      await count(`call, jsonb_array_elements(parameters) AS pair,
        regexp_split_to_table(lower(pair->>1), '[^a-z0-9]+') AS word
      WHERE pair->>0 = 'PASSWORD' AND word <> '' AND words @@ quote_literal(word)::tsquery`),
    ).toBe(0)
  })

  it('adds nothing the second time, and continues what was broken off', async () => {
    const before = await count('call')
    expect(await seedChats({ receiver: RECEIVER, now: new Date() })).toMatch(
      /here already.*Nothing was added/,
    )
    expect(await count('call')).toBe(before)
    await pool().query(`
      WITH gone AS (DELETE FROM call WHERE id IN (SELECT id FROM call ORDER BY id DESC LIMIT 40) RETURNING id),
      undelivered AS (DELETE FROM delivery WHERE event_id IN (SELECT id FROM gone) RETURNING id)
      DELETE FROM attempt WHERE delivery_id IN (SELECT id FROM undelivered)`)
    expect(await seedChats({ receiver: RECEIVER, now: new Date() })).toMatch(/^40 calls/)
    expect(await count('call')).toBe(before)
  })
})

describe('the seed chats beside real mappings', () => {
  const mine = { licence: null, eventType: 'BUTTON_STATUS', actor: 'x', source: 'edit' }
  const mapped = () =>
    count(`mapping m JOIN endpoint e ON e.id = m.endpoint_id WHERE e.url LIKE '${RECEIVER}%'`)

  it('leaves those alone that people made since, unless a receiver is asked for', async () => {
    await pool().query('TRUNCATE mapping')
    await setMapping({ ...mine, urls: ['http://10.0.0.1/b.pl'] })
    await seedChats({ now: new Date() })
    expect(await mapped()).toBe(0)
    await seedChats({ receiver: RECEIVER, now: new Date() })
    expect(await mapped()).toBeGreaterThan(0)
  })

  it('leaves them alone and says so', async () => {
    await pool().query('TRUNCATE mapping, chat_server CASCADE')
    await setMapping({ ...mine, urls: ['http://10.0.0.1/b.pl'] })
    await expect(seedChats({ receiver: RECEIVER, now: new Date() })).rejects.toThrow(/mapped here already/)
    expect(await count('chat_server')).toBe(0)
  })
})
