import { beforeAll, describe, expect, it } from 'vitest'
import { pool } from '../db/pool.ts'
import { acceptTestEvent } from '../ingest/accept-test-event.ts'
import { useTestDatabase } from '../test/database.ts'
import { mapTo, storeForms } from '../test/events.ts'
import { countDeliveryFacets } from './delivery-summary.ts'
import type { CallFilters, DeliveryFilters } from './filters.ts'
import { listCalls } from './list-calls.ts'
import { listDeliveries } from './list-deliveries.ts'
import { UnknownName } from './unknown-name.ts'

useTestDatabase()

let shop = ''
let crm = ''
let sentElsewhere = ''

beforeAll(async () => {
  shop = await mapTo('CHAT_STARTED', 'http://shop.example/a.pl')
  crm = await mapTo('CHAT_RATED', 'http://crm.example/b.pl')
  await pool().query(
    `INSERT INTO chat_server (id, name) VALUES ('01990000-0000-7000-8000-000000000001', 'rack')`,
  )
  await storeForms(['EVENT=CHAT_STARTED&LICENCE=1', 'EVENT=CHAT_RATED&LICENCE=1'])
  await pool().query('UPDATE call SET chat_server_id = (SELECT id FROM chat_server)')
  await acceptTestEvent(
    [
      ['EVENT', 'CHAT_STARTED'],
      ['LICENCE', '2'],
    ],
    3600,
  )
  const { rows } = await pool().query<{ id: string }>(
    `INSERT INTO delivery (event_id, endpoint_id, event_type, licence, status, original_id)
     SELECT event_id, endpoint_id, event_type, licence, 'succeeded', id FROM delivery WHERE licence = '1' AND endpoint_id = $1
     RETURNING id`,
    [shop],
  )
  sentElsewhere = rows[0]?.id ?? ''
  await pool().query('INSERT INTO delivery_override (delivery_id, url, actor) VALUES ($1, $2, $3)', [
    sentElsewhere,
    'http://crm.example/again.pl?key=secret',
    'ann',
  ])
})

const found = async (filters: DeliveryFilters) =>
  (await listDeliveries(filters)).rows
    .map(
      (row) =>
        `${row.eventType} ${row.licence}${row.isTest ? ' test' : ''}${row.isElsewhere ? ` at ${row.url}` : ''}`,
    )
    .sort()
const calls = async (filters: CallFilters) =>
  (await listCalls(filters)).rows.map((row) => `${row.eventType} ${row.licence}`).sort()

const ELSEWHERE = 'CHAT_STARTED 1 at http://crm.example/again.pl?key=secret'

describe('what was sent elsewhere', () => {
  it.each<[DeliveryFilters, string[]]>([
    // By the endpoint that it belongs to, and by where it went.
    [{ endpoint: ['shop.example'] }, ['CHAT_STARTED 1', ELSEWHERE, 'CHAT_STARTED 2 test']],
    [{ endpoint: ['crm.example'] }, ['CHAT_RATED 1', ELSEWHERE]],
    [{ endpoint: ['again.pl'] }, [ELSEWHERE]],
    [{ endpoint: ['crm.example'], status: ['succeeded'] }, [ELSEWHERE]],
    [
      { endpoint: ['crm.example', 'shop.example'], licence: ['1'] },
      ['CHAT_RATED 1', 'CHAT_STARTED 1', ELSEWHERE],
    ],
    [{ endpoint: ['crm.example'], limit: 1 }, [ELSEWHERE]],
    [{ endpoint: ['crm.example'], search: 'rated' }, ['CHAT_RATED 1']],
  ])('%j', async (filters, expected) => expect(await found(filters)).toEqual(expected.sort()))

  it('is not found by what stands behind the ? of its URL', async () => {
    await expect(found({ endpoint: ['secret'] })).rejects.toThrow(UnknownName)
  })

  it('is counted for the endpoint that it belongs to', async () => {
    const { values } = await countDeliveryFacets({ endpoint: ['crm.example'], licence: ['1'] })
    expect(values.endpoint.map(({ value, count }) => [value, count])).toEqual([
      [shop, 2],
      [crm, 1],
    ])
  })
})

describe('test events', () => {
  it('are found by what stands in place of their chat server, beside those of one', async () => {
    expect(await found({ chatServer: ['Test event'] })).toEqual(['CHAT_STARTED 2 test'])
    expect(await calls({ chatServer: ['test event'] })).toEqual(['CHAT_STARTED 2'])
    expect(await calls({ chatServer: ['test event', 'rack'] })).toHaveLength(3)
    expect(await found({ chatServer: ['rack'] })).toEqual(
      ['CHAT_RATED 1', 'CHAT_STARTED 1', ELSEWHERE].sort(),
    )
  })
})
