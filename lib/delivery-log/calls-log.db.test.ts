import { beforeAll, describe, expect, it } from 'vitest'
import { pool } from '../db/pool.ts'
import { storeCalls } from '../ingest/store-calls.ts'
import { useTestDatabase } from '../test/database.ts'
import { mapTo, readForm } from '../test/events.ts'
import { countCallFacets, readCallBars } from './call-summary.ts'
import { exportCalls } from './export-calls.ts'
import { listCalls } from './list-calls.ts'
import { listDeliveries } from './list-deliveries.ts'

useTestDatabase()

const MINUTE = 60_000
const NOW = Date.now()
const RACK = '01990000-0000-7000-8000-00000000000a'
const MANY = '01990000-0000-7000-8000-00000000000c'
const SPARE = '01990000-0000-7000-8000-00000000000b'

const of = (who: string) => `&LICENCE=1520&OPERATOR_ID=${who}%40example.com&CLIENT_ID=S129.${who}`

beforeAll(async () => {
  await mapTo('CHAT_STARTED', 'http://shop.example/a')
  await pool().query(
    "INSERT INTO mapping (licence, event_type, endpoint_id) VALUES (NULL, 'LICENCE_INFO', NULL)",
  )
  for (const [id, name] of [
    [RACK, 'rack 1'],
    [SPARE, 'spare'],
    [MANY, 'many'],
  ])
    await pool().query('INSERT INTO chat_server (id, name) VALUES ($1, $2)', [id, name])
  const calls: [minutesAgo: number, form: string, server: string][] = [
    [50, `EVENT=CHAT_STARTED${of('jane')}&NOTE=apple`, RACK],
    [40, `EVENT=CHAT_STARTED${of('john')}`, RACK],
    [30, `EVENT=CHAT_RATED${of('jane')}&STARS=9`, RACK],
    [20, 'EVENT=LICENCE_INFO&LICENCE=1521', RACK],
    [10, 'LICENCE=1522&NOTE=apple', SPARE],
  ]
  for (const [minutesAgo, form, server] of calls)
    await storeCalls([readForm(form, { receivedAt: new Date(NOW - minutesAgo * MINUTE) }, server)], {
      holdSeconds: 3600,
      backdate: true,
    })
})

const types = async (filters: Parameters<typeof listCalls>[0]) =>
  (await listCalls(filters)).rows.map(({ eventType }) => eventType)

describe('the log of calls', () => {
  it.each([
    [{ fate: ['delivered' as const] }, ['CHAT_STARTED', 'CHAT_STARTED']],
    [{ fate: ['nowhere' as const] }, ['CHAT_RATED']],
    [{ fate: ['muted' as const] }, ['LICENCE_INFO']],
    [{ fate: ['rejected' as const, 'nowhere' as const] }, [null, 'CHAT_RATED']],
    [{ agent: ['jane'] }, ['CHAT_RATED', 'CHAT_STARTED']],
    [{ agent: ['jane'], fate: ['nowhere' as const] }, ['CHAT_RATED']],
    [{ agent: ['example'] }, []],
    [{ client: ['s129.jo'] }, ['CHAT_STARTED']],
    [{ chatServer: ['Spare'] }, [null]],
    [{ search: 'apple' }, [null, 'CHAT_STARTED']],
    [{ search: 'apple', order: 'oldest' as const }, ['CHAT_STARTED', null]],
    [{ odd: true, fate: ['nowhere' as const] }, ['CHAT_RATED']],
    [{ since: '25m' }, [null, 'LICENCE_INFO']],
  ])('matches %j', async (filters, expected) => expect(await types(filters)).toEqual(expected))

  it('refuses a chat server that nobody has, and a fate that is none', async () => {
    await expect(listCalls({ chatServer: ['rack 9'] })).rejects.toThrow('no chat server is called “rack 9”')
    await expect(listCalls({ fate: ['lost' as 'muted'] })).rejects.toThrow('fate knows delivered, nowhere')
  })

  it.each([['calls' as const], ['deliveries' as const]])('pages through %s from the oldest', async (kind) => {
    const list = kind === 'calls' ? listCalls : listDeliveries
    const whole = await list({ order: 'oldest' })
    expect(whole.rows.map(({ id }) => id)).toEqual((await list({})).rows.map(({ id }) => id).toReversed())
    const first = await list({ order: 'oldest', limit: 1 })
    expect(first.older).toBeNull()
    const second = await list({ order: 'oldest', limit: 1, after: first.newer ?? '' })
    expect([...first.rows, ...second.rows]).toEqual(whole.rows.slice(0, 2))
    const back = await list({ order: 'oldest', limit: 1, before: second.older ?? '' })
    expect(back).toEqual(first)
  })

  it('counts the values of what it holds, each as if it were not narrowed down by itself', async () => {
    const counted = async (filters: Parameters<typeof countCallFacets>[0]) => {
      const { values, total } = await countCallFacets(filters)
      const shown = (of: { value: string; count: number }[]) =>
        Object.fromEntries(of.map(({ value, count }) => [value, count]))
      return { total, fate: shown(values.fate), server: shown(values.chatServer), odd: shown(values.odd) }
    }
    expect(await counted({})).toEqual({
      total: 5,
      fate: { delivered: 2, nowhere: 1, muted: 1, rejected: 1 },
      server: { 'rack 1': 4, spare: 1 },
      odd: { true: 4 },
    })
    expect(await counted({ fate: ['rejected'] })).toMatchObject({
      total: 1,
      fate: { delivered: 2, nowhere: 1, muted: 1, rejected: 1 },
      server: { spare: 1 },
    })
    expect(await counted({ search: 'apple' })).toMatchObject({
      total: 2,
      fate: { delivered: 1, rejected: 1 },
    })
  })

  it.each([
    [{}],
    [{ licence: ['1520', '1521', '1522'] }],
    [{ fate: ['delivered' as const, 'nowhere' as const, 'muted' as const, 'rejected' as const] }],
  ])('draws the same bars whichever index counts them: %j', async (filters) => {
    const bars = await readCallBars({ ...filters, since: '1h' }, NOW)
    const sums: Record<string, number> = {}
    for (const { counts } of bars?.bars ?? [])
      for (const [fate, count] of Object.entries(counts)) sums[fate] = (sums[fate] ?? 0) + count
    expect(sums).toEqual({ delivered: 2, nowhere: 1, muted: 1, rejected: 1 })
  })

  it('is a file, a line a call', async () => {
    const chunks: string[] = []
    for await (const chunk of exportCalls({ licence: ['1520'] }, 'csv')) chunks.push(chunk.text)
    const [head, ...lines] = chunks.join('').trimEnd().split('\r\n')
    expect(head).toBe(
      'id,receivedAt,outcome,reason,chatServer,from,licence,event,agent,client,endpoints,deliversNothing,odd',
    )
    expect(lines.map((line) => line.split(',').slice(2))).toEqual([
      expect.arrayContaining(['accepted', 'rack 1', 'CHAT_RATED', 'jane@example.com', '0']),
      expect.arrayContaining(['CHAT_STARTED', 'john@example.com', '1']),
      expect.arrayContaining(['CHAT_STARTED', 'jane@example.com', '1']),
    ])
  })

  it('finds the deliveries of a chat server by its events, few or many', async () => {
    const found = async (chatServer: string, more = {}) =>
      (await listDeliveries({ chatServer: [chatServer], ...more })).rows.map(({ clientId }) => clientId)
    expect(await found('rack 1')).toEqual(['S129.john', 'S129.jane'])
    expect(await found('rack 1', { search: 'apple' })).toEqual(['S129.jane'])
    expect(await found('spare')).toEqual([])
    expect(await found('spare', { search: 'apple' })).toEqual([])
    await storeCalls(
      Array.from({ length: 201 }, (_, n) =>
        readForm(`EVENT=CHAT_STARTED&LICENCE=1600&CLIENT_ID=M${n}`, { receivedAt: new Date(NOW) }, MANY),
      ),
      { holdSeconds: 3600, backdate: true },
    )
    expect((await listDeliveries({ chatServer: ['many'], limit: 500 })).rows).toHaveLength(201)
    expect(await found('many', { client: ['M20'] })).toEqual(['M200', 'M20'])
  })
})
