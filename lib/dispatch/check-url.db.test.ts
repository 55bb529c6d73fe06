import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { pool } from '../db/pool.ts'
import { setCredentials } from '../endpoints/set-credentials.ts'
import { rotateSigningKey } from '../endpoints/signing.ts'
import { setEnv } from '../env.ts'
import { useTestDatabase } from '../test/database.ts'
import { mapTo } from '../test/events.ts'
import { type CheckUrlInput, checkUrl } from './check-url.ts'
import { closeOutbound } from './outbound.ts'
import { sendTestRequest } from './send-test-request.ts'
import { policyOf, receiver } from './testing/attempt.ts'
import { answers, noLookup } from './testing/lookups.ts'
import { answerOk, answerText } from './testing/loopback-server.ts'

useTestDatabase()

beforeEach(async () => {
  setEnv({ SECRET_KEY: 'a key of the tests that is long enough' })
  await pool().query('TRUNCATE mapping, mapping_revision, endpoint, call, delivery, attempt CASCADE')
})
afterAll(closeOutbound)

const check = (
  url: string,
  {
    lookup = noLookup,
    allow = '',
    ...more
  }: Partial<CheckUrlInput> & { lookup?: typeof noLookup; allow?: string } = {},
) =>
  checkUrl(
    { url, eventType: 'CHAT_STARTED', licence: null, ...more },
    { policy: policyOf(allow, [5432]), lookup },
  )

describe('the check of a URL', () => {
  it('says which addresses it leads to, and sends nothing there', async () => {
    const server = await receiver(answerOk)
    const url = `http://shop.example:${server.port}/e.pl`
    const lookup = answers('127.0.0.1', '127.0.0.2')
    expect(await check(url, { lookup, allow: '127.0.0.0/8' })).toEqual({
      ok: true,
      place: { ok: true, addresses: ['127.0.0.1', '127.0.0.2'] },
      connectTo: null,
      endpoint: null,
    })
    expect(server.connections()).toBe(0)
  })

  it.each([
    [
      'http://10.0.0.5/e.pl',
      '10.0.0.5 is private. Set DISPATCH_ALLOW=10.0.0.5/32 on the server and restart.',
    ],
    ['http://127.0.0.1:5432/', "Port 5432 on 127.0.0.1 is Bellhop's own. It is never called."],
    [
      'http://169.254.169.254/',
      '169.254.169.254 is link-local: cloud metadata lives there. Bellhop never calls it; no setting changes that.',
    ],
  ])('says of %s what the guard says', async (url, reason) => {
    expect(await check(url)).toMatchObject({ ok: true, place: { ok: false, reason } })
  })

  it('refuses a name one of whose addresses is private', async () => {
    const lookup = answers('93.184.216.34', '10.0.0.5')
    expect(await check('https://shop.example/', { lookup })).toMatchObject({
      place: {
        ok: false,
        reason:
          'shop.example leads to 10.0.0.5. 10.0.0.5 is private. Set DISPATCH_ALLOW=10.0.0.5/32 on the server and restart.',
      },
    })
  })

  it('says that a name cannot be resolved', async () => {
    const lookup = () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }))
    expect(await check('http://no.example/', { lookup })).toMatchObject({
      place: {
        ok: false,
        reason:
          'The name no.example could not be resolved (ENOTFOUND). Check how it is written, and DNS on the server.',
      },
    })
  })

  it('refuses what is no URL to map', async () => {
    expect(await check('ftp://shop.example/')).toEqual({
      ok: false,
      reason: 'Only http and https can be called. Start the URL with http:// or https://.',
    })
  })

  it('counts the other mappings of its endpoint, and tells how that is', async () => {
    const url = 'http://93.184.216.34/e.pl'
    const id = await mapTo('CHAT_STARTED', url)
    const { rows } = await pool().query(
      `INSERT INTO mapping (licence, event_type, endpoint_id) VALUES ('7', 'CHAT_STARTED', $1), ('8', 'CHAT_STARTED', $1) RETURNING id`,
      [id],
    )
    expect(rows).toHaveLength(2)
    await pool().query(
      `INSERT INTO endpoint_health (endpoint_id, paused_at, paused_by) VALUES ($1, now(), 'ola')`,
      [id],
    )
    expect(await check(url)).toMatchObject({ endpoint: { id, state: 'paused', otherMappings: 2 } })
    expect(await check(url, { licence: '9' })).toMatchObject({ endpoint: { otherMappings: 3 } })
  })

  it('looks at the address that the endpoint connects to instead', async () => {
    const url = 'http://shop.example/e.pl'
    const id = await mapTo('CHAT_STARTED', url)
    await pool().query(`UPDATE endpoint SET connect_to = '10.0.0.9:81' WHERE id = $1`, [id])
    expect(await check(url)).toMatchObject({
      connectTo: { text: '10.0.0.9:81', source: 'endpoint' },
      place: { ok: false, reason: expect.stringContaining('10.0.0.9 is private') },
    })
  })
})

describe('a test request', () => {
  const send = (url: string, eventType = 'CHAT_STARTED') =>
    sendTestRequest({ url, eventType, licence: null, ofLicence: '1520' })

  it('brings an example of the event once, tells what was answered, and keeps nothing', async () => {
    const server = await receiver((socket) => socket.write(answerText('OK\n<b>thank you</b>', '201 Made')))
    expect(await send(`http://127.0.0.1:${server.port}/e.pl`)).toEqual({
      ok: true,
      succeeded: true,
      status: 201,
      statusText: 'Made',
      durationMs: expect.any(Number),
      error: null,
      body: 'OK\n<b>thank you</b>',
      isCut: false,
    })
    expect(server.requests).toHaveLength(1)
    expect(server.requests[0]).toMatch(/^POST \/e\.pl HTTP\/1\.1\r\n/)
    expect(server.requests[0]).toContain('EVENT=CHAT_STARTED&LICENCE=1520&')
    const { rows } = await pool().query(
      `SELECT (SELECT count(*) FROM call) + (SELECT count(*) FROM delivery) + (SELECT count(*) FROM attempt)
         + (SELECT count(*) FROM endpoint) AS kept`,
    )
    expect(Number(rows[0].kept)).toBe(0)
  })

  it('is called as the endpoint of that URL is, and hides its secrets in the answer', async () => {
    const server = await receiver((socket) => socket.write(answerText('you sent canary7f3a, thank you')))
    const url = `http://127.0.0.1:${server.port}/e.pl`
    const endpointId = await mapTo('CHAT_STARTED', url)
    await pool().query(`UPDATE endpoint SET mode = 'POST JSON' WHERE id = $1`, [endpointId])
    await setCredentials({ endpointId, credentials: { kind: 'bearer', token: 'canary7f3a' } })
    await rotateSigningKey({ endpointId, actor: 'ola' })
    expect(await send(url)).toMatchObject({ succeeded: true, body: 'you sent ••••, thank you' })
    expect(server.requests[0]).toContain('authorization: Bearer canary7f3a\r\n')
    expect(server.requests[0]).toContain('webhook-signature: v1,')
    expect(server.requests[0]).toContain('{"EVENT":"CHAT_STARTED","LICENCE":"1520"')
  })

  it('tells why it would not have arrived', async () => {
    const server = await receiver((socket) => socket.write(answerText('oops', '503 Busy')))
    expect(await send(`http://127.0.0.1:${server.port}/`)).toMatchObject({
      ok: true,
      succeeded: false,
      status: 503,
      error: 'The receiver answered 503 Service Unavailable.',
      body: 'oops',
    })
    await server.close()
    expect(await send(`http://127.0.0.1:${server.port}/`)).toMatchObject({
      succeeded: false,
      status: null,
      error: expect.stringContaining('refused the connection'),
    })
  })

  it('goes nowhere where the guard forbids it', async () => {
    expect(await send('http://10.0.0.5/')).toMatchObject({
      succeeded: false,
      status: null,
      error: expect.stringMatching(/^10\.0\.0\.5 is private\. Set DISPATCH_ALLOW=/),
    })
  })

  it('shows the beginning of a long answer', async () => {
    const server = await receiver((socket) => socket.write(answerText('x'.repeat(100_000))))
    expect(await send(`http://127.0.0.1:${server.port}/`)).toMatchObject({
      body: 'x'.repeat(500),
      isCut: true,
    })
  })
})
