import { randomBytes } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { pool } from '../db/pool.ts'
import { useTestDatabase } from '../test/database.ts'
import type { IncomingCall } from './call.ts'
import { answerCall } from './door-answer.ts'
import { hashToken } from './find-source.ts'
import { readCall } from './read-call.ts'
import { storeCalls } from './store-calls.ts'

useTestDatabase()

const incoming = (body: string, more: Partial<IncomingCall> = {}): IncomingCall => ({
  method: 'POST',
  query: new Uint8Array(),
  body: Buffer.from(body, 'latin1'),
  contentType: 'application/x-www-form-urlencoded',
  headers: [['Host', 'bellhop']],
  remoteAddress: '127.0.0.1',
  receivedAt: new Date(),
  ...more,
})

const WAITING_FOR_A_LOCK = `
SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`

let token = ''

const send = (call: IncomingCall, as = token) =>
  answerCall(
    as,
    async () => ({ call, refusal: null }),
    (error) => {
      throw error
    },
  )

async function mapTo(eventType: string, url: string | null, licence: string | null = null): Promise<void> {
  const { rows } = await pool().query(
    'INSERT INTO endpoint (url) SELECT $1::text WHERE $1::text IS NOT NULL ON CONFLICT (url) DO UPDATE SET url = excluded.url RETURNING id',
    [url],
  )
  await pool().query('INSERT INTO mapping (licence, event_type, endpoint_id) VALUES ($1, $2, $3)', [
    licence,
    eventType,
    rows[0]?.id ?? null,
  ])
}

async function callOf(answer: { text: string }) {
  const id = answer.text.split(' ').at(-1)
  const { rows } = await pool().query('SELECT * FROM call WHERE id = $1', [id])
  const deliveries = await pool().query(
    'SELECT url, status, job_id FROM delivery JOIN endpoint ON endpoint.id = endpoint_id WHERE event_id = $1 ORDER BY delivery.id',
    [id],
  )
  return { call: rows[0], urls: deliveries.rows.map((row) => row.url), deliveries: deliveries.rows }
}

beforeEach(async () => {
  await pool().query('TRUNCATE mapping, endpoint CASCADE')
  token = randomBytes(32).toString('base64url')
  const { rows } = await pool().query(
    "INSERT INTO chat_server (name, charset) VALUES ($1, 'windows-1250') RETURNING id",
    [token],
  )
  await pool().query('INSERT INTO ingest_token (chat_server_id, sha256) VALUES ($1, $2)', [
    rows[0].id,
    hashToken(token),
  ])
})

describe('a call at the door', () => {
  it('becomes an event with a delivery and a job for each mapped endpoint before it is answered', async () => {
    await mapTo('CHAT_STARTED', 'http://a.example/')
    await mapTo('CHAT_STARTED', 'http://b.example/')
    const answer = await send(
      incoming('EVENT=CHAT_STARTED&LICENCE=1520&CLIENT_ID=S1&OPERATOR_ID=jane@example.com'),
    )
    expect(answer.status).toBe(200)
    expect(answer.text).toMatch(/^OK [0-9a-f-]{36}$/)
    const { call, urls, deliveries } = await callOf(answer)
    expect(call).toMatchObject({
      event_type: 'CHAT_STARTED',
      licence: '1520',
      client_id: 'S1',
      operator_id: 'jane@example.com',
      mapped: 2,
    })
    expect(urls.sort()).toEqual(['http://a.example/', 'http://b.example/'])
    const jobs = await pool().query('SELECT id FROM attempt_job WHERE id = ANY($1)', [
      deliveries.map((row) => row.job_id),
    ])
    expect(jobs.rowCount).toBe(2)
  })

  it('goes where the licence says instead of the defaults, also when that is nowhere', async () => {
    await mapTo('BUTTON_STATUS', 'http://defaults.example/')
    await mapTo('BUTTON_STATUS', 'http://own.example/', '7')
    await mapTo('BUTTON_STATUS', null, '8')
    const to = async (licence: string) =>
      (await callOf(await send(incoming(`EVENT=BUTTON_STATUS&LICENCE=${licence}`)))).urls
    expect(await to('6')).toEqual(['http://defaults.example/'])
    expect(await to('7')).toEqual(['http://own.example/'])
    expect(await to('8')).toEqual([])
  })

  it('is kept as an event that went nowhere when nothing is mapped', async () => {
    const { call, urls } = await callOf(await send(incoming('EVENT=CHAT_RATED&LICENCE=1520&STARS=5')))
    expect(call).toMatchObject({ outcome: 'accepted', mapped: 0, event_type: 'CHAT_RATED' })
    expect(urls).toEqual([])
  })

  it('is kept as rejected and answered 400 with the reason when it names no event or licence', async () => {
    const answer = await send(incoming('LICENCE=1520&STATUS=1'))
    expect(answer).toMatchObject({ status: 400, text: expect.stringContaining('no EVENT') })
    expect((await callOf(answer)).call).toMatchObject({
      outcome: 'rejected',
      reason: expect.stringContaining('no EVENT'),
      licence: '1520',
    })
    expect((await send(incoming('EVENT=A&LICENCE='))).text).toContain('no LICENCE')
    expect((await send(incoming(''))).status).toBe(400)
  })

  it('keeps malformed escapes, nameless parameters, NUL and bytes of any charset exactly', async () => {
    const body = 'EVENT=X&LICENCE=1&A=%ZZ&=nameless&B=%00z&C=\xb9\xe8\x9a&C=again&&D'
    const { call } = await callOf(await send(incoming(body, { query: Buffer.from('Q=%FF', 'latin1') })))
    expect(call.body.toString('latin1')).toBe(body)
    expect(call.query.toString('latin1')).toBe('Q=%FF')
    expect(call.parameters).toContainEqual(['A', '%ZZ'])
    expect(call.parameters).toContainEqual(['', 'nameless'])
    expect(call.parameters).toContainEqual(['B', 'z'])
    expect(call.parameters).toContainEqual(['C', 'ąčš'])
  })

  it('registers the licence once, also when many calls bring it at the same time', async () => {
    const answers = await Promise.all(
      Array.from({ length: 300 }, (_, n) => send(incoming(`EVENT=LICENCE_INFO&LICENCE=new-${n % 7}`))),
    )
    expect(new Set(answers.map((answer) => answer.text)).size).toBe(300)
    expect((await pool().query("SELECT number FROM licence WHERE number LIKE 'new-%'")).rowCount).toBe(7)
  })

  it('is not overtaken by a later one while the database makes it wait', async () => {
    const other = await pool().connect()
    const answered: string[] = []
    const call = (licence: string) =>
      send(incoming(`EVENT=CHAT_STARTED&LICENCE=${licence}`)).then(() => answered.push(licence))
    try {
      // Whoever brings this licence waits for what becomes of it here.
      await other.query("BEGIN; INSERT INTO licence (number) VALUES ('4711')")
      const first = call('4711')
      await expect.poll(async () => (await pool().query(WAITING_FOR_A_LOCK)).rowCount).toBe(1)
      const second = call('4712')
      // Time enough for it to be stored, if it could be.
      for (let round = 0; round < 1000; round += 1) await pool().query('SELECT')
      expect(answered).toEqual([])
      await other.query('ROLLBACK')
      await Promise.all([first, second])
      expect(answered).toEqual(['4711', '4712'])
    } finally {
      other.release(true)
    }
  })

  it('keeps millions of empty parameters whole and decodes the first ten thousand', async () => {
    const body = `EVENT=X&LICENCE=1${'&'.repeat(5_000_000)}`
    const { call } = await callOf(await send(incoming(body)))
    expect(call.body.length).toBe(body.length)
    expect(call.parameters.length).toBe(10_000)
  })

  it('is answered 404 for an unknown token, and stores nothing', async () => {
    const before = await pool().query('SELECT count(*) FROM call')
    expect(await send(incoming('EVENT=A&LICENCE=1'), 'x'.repeat(43))).toEqual({
      status: 404,
      text: 'Not found',
    })
    expect((await pool().query('SELECT count(*) FROM call')).rows).toEqual(before.rows)
  })

  it('never puts a secret among the words of the search', async () => {
    const { call } = await callOf(
      await send(incoming('EVENT=NEW_OPERATOR&LICENCE=1&PASSWORD=hunter2&LAST_NAME=Kowalski')),
    )
    expect(call.words).toContain('kowalski')
    expect(call.words).not.toContain('hunter2')
  })
})

describe('a call that the catalogue does not know in full', () => {
  it('is kept with what was odd, and with its conference number', async () => {
    const body =
      'EVENT=PRIVATE_CHAT_STATUS&LICENCE=1520&OPERATOR_ID=jane@example.com&STATUS=pause&GROUP=17&ROOM=1'
    const { call } = await callOf(await send(incoming(body)))
    expect(call).toMatchObject({
      chat_group: '17',
      odd: [
        { kind: 'unlisted value', name: 'STATUS', value: 'pause' },
        { kind: 'unknown parameter', name: 'ROOM' },
      ],
    })
  })

  it('is kept when a finding is cut in the middle of a character', async () => {
    await pool().query("UPDATE chat_server SET charset = 'utf-8'")
    const emoji = '%F0%9F%98%80'
    const body = `EVENT=BUTTON_STATUS&LICENCE=1&STATUS=${'n'.repeat(99)}${emoji}&${'m'.repeat(99)}${emoji}=1`
    expect((await send(incoming(body))).status).toBe(200)
    const { rows } = await pool().query('SELECT odd FROM call ORDER BY id DESC LIMIT 1')
    expect(rows[0].odd).toEqual([
      { kind: 'unlisted value', name: 'STATUS', value: 'n'.repeat(99) },
      { kind: 'unknown parameter', name: 'm'.repeat(99) },
    ])
  })

  it('is told from one that is as the page has it', async () => {
    const { call } = await callOf(await send(incoming('EVENT=BUTTON_STATUS&LICENCE=1520&STATUS=online')))
    expect(call.odd).toBeNull()
  })
})

it('is told from one that nobody mapped when its type is mapped to deliver nothing', async () => {
  await mapTo('BUTTON_STATUS', 'http://a.example/')
  await mapTo('BUTTON_STATUS', null, '8')
  const of = async (body: string) => (await callOf(await send(incoming(`EVENT=${body}&STATUS=online`)))).call
  expect(await of('BUTTON_STATUS&LICENCE=8')).toMatchObject({ mapped: 0, muted: true })
  expect(await of('BUTTON_STATUS&LICENCE=9')).toMatchObject({ mapped: 1, muted: false })
  expect(await of('OTHER&LICENCE=8')).toMatchObject({ mapped: 0, muted: false })
})

it('brings in what came before under ids of that time', async () => {
  await mapTo('BUTTON_STATUS', 'http://a.example/')
  const receivedAt = new Date(Date.now() - 6 * 3_600_000)
  const read = readCall(incoming('EVENT=BUTTON_STATUS&LICENCE=1&STATUS=online', { receivedAt }), {
    chatServerId: null,
    charset: 'utf-8',
  })
  const [stored] = await storeCalls([read], { backdate: true })
  const ids = [stored?.id, stored?.deliveries[0]?.id]
  for (const id of ids) {
    const { rows } = await pool().query('SELECT uuid_extract_timestamp($1::uuid) AS at', [id])
    expect(Math.abs(rows[0].at - receivedAt.getTime())).toBeLessThan(5000)
  }
})
