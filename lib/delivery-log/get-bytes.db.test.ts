import { beforeEach, describe, expect, it } from 'vitest'
import { pool } from '../db/pool.ts'
import { MASK } from '../livechat/mask.ts'
import { useTestDatabase } from '../test/database.ts'
import { mapTo, storeForms } from '../test/events.ts'
import { callBytes, deliveryBytes } from './get-bytes.ts'

useTestDatabase()
const FORM = 'EVENT=X&LICENCE=7&NOTE=%ff%C5%82&PASSWORD=hunt%65r22'

beforeEach(() => pool().query('TRUNCATE mapping, endpoint, call, delivery, attempt, attempt_job CASCADE'))

async function stored(form: string): Promise<{ id: string; eventId: string }> {
  await mapTo('X', 'http://127.0.0.1:9/x.pl')
  const [call] = await storeForms([form])
  return { id: call?.deliveries[0]?.id ?? '', eventId: call?.id ?? '' }
}

async function answered(deliveryId: string, body: Buffer): Promise<void> {
  await pool().query(
    `INSERT INTO attempt (delivery_id, number, trigger, started_at, finished_at, method, url, request_headers, outcome, status,
       response_headers, response_body)
     VALUES ($1, 1, 'event', now(), now(), 'POST', 'http://127.0.0.1:9/x.pl',
       '[["content-type", "application/x-www-form-urlencoded"]]', 'answered', 200, '[]', $2)`,
    [deliveryId, body],
  )
}

describe('bytes of the log', () => {
  it('are exactly those that came, whole, where there is no secret in them', async () => {
    const form = `EVENT=X&LICENCE=7&NOTE=${'%0A'.repeat(100_000)}&RAW=\xff%zz`
    const { id, eventId } = await stored(form)
    const exact = { bytes: Buffer.from(form, 'latin1'), isMasked: false }
    expect(await deliveryBytes(id, 'body', Number.NaN)).toEqual(exact)
    expect(await callBytes(eventId, 'body', Number.NaN)).toEqual(exact)
    const value = { bytes: Buffer.from('\n'.repeat(100_000)), isMasked: false }
    expect(await deliveryBytes(id, 'parameter', 2)).toEqual(value)
    expect(await callBytes(eventId, 'parameter', 2)).toEqual(value)
  })

  it('have their secrets masked, and say so: in what came, was sent, and was answered', async () => {
    const { id, eventId } = await stored(FORM)
    await answered(id, Buffer.from('\xffset to hunter22', 'latin1'))
    const masked = { bytes: Buffer.from(FORM.replace('hunt%65r22', '****')), isMasked: true }
    expect(await deliveryBytes(id, 'body', Number.NaN)).toEqual(masked)
    expect(await deliveryBytes(id, 'request', 1)).toEqual(masked)
    expect(await callBytes(eventId, 'body', Number.NaN)).toEqual(masked)
    expect(await deliveryBytes(id, 'parameter', 3)).toEqual({ bytes: Buffer.from(MASK), isMasked: true })
    expect(await deliveryBytes(id, 'response', 1)).toEqual({
      bytes: Buffer.from('\xffset to ****', 'latin1'),
      isMasked: true,
    })
  })

  it('are none of what is not there', async () => {
    const { id, eventId } = await stored(FORM)
    expect(await deliveryBytes(id, 'response', 1)).toBeNull()
    expect(await deliveryBytes(id, 'parameter', 9)).toBeNull()
    expect(await deliveryBytes(id, 'parameter', Number.NaN)).toBeNull()
    expect(await deliveryBytes(eventId, 'body', Number.NaN)).toBeNull()
    expect(await callBytes('no-uuid', 'body', Number.NaN)).toBeNull()
  })
})
