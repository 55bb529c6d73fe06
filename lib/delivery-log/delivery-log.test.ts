import { beforeAll, describe, expect, it } from 'vitest'
import { uuidFloor } from '../db/partitions.ts'
import { pool } from '../db/pool.ts'
import { useTestDatabase } from '../test/database.ts'
import { mapTo, storeForms } from '../test/events.ts'
import { fillWords } from './fill-words.ts'
import { getCall } from './get-call.ts'
import { getDelivery } from './get-delivery.ts'
import { listCalls } from './list-calls.ts'
import { listDeliveries } from './list-deliveries.ts'
import { wordsQuery } from './search-windows.ts'
import type { LogPage } from './types.ts'

useTestDatabase()

let crm = ''
beforeAll(async () => {
  await mapTo('OPERATOR_STATUS', 'http://shop.example/events.pl')
  crm = await mapTo('CHAT_STARTED', 'http://crm.example/chat')
  await mapTo('CHAT_STARTED', 'http://shop.example/events.pl?second')
  const bodies = Array.from({ length: 30 }, (_, n) =>
    n % 3 === 0
      ? `EVENT=CHAT_STARTED&LICENCE=1520&CLIENT_ID=S${n}&OPERATOR_ID=jane%40example.com&STATUS=0`
      : `EVENT=OPERATOR_STATUS&LICENCE=${n % 2 ? 1520 : 100100}&OPERATOR_ID=john%40example.com&STATUS=${n % 6}`,
  )
  for (const body of bodies) await storeForms([body], {}, 3600)
  await storeForms([
    'EVENT=CHAT_RATED&LICENCE=1520&STARS=5',
    'LICENCE=1520&LOST=lonely',
    'EVENT=NEW_OPERATOR&LICENCE=1&PASSWORD=hunter2&LAST_NAME=Nowak',
  ])
  await pool().query("UPDATE delivery SET status = 'failed' WHERE endpoint_id = $1", [crm])
  await fillWords()
})

async function walk<Row>(
  page: (cursor: { before?: string; after?: string }) => Promise<LogPage<Row>>,
): Promise<Row[][]> {
  const pages: Row[][] = []
  let before: string | undefined
  for (;;) {
    const { rows, older } = await page({ before })
    pages.push(rows)
    if (!older) return pages
    before = older
  }
}

describe('the list of deliveries', () => {
  it('is newest first, and its pages hold every delivery once', async () => {
    const pages = await walk((cursor) => listDeliveries({ limit: 7, ...cursor }))
    const ids = pages.flat().map((row) => row.id)
    expect(ids).toHaveLength(40)
    expect(ids).toEqual([...new Set(ids)].sort().reverse())
    expect(pages.map((rows) => rows.length)).toEqual([7, 7, 7, 7, 7, 5])
  })

  it('goes back to the page before by its cursor', async () => {
    const first = await listDeliveries({ limit: 7 })
    expect(first.newer).toBeNull()
    const second = await listDeliveries({ limit: 7, before: first.older ?? '' })
    const back = await listDeliveries({ limit: 7, after: second.newer ?? '' })
    expect(back.rows).toEqual(first.rows)
    expect(back.newer).toBeNull()
    expect(back.older).toBe(first.older)
  })

  it.each([
    [{ status: ['failed' as const] }, 10],
    [{ status: ['failed' as const, 'pending' as const] }, 40],
    [{ eventType: ['OPERATOR_STATUS'] }, 20],
    [{ licence: ['100100'] }, 10],
    [{ since: '1h' }, 40],
    [{ since: '2999-01-01T00:00:00Z' }, 0],
    [{ status: [], licence: [] }, 40],
    [{ eventType: ['CHAT_STARTED'], status: ['pending' as const] }, 10],
  ])('matches %j', async (filters, count) => {
    expect((await listDeliveries({ ...filters, limit: 500 })).rows).toHaveLength(count)
  })

  it('matches an endpoint', async () => {
    const { rows } = await listDeliveries({ endpointId: [crm], limit: 500 })
    expect(rows).toHaveLength(10)
    expect(rows[0]).toMatchObject({
      url: 'http://crm.example/chat',
      clientId: 'S27',
      operatorId: 'jane@example.com',
    })
  })

  it('finds words, all of them, also in parts of an e-mail address', async () => {
    const found = async (search: string) => (await listDeliveries({ search, limit: 500 })).rows.length
    expect(await found('jane@example.com')).toBe(20)
    expect(await found('Jane')).toBe(20)
    expect(await found('jane s3')).toBe(2)
    expect(await found('jane john')).toBe(0)
    expect(await found('nowhere-to-be-found')).toBe(0)
    expect(await found("o'brien \\ & | ! :* <->")).toBe(0)
  })

  it('pages through found words without losing or repeating any, fan-out included', async () => {
    const pages = await walk((cursor) => listDeliveries({ search: 'jane', limit: 3, ...cursor }))
    const ids = pages.flat().map((row) => row.id)
    expect(ids).toHaveLength(20)
    expect(new Set(ids).size).toBe(20)
  })

  it('finds words in events of days ago', async () => {
    const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
    const old = uuidFloor(Date.parse(`${day}T12:00:00Z`))
    await pool().query(
      `INSERT INTO call (id, received_at, outcome, method, query, body, headers, charset, event_type, licence, parameters, words)
       VALUES ($1, now(), 'accepted', 'POST', '', '', '[]', 'utf-8', 'X', '9', '[]', array_to_tsvector('{old,words}'))`,
      [old],
    )
    expect((await listCalls({ search: 'old words' })).rows.map((row) => row.id)).toEqual([old])
    await pool().query('DELETE FROM call WHERE id = $1', [old])
  })
})

describe('the list of calls', () => {
  it('holds accepted and rejected ones, with the reason', async () => {
    expect((await listCalls({ limit: 500 })).rows).toHaveLength(33)
    const { rows } = await listCalls({ fate: ['rejected'] })
    expect(rows).toMatchObject([{ outcome: 'rejected', reason: 'The call has no EVENT', licence: '1520' }])
  })

  it('tells which events went nowhere', async () => {
    const { rows } = await listCalls({ fate: ['nowhere'] })
    expect(rows.map((row) => row.eventType).sort()).toEqual(['CHAT_RATED', 'NEW_OPERATOR'])
  })

  it('finds rejected ones by words too, and pages', async () => {
    expect((await listCalls({ search: 'lonely' })).rows).toHaveLength(1)
    const pages = await walk((cursor) => listCalls({ limit: 10, ...cursor }))
    expect(new Set(pages.flat().map((row) => row.id)).size).toBe(33)
  })
})

describe('one of them', () => {
  it('shows payload, attempts and where it goes now', async () => {
    const [row] = (await listDeliveries({ endpointId: [crm], limit: 1 })).rows
    await pool().query(
      `INSERT INTO attempt (delivery_id, number, trigger, started_at, finished_at, method, url, request_headers, outcome, status,
         response_headers, response_body)
       VALUES ($1, 1, 'event', now(), now(), 'POST', 'http://crm.example/chat', '[["webhook-id","x"]]', 'answered', 500, '[["server","pl"]]', 'oops')`,
      [row?.id],
    )
    const delivery = await getDelivery(row?.id ?? '')
    expect(delivery?.attemptList).toMatchObject([
      { number: 1, outcome: 'answered', status: 500, responseHeaders: [['server', 'pl']] },
    ])
    expect(Buffer.from(delivery?.attemptList[0]?.responseBody ?? '', 'base64').toString()).toBe('oops')
    expect(delivery?.mappedNow.map((target) => target.url)).toEqual([
      'http://crm.example/chat',
      'http://shop.example/events.pl?second',
    ])
    expect(Buffer.from(delivery?.payload.body ?? '', 'base64').toString()).toContain('EVENT=CHAT_STARTED')
  })

  it('never shows a secret, unless asked by the command line', async () => {
    await mapTo('NEW_OPERATOR', 'http://crm.example/operator')
    const [stored] = await storeForms(
      ['EVENT=NEW_OPERATOR&LICENCE=1&PASSWORD=hunter2+x'],
      { query: Buffer.from('TOKEN=abcdefgh') },
      3600,
    )
    const id = stored?.deliveries[0]?.id ?? ''
    await pool().query(
      `INSERT INTO attempt (delivery_id, number, trigger, started_at, method, url, request_headers, response_body, response_headers)
       VALUES ($1, 1, 'event', now(), 'POST', 'http://crm.example/operator?TOKEN=abcdefgh', '[]', 'made hunter2 x', '[["x-echo","hunter2+x"]]')`,
      [id],
    )
    const everything = (value: unknown) =>
      JSON.stringify(value, (_, part) =>
        typeof part === 'string' && part.length % 4 === 0 ? `${part} ${Buffer.from(part, 'base64')}` : part,
      )
    const shown = everything([await getDelivery(id), await getCall(stored?.id ?? '')])
    expect(shown).not.toMatch(/hunter2|abcdefgh/)
    expect(shown).toContain('EVENT=NEW_OPERATOR')
    expect(everything(await getDelivery(id, { secrets: true }))).toMatch(/hunter2/)
  })

  it('is null for an id that is none, or nobody’s', async () => {
    expect(await getDelivery('1 OR 1=1')).toBeNull()
    expect(await getCall('019aa000-0000-7000-8000-000000000000')).toBeNull()
  })
})

it('shows nothing of an answer to a body of which nothing is shown', async () => {
  const multipart = {
    query: Buffer.from('EVENT=CHAT_STARTED&LICENCE=1'),
    contentType: 'multipart/form-data; boundary=x',
  }
  const [stored] = await storeForms(['--x\r\nname="PASSWORD"\r\n\r\ncanary'], multipart, 3600)
  const id = stored?.deliveries[0]?.id ?? ''
  await pool().query(
    `INSERT INTO attempt (delivery_id, number, trigger, started_at, finished_at, method, url, request_headers, outcome, status,
       status_text, response_headers, response_body)
     VALUES ($1, 1, 'event', now(), now(), 'POST', 'http://crm.example/chat', $2, 'answered', 500, 'canary', '[["x-echo","canary"]]', 'canary')`,
    [id, JSON.stringify([['content-type', multipart.contentType]])],
  )
  const shown = await getDelivery(id)
  expect(shown?.attemptList[0]).toMatchObject({ statusText: '****', responseHeaders: [['x-echo', '****']] })
  expect(JSON.stringify(shown)).not.toContain(Buffer.from('canary').toString('base64').slice(0, 8))
  expect(JSON.stringify(shown)).not.toContain('canary')
})

describe('a query by words', () => {
  it('quotes what people type', () => {
    expect(wordsQuery('   ')).toBeNull()
    expect(wordsQuery('Jane')).toBe("'jane'")
  })
})
