import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Receiver, startReceiver } from '#e2e/support/receiver.ts'
import { pool } from '../db/pool.ts'
import { getDelivery } from '../delivery-log/get-delivery.ts'
import type { IncomingCall } from '../ingest/call.ts'
import { useTestDatabase } from '../test/database.ts'
import { mapTo, storeForms } from '../test/events.ts'
import { resendNow } from './attempt-now.ts'
import { closeOutbound } from './outbound.ts'

useTestDatabase()
let receiver: Receiver

beforeEach(async () => {
  receiver = await startReceiver()
  await pool().query(
    'TRUNCATE mapping, mapping_revision, endpoint, call, delivery, attempt, attempt_job CASCADE',
  )
})
afterEach(() => receiver.stop())
afterAll(closeOutbound)

type Settings = { mode?: string; connectTo?: string | null }

/** Stores an event, attempts it once and reads the attempt as a page and as the command line do. */
async function attempt(
  url: string,
  form: string,
  { mode = 'as received', connectTo = null, ...more }: Settings & Partial<IncomingCall> = {},
) {
  const eventType = /EVENT=(\w+)/.exec(form)?.[1] ?? 'X'
  const endpointId = await mapTo(eventType, url)
  await pool().query('UPDATE endpoint SET mode = $2, connect_to = $3 WHERE id = $1', [
    endpointId,
    mode,
    connectTo,
  ])
  const [stored] = await storeForms([form], more, 3600)
  const id = stored?.deliveries[0]?.id ?? ''
  await pool().query("UPDATE delivery SET next_attempt_at = now() + interval '1 hour' WHERE id = $1", [id])
  const outcome = await resendNow({ deliveryId: id, actor: 'ola' })
  const shown = await getDelivery(id)
  const exact = await getDelivery(id, { secrets: true })
  const { rows } = await pool().query('SELECT * FROM attempt WHERE delivery_id = $1', [id])
  return { id, outcome, shown, exact: exact?.attemptList[0], masked: shown?.attemptList[0], row: rows[0] }
}

const text = (base64: string | null | undefined) => Buffer.from(base64 ?? '', 'base64').toString('utf8')
const form = 'EVENT=X&LICENCE=1&A=%e8+b&A=2'

describe('the body of an attempt', () => {
  it('is the event’s own, and not kept twice, when it went out as received', async () => {
    const { row, exact } = await attempt(receiver.url, form)
    expect(row.request_body).toBeNull()
    expect(text(exact?.requestBody)).toBe(form)
    expect(receiver.received[0]?.body.toString()).toBe(form)
  })

  it.each([
    ['GET', ''],
    ['POST form', 'Q=1&EVENT=X&LICENCE=1&A=%e8+b&A=2'],
    ['POST JSON', '{"Q":"1","EVENT":"X","LICENCE":"1","A":["č b","2"]}'],
  ])('as %s is kept as it was sent', async (mode, body) => {
    const sent = await attempt(`${receiver.url}/e?s=1`, form.replace('%e8', '%c4%8d'), {
      mode,
      query: Buffer.from('Q=1'),
    })
    const expected = body.replace('%e8', '%c4%8d')
    expect(receiver.received).toHaveLength(1)
    expect(receiver.received[0]?.body.toString('utf8')).toBe(expected)
    expect(receiver.received[0]?.method).toBe(mode === 'GET' ? 'GET' : 'POST')
    expect(receiver.received[0]?.target).toBe(
      mode === 'GET' ? '/e?s=1&Q=1&EVENT=X&LICENCE=1&A=%c4%8d+b&A=2' : '/e?s=1',
    )
    expect(sent.row.request_body?.toString('utf8')).toBe(expected)
    expect(text(sent.exact?.requestBody)).toBe(expected)
    expect(text(sent.masked?.requestBody)).toBe(expected)
    expect(text(sent.shown?.payload.body)).toBe(form.replace('%e8', '%c4%8d'))
  })

  it('that the mode cannot write is not sent, and the record says so', async () => {
    const { shown, row, exact } = await attempt(receiver.url, '', {
      mode: 'POST JSON',
      query: Buffer.from('EVENT=X&LICENCE=1'),
      body: Buffer.from('{}'),
      contentType: 'application/json',
    })
    expect(shown).toMatchObject({ status: 'failed', lastError: expect.stringContaining('as received') })
    expect(row).toMatchObject({ method: '', request_body: Buffer.alloc(0) })
    expect(exact?.requestBody).toBe('')
    expect(receiver.received).toHaveLength(0)
  })

  it.each(['as received', 'GET', 'POST form', 'POST JSON'])(
    'never shows a secret on a page as %s',
    async (mode) => {
      const canary = 'canary7f3a'
      const secrets = `PASSWORD=${canary}%22&PASSWORD=${canary}2&my_token=${canary}&pw%64=${canary}&AFTER=seen`
      receiver.answer(({ body, target }) => ({ status: 500, body: `${target} ${body}` }))
      const sent = await attempt(receiver.url, `EVENT=NEW_OPERATOR&LICENCE=1&${secrets}`, {
        mode,
        query: Buffer.from(`api_secret=${canary}`),
      })
      expect(receiver.received[0]?.target + String(receiver.received[0]?.body)).toContain(canary)
      const page = JSON.stringify(sent.shown)
      const decoded = page.replace(/"([A-Za-z0-9+/]{8,}={0,2})"/g, (_, base64: string) => text(base64))
      expect(decoded).toContain('seen')
      expect(page + decoded).not.toContain(canary)
      expect(text(sent.exact?.requestBody) + sent.exact?.url).toContain(canary)
    },
  )
})

describe('the bodies that a page reads', () => {
  it('are that of the attempt that is looked at, or else the newest', async () => {
    receiver.answer(() => ({ status: 500 }))
    const { id } = await attempt(receiver.url, form, { mode: 'POST JSON' })
    await resendNow({ deliveryId: id, actor: 'ola' })
    const read = async (bodyOf?: number) =>
      (await getDelivery(id, { bodyOf }))?.attemptList.map(({ requestBody }) => requestBody !== null)
    expect(await read()).toEqual([true, true])
    expect(await read(1)).toEqual([true, false])
    expect(await read(Number.NaN)).toEqual([false, true])
  })
})

describe('where an attempt connects to', () => {
  const revision = (licence: string | null, rpcServer: string | null) =>
    pool().query(
      `INSERT INTO mapping_revision (licence, source, actor, mappings, rpc_server_ip) VALUES ($1, 'import', 'x', '{}', $2)`,
      [licence, rpcServer],
    )
  const url = 'http://shop.example/new.pl'
  const newLicence = 'EVENT=NEW_LICENCE&LICENCE=77'
  const here = () => `127.0.0.1:${receiver.port}`

  it('is the connect-to of its endpoint, on record with its address', async () => {
    const { masked, row } = await attempt(url, form, { connectTo: here() })
    expect(masked).toMatchObject({
      url,
      connectTo: here(),
      connectToSource: 'endpoint',
      address: '127.0.0.1',
    })
    expect(row.outcome).toBe('answered')
    expect(receiver.received[0]?.headers.host).toBe('shop.example')
    expect(receiver.received[0]?.target).toBe('/new.pl')
  })

  it('for NEW_LICENCE is RPC_SERVER_IP of the licence, or else of the defaults', async () => {
    await revision(null, here())
    expect((await attempt(url, newLicence)).masked).toMatchObject({
      connectTo: here(),
      connectToSource: 'defaults',
    })
    await pool().query('TRUNCATE mapping')
    await revision('77', `127.0.0.1:1`)
    await revision('77', `127.0.0.1:${receiver.port}`)
    await revision(null, '127.0.0.1:1')
    expect((await attempt(url, newLicence)).masked).toMatchObject({
      connectTo: here(),
      connectToSource: 'licence',
    })
    expect(receiver.received.map(({ headers }) => headers.host)).toEqual(['shop.example', 'shop.example'])
  })

  it('for NEW_LICENCE is the connect-to of the endpoint when it has one', async () => {
    await revision(null, '127.0.0.1:1')
    const { masked } = await attempt(url, newLicence, { connectTo: here() })
    expect(masked).toMatchObject({ connectToSource: 'endpoint', status: 200 })
  })

  it('for other event types is not RPC_SERVER_IP', async () => {
    await revision(null, '127.0.0.1:1')
    const { masked } = await attempt(`${receiver.url}/e`, form)
    expect(masked).toMatchObject({ connectTo: null, connectToSource: null, status: 200 })
  })

  it('is refused with a sentence when RPC_SERVER_IP is no address, and when it is private', async () => {
    await revision(null, 'rpc:http')
    const { shown } = await attempt(url, newLicence)
    expect(shown?.lastError).toBe(
      'RPC_SERVER_IP of the defaults is not an address that can be called. The port is a number from 1 to 65535. Correct it, or leave it and the colon out.',
    )
    await pool().query('TRUNCATE mapping')
    await revision(null, '10.1.2.3:80')
    expect((await attempt(url, newLicence)).shown?.lastError).toContain(
      '10.1.2.3 is private. Set DISPATCH_ALLOW=127.0.0.0/8,10.1.2.3/32',
    )
  })
})
