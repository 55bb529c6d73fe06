import { beforeAll, describe, expect, it } from 'vitest'
import { pool } from '../db/pool.ts'
import { storeCalls } from '../ingest/store-calls.ts'
import { registerLicence } from '../mappings/licences.ts'
import { useTestDatabase } from '../test/database.ts'
import { mapTo, readForm, SOME_CHAT_SERVER } from '../test/events.ts'
import { getLicence } from './get-licence.ts'
import { listLicencePage } from './list-licence-page.ts'
import { DELIVERIES_BOUND } from './list-limits.ts'

useTestDatabase()

const NOW = Date.now()

async function send(form: string, at = NOW) {
  const [stored] = await storeCalls([readForm(form, { receivedAt: new Date(at) }, SOME_CHAT_SERVER)])
  return stored?.id ?? ''
}

const numbers = async (filters: Parameters<typeof listLicencePage>[0]) => {
  const page = await listLicencePage(filters)
  return { numbers: page.rows.map((row) => row.id), older: page.older, newer: page.newer }
}

beforeAll(async () => {
  const registered = ['10', '9', '2', '100', 'Shop/B', 'shop a', '..']
  for (const [index, number] of registered.entries()) {
    await pool().query('INSERT INTO licence (number, created_at) VALUES ($1, $2)', [
      number,
      new Date(NOW - index * 1000),
    ])
  }
})

describe('the list of licences', () => {
  it('goes by number, shorter first, page by page both ways', async () => {
    const all = ['2', '9', '..', '10', '100', 'Shop/B', 'shop a']
    const sorted = all.toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1))
    expect(await numbers({})).toEqual({ numbers: sorted, older: null, newer: null })
    const first = await numbers({ limit: 3 })
    expect(first).toEqual({ numbers: sorted.slice(0, 3), older: sorted[2], newer: null })
    const second = await numbers({ limit: 3, before: sorted[2] })
    expect(second).toEqual({ numbers: sorted.slice(3, 6), older: sorted[5], newer: sorted[3] })
    expect(await numbers({ limit: 3, after: sorted[3] })).toEqual(first)
  })

  it('goes by the newest registered', async () => {
    expect((await numbers({ order: 'newest' })).numbers).toEqual([
      '10',
      '9',
      '2',
      '100',
      'Shop/B',
      'shop a',
      '..',
    ])
    expect((await numbers({ order: 'newest', limit: 2, before: '9' })).numbers).toEqual(['2', '100'])
    expect((await numbers({ order: 'newest', limit: 2, after: '100' })).numbers).toEqual(['9', '2'])
  })

  it('finds a part of a number as it is written, in upper or lower case', async () => {
    expect((await numbers({ search: 'SHOP' })).numbers).toEqual(['Shop/B', 'shop a'])
    expect((await numbers({ search: '%' })).numbers).toEqual([])
    expect((await numbers({ search: '0', limit: 1 })).older).toBe('10')
    expect((await numbers({ search: '0', limit: 1, before: '10' })).numbers).toEqual(['100'])
  })

  it('says of each what its events have told, its mappings and what failed', async () => {
    const endpoint = await mapTo('BUTTON_STATUS', 'http://127.0.0.1:9/', '9')
    await send('EVENT=LICENCE_INFO&LICENCE=9&LIC_TYPE=9&EXPIRATION_DATE=some+day')
    await send('EVENT=OPERATOR_STATUS&LICENCE=9&OPERATOR_ID=jane&STATUS=0')
    await send('EVENT=CHAT_STARTED&LICENCE=9&OPERATOR_ID=john&INVITING_OP=ewa&STATUS=1')
    const id = await send('EVENT=BUTTON_STATUS&LICENCE=9&STATUS=online')
    await send('LICENCE=9')
    await pool().query("UPDATE delivery SET status = 'failed' WHERE licence = '9'")
    const [row] = (await listLicencePage({ search: '9' })).rows
    expect(row).toMatchObject({
      id: '9',
      type: '9',
      expires: 'some day',
      button: 'online',
      agentsOnline: 1,
      agentsKnown: 3,
      agentsBounded: false,
      ownMappings: 1,
      lastEvent: { id, eventType: 'BUTTON_STATUS' },
      failed24h: 1,
      failedBounded: false,
    })
    await pool().query(
      `INSERT INTO delivery (event_id, endpoint_id, event_type, licence, status)
       SELECT uuidv7(), $1, 'BUTTON_STATUS', '9', 'succeeded' FROM generate_series(0, $2::int)`,
      [endpoint, DELIVERIES_BOUND],
    )
    expect((await listLicencePage({ search: '9' })).rows[0]).toMatchObject({
      failed24h: 0,
      failedBounded: true,
    })
    const quiet = (await listLicencePage({ search: '100' })).rows[0]
    expect(quiet).toMatchObject({ type: null, agentsKnown: 0, lastEvent: null, failed24h: 0 })
  })
})

describe('a licence', () => {
  it('is what its newest events told, with who is in which private chat', async () => {
    const at = NOW - 60_000
    const number = 'of/agents'
    const licence = encodeURIComponent(number)
    await send(
      `EVENT=NEW_LICENCE&LICENCE=${licence}&PASSWORD=hunter2&NICK=Janey&FIRST_NAME=Jane&LAST_NAME=Nowak&OPERATOR_ID=jane&LANGUAGE=pl&LIC_TYPE=1`,
      at,
    )
    await send(`EVENT=OPERATOR_STATUS&LICENCE=${licence}&OPERATOR_ID=jane&STATUS=0`, at + 1000)
    await send(`EVENT=OPERATOR_STATUS&LICENCE=${licence}&OPERATOR_ID=jane&STATUS=0`, at + 2000)
    await send(`EVENT=OPERATOR_STATUS&LICENCE=${licence}&OPERATOR_ID=jane&STATUS=2`, at + 500)
    for (const agent of ['jane', 'john']) {
      await send(
        `EVENT=PRIVATE_CHAT_STATUS&LICENCE=${licence}&OPERATOR_ID=${agent}&STATUS=start&GROUP=17`,
        at,
      )
    }
    await send(`EVENT=PRIVATE_CHAT_STATUS&LICENCE=${licence}&OPERATOR_ID=john&STATUS=stop&GROUP=17`)
    await send(`EVENT=PRIVATE_CHAT_STATUS&LICENCE=${licence}&OPERATOR_ID=john&STATUS=start&GROUP=18`)

    const read = await getLicence(number)
    expect(read).toMatchObject({
      number,
      facts: { LIC_TYPE: { value: '1' }, LANGUAGE: { value: 'pl', at: new Date(at).toISOString() } },
      button: null,
      hasMoreAgents: false,
    })
    expect(read?.agents).toMatchObject([
      {
        id: 'jane',
        firstName: 'Jane',
        nick: 'Janey',
        state: { value: '0', since: new Date(at + 1000).toISOString() },
        groups: ['17'],
      },
      { id: 'john', firstName: null, state: null, groups: ['18'] },
    ])
    expect(read?.privateChats.map((chat) => [chat.group, chat.agents.map((agent) => agent.id)])).toEqual([
      ['17', ['jane']],
      ['18', ['john']],
    ])
    expect(JSON.stringify(read)).not.toContain('hunter2')
  })

  it('is empty when it was registered by hand, and null when nobody knows it', async () => {
    await registerLicence('by hand')
    expect(await getLicence('by hand')).toMatchObject({
      facts: {},
      button: null,
      agents: [],
      privateChats: [],
    })
    expect(await getLicence('nobody')).toBeNull()
  })

  it('with more agents than a page holds says so', async () => {
    await pool().query(
      `INSERT INTO licence_fact SELECT 'crowd', 'agent', 'agent ' || n, name, 'x', now(), now(), uuidv7()
       FROM generate_series(1, 300) n, unnest(ARRAY['FIRST_NAME', 'LAST_NAME', 'NICK', 'ACCOUNT_TYPE', 'state', 'known']) name`,
    )
    await registerLicence('crowd')
    const crowd = await getLicence('crowd')
    expect(crowd?.agents).toHaveLength(200)
    expect(crowd?.hasMoreAgents).toBe(true)
    expect(crowd?.agents.every((agent) => agent.state && agent.nick)).toBe(true)
  })
})
