import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Receiver, startReceiver } from '#e2e/support/receiver.ts'
import { pool } from '../db/pool.ts'
import { resendNow } from '../dispatch/attempt-now.ts'
import { closeOutbound } from '../dispatch/outbound.ts'
import { useTestDatabase } from '../test/database.ts'
import { mapTo, storeForms } from '../test/events.ts'
import type { DeliveryFilters } from './filters.ts'
import { listDeliveries } from './list-deliveries.ts'
import { UnknownName } from './unknown-name.ts'

useTestDatabase()

let receiver: Receiver
/** Of each event type, its delivery. */
const made: Record<string, string> = {}

const found = async (filters: DeliveryFilters) => {
  const names = new Map(Object.entries(made).map(([name, id]) => [id, name]))
  return (await listDeliveries(filters)).rows.map((row) => names.get(row.id)).sort()
}

beforeAll(async () => {
  receiver = await startReceiver()
  receiver.answer(({ target }) => {
    if (target.startsWith('/ok')) return { status: 200, body: 'thanks, order 4711' }
    if (target.startsWith('/busy'))
      return { status: 503, body: 'upstream pool exhausted', headers: { 'x-node': 'web-seven' } }
    if (target.startsWith('/echo')) return { status: 200, body: 'your password hunter22 is set' }
    return {
      status: 404,
      body: Buffer.from([0xf8, 0xe8]),
      headers: { 'content-type': 'text/plain; charset=iso-8859-2' },
    }
  })
  await mapTo('CHAT_STARTED', `${receiver.url}/ok?tenant=blue`)
  await mapTo('CHAT_RATED', `${receiver.url}/busy`)
  await mapTo('NEW_OPERATOR', `${receiver.url}/echo`)
  await mapTo('VISITOR_LEFT_CHAT', `${receiver.url}/lost`)
  await mapTo('CLIENT_INVITED', 'http://never-called.example/invite')
  const forms = {
    CHAT_STARTED: 'OPERATOR_ID=jane%40example.com&CLIENT_ID=S129abc&GREETING=hello',
    CHAT_RATED: 'OPERATOR_ID=janet%40example.com&CLIENT_ID=S130&STARS=5',
    NEW_OPERATOR: 'OPERATOR_ID=new%40example.com&PASSWORD=hunter22',
    VISITOR_LEFT_CHAT: 'OPERATOR_ID=Jane%40example.com&CLIENT_ID=S129abc',
    CLIENT_INVITED: 'OPERATOR_ID=jane%40other.example&CLIENT_ID=S999&GREETING=waiting',
  }
  for (const [name, form] of Object.entries(forms)) {
    const [stored] = await storeForms([`EVENT=${name}&LICENCE=1520&${form}`], {}, 3600)
    made[name] = stored?.deliveries[0]?.id ?? ''
    // Not due yet: a resend leaves alone what goes out by itself.
    await pool().query("UPDATE delivery SET next_attempt_at = now() + interval '1 hour' WHERE attempts = 0")
    if (name !== 'CLIENT_INVITED') await resendNow({ deliveryId: made[name], actor: 'anna@example.com' })
  }
  await pool().query('UPDATE delivery SET last_duration_ms = 2500, attempts = 4 WHERE id = $1', [
    made.CHAT_RATED,
  ])
})
afterAll(async () => {
  await closeOutbound()
  await receiver.stop()
})

describe('words', () => {
  it.each([
    ['of the payload', 'hello', ['CHAT_STARTED']],
    ['of the payload of what was never attempted', 'waiting', ['CLIENT_INVITED']],
    ['of an answer', 'exhausted', ['CHAT_RATED']],
    ['of an answer in its charset', 'řč', ['VISITOR_LEFT_CHAT']],
    ['of an answer’s header', 'web-seven', ['CHAT_RATED']],
    ['of an answer’s status', '404', ['VISITOR_LEFT_CHAT']],
    ['of the URL', 'tenant', ['CHAT_STARTED']],
    ['of payload and answer together', 's130 upstream', ['CHAT_RATED']],
    ['that are all there, but not in one', 'hello exhausted', []],
    ['that are secret, echoed or not', 'hunter22', []],
  ])('%s', async (_, search, expected) => expect(await found({ search })).toEqual(expected))

  it('of a request’s header: the id that the receiver saw', async () => {
    expect(await found({ search: made.CHAT_RATED })).toEqual(['CHAT_RATED'])
  })

  it('of an error', async () => {
    await resendNow({ deliveryId: made.CLIENT_INVITED ?? '', actor: 'anna@example.com' })
    expect(await found({ search: 'resolved waiting' })).toEqual(['CLIENT_INVITED'])
  })

  it('of a later answer come to those of the first', async () => {
    receiver.answer(() => ({ status: 200, body: 'recovered' }))
    await resendNow({ deliveryId: made.CHAT_RATED ?? '', actor: 'anna@example.com' })
    expect(await found({ search: 'recovered' })).toEqual(['CHAT_RATED'])
    expect(await found({ search: 'exhausted' })).toEqual(['CHAT_RATED'])
    await pool().query(
      'UPDATE delivery SET last_duration_ms = 2500, attempts = 4, last_status = 503 WHERE id = $1',
      [made.CHAT_RATED],
    )
  })
})

describe('filters', () => {
  it.each<[DeliveryFilters, string[]]>([
    [{ code: ['503'] }, ['CHAT_RATED']],
    [{ code: ['4xx', '5xx'] }, ['CHAT_RATED', 'VISITOR_LEFT_CHAT']],
    [{ code: ['2xx'] }, ['CHAT_STARTED', 'NEW_OPERATOR']],
    [{ error: ['dns'] }, ['CLIENT_INVITED']],
    [{ error: ['dns'], code: ['404'] }, ['CLIENT_INVITED', 'VISITOR_LEFT_CHAT']],
    [{ attempts: '>1' }, ['CHAT_RATED']],
    [{ took: '>2s' }, ['CHAT_RATED']],
    [{ took: '2s-3s', code: ['5xx'] }, ['CHAT_RATED']],
    [{ agent: ['jane'] }, ['CHAT_STARTED', 'CLIENT_INVITED', 'VISITOR_LEFT_CHAT']],
    [{ agent: ['JANE@example.com'] }, ['CHAT_STARTED', 'VISITOR_LEFT_CHAT']],
    [{ agent: ['jane'], search: 'hello' }, ['CHAT_STARTED']],
    [{ agent: ['jane', 'janet'], status: ['pending'] }, ['CLIENT_INVITED', 'VISITOR_LEFT_CHAT']],
    [{ agent: ['jan'] }, []],
    [{ client: ['S129'] }, ['CHAT_STARTED', 'VISITOR_LEFT_CHAT']],
    [{ client: ['s129abc'], agent: ['jane'] }, ['CHAT_STARTED', 'VISITOR_LEFT_CHAT']],
    [{ endpoint: ['never-called.example'] }, ['CLIENT_INVITED']],
    [{ endpoint: ['/busy', 'NEVER-CALLED'] }, ['CHAT_RATED', 'CLIENT_INVITED']],
  ])('%j', async (filters, expected) => expect(await found(filters)).toEqual(expected))

  it('name an endpoint or chat server that is not there', async () => {
    await expect(found({ endpoint: ['shop.exmaple'] })).rejects.toThrow(UnknownName)
    await expect(found({ chatServer: ['nobody'] })).rejects.toThrow('no chat server is called “nobody”')
  })

  it('do not tell what the query of an endpoint’s URL holds', async () => {
    await expect(found({ endpoint: ['tenant=blue'] })).rejects.toThrow(UnknownName)
  })
})
