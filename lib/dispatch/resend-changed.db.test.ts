import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Receiver, startReceiver } from '#e2e/support/receiver.ts'
import { pool } from '../db/pool.ts'
import { getDelivery } from '../delivery-log/get-delivery.ts'
import { setCredentials } from '../endpoints/set-credentials.ts'
import { setHeaders } from '../endpoints/set-headers.ts'
import { rotateSigningKey } from '../endpoints/signing.ts'
import { setEnv } from '../env.ts'
import { claimDue } from '../test/claim.ts'
import { useTestDatabase } from '../test/database.ts'
import { mapTo, storeForms } from '../test/events.ts'
import { verifyLog } from '../verify/verify-log.ts'
import { attemptNow, resendNow } from './attempt-now.ts'
import { cancelDelivery } from './cancel-delivery.ts'
import type { PayloadEdit } from './edit-payload.ts'
import { closeOutbound } from './outbound.ts'
import { requestChangedResend } from './request-changed-resend.ts'
import {
  type ResendChangedInput,
  resendChanged,
  resendChangedInput,
  resendChangedNow,
} from './resend-changed.ts'

useTestDatabase()
let own: Receiver
let other: Receiver
let endpointId = ''

beforeEach(async () => {
  await pool().query(
    'TRUNCATE mapping, endpoint, call, delivery, delivery_override, attempt, attempt_job, dispatcher, endpoint_health CASCADE',
  )
  ;[own, other] = [await startReceiver(), await startReceiver()]
  endpointId = await mapTo('X', `${own.url}/own.pl`)
})
afterEach(() => Promise.all([own.stop(), other.stop()]))
afterAll(closeOutbound)

/** A delivery that has arrived, of an event with these form bytes. */
async function delivered(body: string, more: Parameters<typeof storeForms>[1] = {}): Promise<string> {
  const [stored] = await storeForms([body], more)
  await attemptNow((await claimDue()).jobs)
  await pool().query('TRUNCATE dispatcher')
  return stored?.deliveries[0]?.id ?? ''
}

const ASK: Omit<ResendChangedInput, 'deliveryId' | 'requestId'> = { url: null, payload: null }
const edit = (payload: Partial<PayloadEdit>) => ({ method: null, changed: [], added: [], ...payload })
const ask = (deliveryId: string, change: object) => ({
  ...resendChangedInput.parse({ ...ASK, deliveryId, requestId: randomUUID(), ...change }),
  actor: 'ola',
})

async function send(deliveryId: string, change: object): Promise<string> {
  const outcome = await resendChangedNow(ask(deliveryId, change))
  if (!outcome.ok) throw new Error(`${outcome.field}: ${outcome.reason}`)
  return outcome.deliveryId
}
const row = async (id: string) => (await pool().query('SELECT * FROM delivery WHERE id = $1', [id])).rows[0]
const count = async (what: string) =>
  (await pool().query<{ n: number }>(`SELECT count(*)::int AS n FROM ${what}`)).rows[0]?.n
const lastBody = ({ received }: Receiver) => received.at(-1)?.body.toString('latin1')
const wrong = async () =>
  (await verifyLog({ from: Date.now() - 3_600_000, to: Date.now() + 60_000 })).checks.filter(
    (one) => one.wrong > 0,
  )

describe('a changed resend', () => {
  it('brings the very bytes to another URL, beside the original, in one attempt', async () => {
    const body = 'EVENT=X&LICENCE=1&A=%zz&A=\xb9&=&PASSWORD=hunter2'
    const id = await delivered(body)
    other.answer(() => ({ status: 503 }))
    const changed = await send(id, { url: `${other.url}/else.pl?k=v` })
    expect(other.received).toMatchObject([{ method: 'POST', target: '/else.pl?k=v' }])
    expect(lastBody(other)).toBe(body)
    expect(other.received[0]?.headers).toMatchObject({ 'webhook-id': changed, 'bellhop-attempt': '1' })
    expect(await row(changed)).toMatchObject({
      original_id: id,
      endpoint_id: endpointId,
      status: 'failed',
      attempts: 1,
      last_status: 503,
      job_id: null,
    })
    expect(await row(id)).toMatchObject({ status: 'succeeded', attempts: 1 })
    expect(await count('attempt_job')).toBe(0)
    expect(await count("endpoint_health WHERE failures_in_row > 0 OR breaker <> 'closed'")).toBe(0)
    expect(await wrong()).toEqual([])
  })

  it('carries what was edited, and of the rest the very bytes, secrets included', async () => {
    const id = await delivered('EVENT=X&A=%zz&B=1&LICENCE=1&PASSWORD=hun%74er2&B=1&C')
    const changed = await send(id, {
      payload: edit({
        changed: [
          { index: 2, name: null, value: 'ż &=' },
          { index: 6, remove: true },
        ],
        added: [{ name: 'NEW ONE', value: 'x' }],
      }),
    })
    const sent = 'EVENT=X&A=%zz&B=%C5%BC+%26%3D&LICENCE=1&PASSWORD=hun%74er2&B=1&NEW+ONE=x'
    expect(lastBody(own)).toBe(sent)
    expect(own.received.at(-1)?.headers['content-type']).toBe('application/x-www-form-urlencoded')

    const shown = await getDelivery(changed)
    expect(shown).toMatchObject({ originalId: id, url: `${own.url}/own.pl`, status: 'succeeded' })
    expect(shown?.change).toMatchObject({ actor: 'ola', url: null, changes: { method: null } })
    expect(shown?.change?.changes?.parameters).toEqual([
      { before: { name: 'B', value: '1' }, after: { name: 'B', value: 'ż &=' } },
      { before: { name: 'C', value: '' }, after: null },
      { before: null, after: { name: 'NEW ONE', value: 'x' } },
    ])
    expect(Buffer.from(shown?.payload.body ?? '', 'base64').toString('latin1')).toBe(
      sent.replace('hun%74er2', '****'),
    )
    expect(shown?.payload.parameters).toContainEqual(['B', 'ż &='])
    expect(JSON.stringify(shown)).not.toMatch(/hunter2|hun%74er2/)
    const original = await getDelivery(id)
    expect(original?.payload.parameters).toContainEqual(['B', '1'])
    expect(original?.changedResends).toMatchObject([
      { id: changed, actor: 'ola', status: 'succeeded', lastStatus: 200 },
    ])
    expect(JSON.stringify(original)).not.toMatch(/hunter2|hun%74er2/)
  })

  it('replaces a secret, and shows neither the old one nor the new one', async () => {
    const id = await delivered('EVENT=X&LICENCE=1&PASSWORD=hunter2')
    own.answer(({ body }) => ({ status: 200, body: `got ${body}` }))
    const changed = await send(id, {
      payload: edit({ changed: [{ index: 2, name: null, value: 'swordfish' }] }),
    })
    expect(lastBody(own)).toBe('EVENT=X&LICENCE=1&PASSWORD=swordfish')
    for (const shown of [await getDelivery(changed), await getDelivery(id)]) {
      const bytes = shown?.attemptList.map(({ responseBody }) =>
        Buffer.from(responseBody, 'base64').toString(),
      )
      expect(JSON.stringify([shown, bytes])).not.toMatch(/hunter2|swordfish/)
    }
  })

  it('takes none of the endpoint’s credentials, headers and signature to another host, and all of them to its own', async () => {
    setEnv({ SECRET_KEY: 'a key of thirty-two characters or more' })
    await setCredentials({ endpointId, credentials: { kind: 'bearer', token: 'canary1' } })
    await setHeaders({ endpointId, headers: [['x-api-key', 'canary2']] })
    await rotateSigningKey({ endpointId, actor: 'ola' })
    const id = await delivered('EVENT=X&LICENCE=1')
    await send(id, { url: `${other.url}/` })
    const names = Object.keys(other.received[0]?.headers ?? {})
    for (const name of ['authorization', 'x-api-key', 'webhook-signature']) expect(names).not.toContain(name)
    await send(id, { url: `${own.url}/beside.pl` })
    expect(own.received.at(-1)).toMatchObject({
      target: '/beside.pl',
      headers: { authorization: 'Bearer canary1', 'x-api-key': 'canary2' },
    })
    expect(Object.keys(own.received.at(-1)?.headers ?? {})).toContain('webhook-signature')
  })

  it('is made once, however often and however many at a time ask with the same id', async () => {
    const id = await delivered('EVENT=X&LICENCE=1')
    const asked = ask(id, { url: `${other.url}/` })
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => resendChangedNow(asked)))
    outcomes.push(await resendChangedNow(asked))
    expect(new Set(outcomes.map((one) => one.ok && one.deliveryId)).size).toBe(1)
    expect(outcomes.filter((one) => one.ok && one.outcome === 'attempted')).toHaveLength(1)
    expect(other.received).toHaveLength(1)
    expect(await count('delivery')).toBe(2)
  })

  it('of a changed one changes that further, and stays with the first original', async () => {
    const id = await delivered('EVENT=X&LICENCE=1&A=1&B=2')
    const first = await send(id, {
      url: `${other.url}/first`,
      payload: edit({ changed: [{ index: 2, name: null, value: 'a' }] }),
    })
    const second = await send(first, { payload: edit({ changed: [{ index: 3, name: null, value: 'b' }] }) })
    expect(other.received.at(-1)).toMatchObject({ target: '/first' })
    expect(lastBody(other)).toBe('EVENT=X&LICENCE=1&A=a&B=b')
    expect(await row(second)).toMatchObject({ original_id: id })
    const back = await send(second, { url: `${own.url}/own.pl` })
    expect(own.received.at(-1)).toMatchObject({ target: '/own.pl' })
    expect((await getDelivery(back))?.change).toMatchObject({ url: null })
    expect((await getDelivery(id))?.changedResends.map((one) => one.id)).toEqual([back, second, first])
    expect(await wrong()).toEqual([])
  })

  it('goes out changed again when it is resent, also while its endpoint is paused', async () => {
    const id = await delivered('EVENT=X&LICENCE=1&A=1')
    other.answer(() => ({ status: 500 }))
    const changed = await send(id, {
      url: `${other.url}/`,
      payload: edit({ method: 'GET', changed: [{ index: 2, remove: true }] }),
    })
    await pool().query(
      `INSERT INTO endpoint_health (endpoint_id, paused_at) VALUES ($1, now())
       ON CONFLICT (endpoint_id) DO UPDATE SET paused_at = now()`,
      [endpointId],
    )
    other.answer(() => ({ status: 200 }))
    expect(await resendNow({ deliveryId: changed, actor: 'ola' })).toMatchObject({
      outcome: 'attempted',
      status: 'succeeded',
    })
    expect(other.received.map(({ method, target }) => `${method} ${target}`)).toEqual([
      'GET /?EVENT=X&LICENCE=1',
      'GET /?EVENT=X&LICENCE=1',
    ])
    expect(await resendNow({ deliveryId: id, actor: 'ola' })).toEqual({ outcome: 'held' })
  })

  it('to its own URL is held while the endpoint is paused, and can be cancelled; to another it goes', async () => {
    const id = await delivered('EVENT=X&LICENCE=1')
    await pool().query(
      `INSERT INTO endpoint_health (endpoint_id, paused_at) VALUES ($1, now())
       ON CONFLICT (endpoint_id) DO UPDATE SET paused_at = now()`,
      [endpointId],
    )
    const held = await send(id, { payload: edit({ added: [{ name: 'A', value: '1' }] }) })
    expect(await row(held)).toMatchObject({ status: 'held', attempts: 0 })
    expect(await cancelDelivery({ deliveryId: held, actor: 'ola' })).toEqual({ outcome: 'cancelled' })
    await send(id, { url: `${other.url}/` })
    expect(other.received).toHaveLength(1)
    expect(own.received).toHaveLength(1)
  })

  it('is left to the dispatchers when asked so', async () => {
    const id = await delivered('EVENT=X&LICENCE=1')
    expect(await resendChanged(ask(id, { url: `${other.url}/queued` }))).toMatchObject({
      ok: true,
      outcome: 'queued',
    })
    await attemptNow((await claimDue()).jobs)
    expect(other.received).toMatchObject([{ target: '/queued' }])
  })

  it('is judged by its address like any other call', async () => {
    const id = await delivered('EVENT=X&LICENCE=1')
    const changed = await send(id, { url: 'http://169.254.169.254/latest' })
    expect(await row(changed)).toMatchObject({ status: 'failed', last_error_kind: 'policy' })
  })
})

describe('a change that is refused', () => {
  const refused = async (deliveryId: string, change: object) => {
    const before = await count('delivery')
    const outcome = await resendChangedNow(ask(deliveryId, change))
    expect(await count('delivery')).toBe(before)
    expect(own.received.length + other.received.length).toBe(1)
    return outcome
  }

  it.each([
    ['http://h/\r\nX: y', 'There is a control character (\\x0D) at position 10. Remove it.'],
    ['http://user:pass@h/', 'The URL has a user name or password before the @.'],
    ['ftp://h/', 'Only http and https can be called.'],
    ['', 'The URL is empty.'],
  ])('for its URL: %j', async (url, reason) => {
    const id = await delivered('EVENT=X&LICENCE=1')
    expect(await refused(id, { url })).toMatchObject({
      ok: false,
      field: 'url',
      reason: expect.stringContaining(reason),
    })
  })

  it('for a character that the charset cannot write, at its field', async () => {
    const id = await delivered('EVENT=X&LICENCE=1')
    await pool().query("UPDATE call SET charset = 'windows-1250'")
    const payload = edit({ changed: [{ index: 1, name: null, value: 'ж' }] })
    expect(await refused(id, { payload })).toEqual({
      ok: false,
      field: 'changed.1.value',
      reason: 'windows-1250 cannot write “ж”. Write it otherwise.',
    })
  })

  it('when nothing is changed, in whatever way it is said', async () => {
    const id = await delivered('EVENT=X&LICENCE=1')
    for (const change of [
      {},
      { payload: edit({}) },
      { url: `${own.url}/own.pl` },
      { payload: edit({ method: 'POST' }) },
    ]) {
      expect(await refused(id, change)).toMatchObject({
        ok: false,
        reason: expect.stringContaining('Nothing is changed'),
      })
    }
  })

  it('when its endpoint, its event or itself is gone', async () => {
    const id = await delivered('EVENT=X&LICENCE=1')
    const change = { url: `${other.url}/` }
    expect(await refused(randomUUID(), change)).toMatchObject({
      reason: 'This delivery is not there any more.',
    })
    await pool().query('DELETE FROM mapping')
    await pool().query('DELETE FROM endpoint')
    expect(await refused(id, change)).toMatchObject({
      reason: expect.stringContaining('Its endpoint was removed.'),
    })
    await mapTo('X', `${own.url}/own.pl`)
    await pool().query('UPDATE delivery SET endpoint_id = (SELECT id FROM endpoint)')
    await pool().query('DELETE FROM call')
    expect(await refused(id, change)).toMatchObject({ reason: 'Its event is no longer in the log.' })
  })
})

describe('a changed resend whose process dies before the attempt', () => {
  it('goes out by a dispatcher once the process must be dead, not before', async () => {
    const id = await delivered('EVENT=X&LICENCE=1')
    await requestChangedResend({ ...ask(id, { url: `${other.url}/late` }), by: 'caller' })
    expect((await claimDue()).jobs).toEqual([])
    await pool().query('TRUNCATE dispatcher')
    await pool().query("UPDATE attempt_job SET due_at = due_at - interval '2 minutes'")
    await attemptNow((await claimDue()).jobs)
    expect(other.received).toMatchObject([{ target: '/late' }])
    expect(await wrong()).toEqual([])
  })
})
