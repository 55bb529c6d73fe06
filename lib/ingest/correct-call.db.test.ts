import { beforeEach, describe, expect, it } from 'vitest'
import { pool } from '../db/pool.ts'
import { getCall } from '../delivery-log/get-call.ts'
import { listCalls } from '../delivery-log/list-calls.ts'
import { mapAndDeliver } from '../mappings/map-and-deliver.ts'
import { useTestDatabase } from '../test/database.ts'
import { mapTo, storeForms } from '../test/events.ts'
import { correctCall } from './correct-call.ts'

useTestDatabase()

const actor = 'ola@bellhop.example'
const URL_A = 'http://a.example/events.pl'

beforeEach(async () => {
  await pool().query('TRUNCATE mapping, endpoint CASCADE')
})

async function rejected(body: string, more: Parameters<typeof storeForms>[1] = {}): Promise<string> {
  const [stored] = await storeForms([body], more)
  expect(stored?.outcome).toBe('rejected')
  return stored?.id ?? ''
}

async function bytesOf(id: string) {
  const { rows } = await pool().query('SELECT method, query, body, charset FROM call WHERE id = $1', [id])
  const { method, query, body, charset } = rows[0]
  return { method, query: query.toString('latin1'), body: body.toString('latin1'), charset }
}

describe('a rejected call that is corrected', () => {
  it('becomes an event of its own bytes with what was missing in front, and is delivered', async () => {
    await mapTo('CHAT_STARTED', URL_A)
    const callId = await rejected('event=CHAT_STARTED&LICENCE=1520&A=%ZZ&&=x&B=\xb9')
    const before = await getCall(callId)
    expect(before?.correctable).toEqual({
      missing: ['EVENT'],
      suggested: { EVENT: 'CHAT_STARTED', LICENCE: '1520' },
      place: 'body',
    })
    const outcome = await correctCall({ callId, EVENT: ' CHAT_STARTED ', LICENCE: 'ignored', actor })
    expect(outcome).toMatchObject({ ok: true, endpoints: 1, isNew: true })
    const eventId = outcome.ok ? outcome.eventId : ''
    expect(await bytesOf(eventId)).toEqual({
      method: 'POST',
      query: '',
      body: 'EVENT=CHAT_STARTED&event=CHAT_STARTED&LICENCE=1520&A=%ZZ&&=x&B=\xb9',
      charset: 'utf-8',
    })
    const event = await getCall(eventId)
    expect(event).toMatchObject({
      outcome: 'accepted',
      licence: '1520',
      correctedFrom: { id: callId, by: actor },
      deliveries: [{ url: URL_A, status: 'pending' }],
    })
    expect(event?.odd).toContainEqual({ kind: 'unknown parameter', name: 'event' })
    expect((await getCall(callId))?.correctedAs).toMatchObject({ id: eventId, by: actor, mapped: 1 })
    expect((await bytesOf(callId)).body).toBe('event=CHAT_STARTED&LICENCE=1520&A=%ZZ&&=x&B=\xb9')
  })

  it('stays a GET, and an empty EVENT in the query is stood in front of', async () => {
    const query = Buffer.from('EVENT=&LICENCE=7&STATUS=online', 'latin1')
    const callId = await rejected('', { method: 'GET', query, contentType: null })
    const outcome = await correctCall({ callId, EVENT: 'BUTTON_STATUS', actor })
    expect(await bytesOf(outcome.ok ? outcome.eventId : '')).toMatchObject({
      method: 'GET',
      query: 'EVENT=BUTTON_STATUS&EVENT=&LICENCE=7&STATUS=online',
      body: '',
    })
  })

  it('keeps a body that is no form, and carries the names in the query', async () => {
    const json = '{"event":"CHAT_STARTED","licence":1520}'
    const callId = await rejected(json, { contentType: 'application/json' })
    const { suggested } = (await getCall(callId))?.correctable ?? {}
    expect(suggested).toEqual({ EVENT: 'CHAT_STARTED', LICENCE: '1520' })
    const outcome = await correctCall({ callId, ...suggested, actor })
    expect(outcome).toMatchObject({ ok: true, endpoints: 0 })
    expect(await bytesOf(outcome.ok ? outcome.eventId : '')).toMatchObject({
      query: 'EVENT=CHAT_STARTED&LICENCE=1520',
      body: json,
    })
  })

  it('makes one event when many ask at the same time, and when asked again', async () => {
    const callId = await rejected('LICENCE=1520&STATUS=online')
    const ask = (EVENT: string) => correctCall({ callId, EVENT, actor })
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => ask('BUTTON_STATUS')))
    outcomes.push(await ask('CHAT_STARTED'))
    expect(new Set(outcomes.map((one) => one.ok && one.eventId)).size).toBe(1)
    expect(outcomes.filter((one) => one.ok && one.isNew)).toHaveLength(1)
    const { rows } = await pool().query('SELECT event_type FROM call WHERE corrected_from = $1', [callId])
    expect(rows).toEqual([{ event_type: 'BUTTON_STATUS' }])
  })

  it('is refused with what is still missing, and nothing is stored', async () => {
    const callId = await rejected('STATUS=online')
    expect(await correctCall({ callId, EVENT: 'BUTTON_STATUS', actor })).toEqual({
      ok: false,
      reason: 'The call has no LICENCE. Write what is missing.',
    })
    expect((await getCall(callId))?.correctedAs).toBeNull()
  })

  it('must be a rejected call', async () => {
    const [stored] = await storeForms(['EVENT=BUTTON_STATUS&LICENCE=1'])
    expect(await correctCall({ callId: stored?.id ?? '', EVENT: 'X', actor })).toMatchObject({ ok: false })
  })
})

describe('an event that went nowhere', () => {
  const map = (eventId: string, expected: string[] | null, licence: string | null = null) =>
    mapAndDeliver({ eventId, eventType: 'CHAT_RATED', licence, urls: [URL_A], expected, actor })

  it('is mapped and delivered at once', async () => {
    const [stored] = await storeForms(['EVENT=CHAT_RATED&LICENCE=7&STARS=5'])
    const id = stored?.id ?? ''
    expect((await getCall(id))?.scopes).toEqual({ licence: null, defaults: null })
    expect(await map(id, null)).toMatchObject({ ok: true, delivered: { outcome: 'queued' } })
    expect((await getCall(id))?.deliveries).toMatchObject([{ url: URL_A, status: 'pending' }])
    // A second one who saw the page before is told, and nothing is sent twice.
    expect(await map(id, null)).toMatchObject({ ok: false, conflict: { now: [URL_A] } })
    expect((await getCall(id))?.deliveries).toHaveLength(1)
  })

  it('stays where it is when its licence says "deliver nothing" and the defaults are mapped', async () => {
    await pool().query("INSERT INTO mapping (licence, event_type) VALUES ('8', 'CHAT_RATED')")
    const [stored] = await storeForms(['EVENT=CHAT_RATED&LICENCE=8'])
    const id = stored?.id ?? ''
    expect((await getCall(id))?.scopes).toEqual({ licence: [], defaults: null })
    expect(await map(id, null)).toMatchObject({ ok: true, delivered: { outcome: 'nothing mapped' } })
    expect(await map(id, [], '8')).toMatchObject({ ok: true, delivered: { outcome: 'queued' } })
  })
})

describe('the list of odd events', () => {
  it('holds those with a finding, also of one type', async () => {
    const [odd, plain, other] = await storeForms([
      'EVENT=BUTTON_STATUS&LICENCE=odd&STATUS=broken',
      'EVENT=BUTTON_STATUS&LICENCE=odd&STATUS=online',
      'EVENT=CHAT_RATED&LICENCE=odd',
    ])
    const ids = async (more: object) =>
      (await listCalls({ odd: true, licence: ['odd'], ...more })).rows.map((row) => row.id)
    expect(await ids({})).toEqual([other?.id, odd?.id])
    expect(await ids({ eventType: ['BUTTON_STATUS'] })).toEqual([odd?.id])
    expect(await ids({ search: 'broken' })).toEqual([odd?.id])
    expect((await listCalls({ licence: ['odd'], eventType: ['BUTTON_STATUS'] })).rows).toMatchObject([
      { id: plain?.id, odd: [] },
      { id: odd?.id, odd: [{ kind: 'unlisted value', name: 'STATUS', value: 'broken' }] },
    ])
  })
})
