import { beforeEach, describe, expect, it } from 'vitest'
import { pool } from '#lib/db/pool.ts'
import { prisma } from '#lib/db/prisma.ts'
import { EVENT_TYPES } from '#lib/livechat/catalogue.ts'
import { firstRun, firstStepsLeft } from '#lib/mappings/first-run.ts'
import { listLicences, registerLicence } from '#lib/mappings/licences.ts'
import { countOtherTypes, listMappings } from '#lib/mappings/list-mappings.ts'
import { mappingTraffic } from '#lib/mappings/mapping-traffic.ts'
import { removeMapping } from '#lib/mappings/remove-mapping.ts'
import { type SetMappingInput, setMapping } from '#lib/mappings/set-mapping.ts'
import { dismissFirstSteps } from '#lib/preferences/first-steps.ts'
import { useTestDatabase } from '#lib/test/database.ts'
import { sendTestEvent } from '#lib/test-event/send-test-event.ts'

useTestDatabase()

const A = 'http://a.example/events.pl'
const B = 'http://b.example/events.pl'
const C = 'http://c.example/events.pl'

beforeEach(async () => {
  await pool().query('TRUNCATE mapping, mapping_revision, endpoint, licence, call, delivery CASCADE')
})

const set = (input: Partial<SetMappingInput>) =>
  setMapping({ licence: null, eventType: 'CHAT_STARTED', urls: [A], actor: 'ola@lc.example', ...input })

const urlsOf = (mapped: unknown) =>
  Array.isArray(mapped) ? mapped.map((endpoint: { url: string }) => endpoint.url) : mapped

async function where(licence: string | null, eventType = 'CHAT_STARTED') {
  const row = (await listMappings(licence)).find((one) => one.eventType === eventType)
  return row && { own: urlsOf(row.own), inherited: urlsOf(row.inherited), effective: urlsOf(row.effective) }
}

const revisions = (licence: string | null) =>
  prisma().mappingRevision.findMany({ where: { licence }, orderBy: { id: 'asc' } })

describe('setting a mapping', () => {
  it('writes the mapping, its endpoints in order and a revision with the state of the scope', async () => {
    const first = await set({ urls: [B, A] })
    const second = await set({ eventType: 'BUTTON_STATUS', urls: [] })
    expect(await where(null)).toEqual({ own: [B, A], inherited: null, effective: [B, A] })
    expect(await where(null, 'BUTTON_STATUS')).toMatchObject({ own: 'deliver nothing' })
    const rows = await revisions(null)
    expect(rows.map((row) => row.id)).toEqual([first, second].map((one) => one.ok && one.revision))
    expect(rows[1]).toMatchObject({ actor: 'ola@lc.example', source: 'edit', file: null })
    expect(rows[1]?.mappings).toEqual({ CHAT_STARTED: [B, A], BUTTON_STATUS: [] })
  })

  it('shares an endpoint among scopes and event types that name the same URL', async () => {
    await Promise.all([set({}), set({ licence: '7' }), set({ licence: '8', eventType: 'NEW_LICENCE' })])
    expect(await prisma().endpoint.count()).toBe(1)
  })

  it('changes nothing and writes no revision when it is set already', async () => {
    const first = await set({})
    expect(await set({})).toEqual(first)
    expect(await revisions(null)).toHaveLength(1)
  })

  it('refuses a URL that cannot be called, says which, and writes nothing', async () => {
    expect(await set({ urls: [A, 'http://h/\r\nADMIN=1'] })).toMatchObject({
      ok: false,
      urlIndex: 1,
      reason: expect.stringContaining('control character'),
    })
    expect(await set({ urls: [A, B, A] })).toMatchObject({ ok: false, urlIndex: 2 })
    expect(await set({ urls: ['ftp://a.example/'] })).toMatchObject({ ok: false, urlIndex: 0 })
    expect(await prisma().endpoint.count()).toBe(0)
    expect(await prisma().mappingRevision.count()).toBe(0)
  })

  it('refuses an event type or licence that is empty or hides control characters', async () => {
    expect(await set({ eventType: '' })).toMatchObject({ ok: false })
    expect(await set({ eventType: 'A\u0000' })).toMatchObject({ ok: false })
    expect(await set({ licence: '  ' })).toMatchObject({ ok: false })
    expect(await set({ licence: '15\u202e20' })).toMatchObject({ ok: false })
  })

  it('registers the licence that it is set for', async () => {
    await set({ licence: '1520' })
    expect(await listLicences()).toEqual([{ number: '1520', ownMappings: 1 }])
  })
})

describe('a licence', () => {
  it('inherits what the defaults say until it has a mapping of its own, and again once that is removed', async () => {
    await set({ urls: [A, B] })
    expect(await where('1520')).toEqual({ own: null, inherited: [A, B], effective: [A, B] })
    await set({ licence: '1520', urls: [C] })
    expect(await where('1520')).toEqual({ own: [C], inherited: [A, B], effective: [C] })
    expect(await where(null)).toMatchObject({ own: [A, B] })
    await removeMapping({ licence: '1520', eventType: 'CHAT_STARTED', actor: 'command line' })
    expect(await where('1520')).toMatchObject({ own: null, effective: [A, B] })
    expect((await revisions('1520')).map((row) => row.mappings)).toEqual([{ CHAT_STARTED: [C] }, {}])
  })

  it('can deliver nothing although the defaults deliver', async () => {
    await set({})
    await set({ licence: '1520', urls: [] })
    expect(await where('1520')).toEqual({
      own: 'deliver nothing',
      inherited: [A],
      effective: 'deliver nothing',
    })
  })

  it('is registered once, by a number without blanks around it', async () => {
    expect(await registerLicence(' 1520 ')).toEqual({ ok: true, licence: '1520', isNew: true })
    expect(await registerLicence('1520')).toEqual({ ok: true, licence: '1520', isNew: false })
    expect(await registerLicence(' ')).toMatchObject({
      ok: false,
      reason: 'Write the number of the licence.',
    })
    await registerLicence('87')
    expect((await listLicences()).map((one) => one.number)).toEqual(['87', '1520'])
  })
})

describe('removing a mapping', () => {
  it('says so when there is none', async () => {
    const outcome = await removeMapping({ licence: '7', eventType: 'CHAT_STARTED', actor: 'command line' })
    expect(outcome).toEqual({ ok: false, reason: 'CHAT_STARTED is not mapped in licence 7.' })
    expect(await prisma().mappingRevision.count()).toBe(0)
  })
})

describe('two writers', () => {
  it('take turns: of many who saw the same, one wins and the others are told who and what', async () => {
    await set({})
    const urls = Array.from({ length: 8 }, (_, n) => `http://${n}.example/`)
    const outcomes = await Promise.all(
      urls.map((url, n) => set({ urls: [url], actor: `admin${n}@lc.example`, expected: [A] })),
    )
    const winner = outcomes.findIndex((one) => one.ok)
    expect(outcomes.filter((one) => one.ok)).toHaveLength(1)
    expect(await where(null)).toMatchObject({ own: [urls[winner]] })
    for (const [n, outcome] of outcomes.entries()) {
      if (n === winner) continue
      expect(outcome).toMatchObject({
        ok: false,
        reason: expect.stringContaining(`admin${winner}@lc.example`),
        conflict: { now: [urls[winner]], by: { actor: `admin${winner}@lc.example` } },
      })
    }
    expect(await revisions(null)).toHaveLength(2)
  })

  it('lose nothing when they change different event types of a scope at once', async () => {
    await Promise.all(
      EVENT_TYPES.map((eventType, n) => set({ eventType, urls: [`http://${n % 3}.example/`, A] })),
    )
    const rows = await revisions(null)
    expect(rows).toHaveLength(12)
    expect(Object.keys(rows.at(-1)?.mappings as object).toSorted()).toEqual(EVENT_TYPES.toSorted())
  })

  it('do not wait for each other in a circle when they bring the same new URLs to different scopes', async () => {
    const urls = Array.from({ length: 20 }, (_, n) => `http://${n}.example/`)
    const both = Array.from({ length: 10 }, (_, n) =>
      set({ licence: `${n}`, urls: n % 2 ? urls : urls.toReversed() }),
    )
    expect((await Promise.all(both)).every((one) => one.ok)).toBe(true)
    expect(await prisma().endpoint.count()).toBe(20)
  })

  it('see a conflict also when what they saw is gone, or was not there', async () => {
    expect(await set({ expected: [B] })).toMatchObject({ ok: false, conflict: { now: null, by: null } })
    expect(await set({ expected: null })).toMatchObject({ ok: true })
    const removal = { licence: null, eventType: 'CHAT_STARTED', actor: 'x@lc.example' }
    expect(await removeMapping({ ...removal, expected: [B] })).toMatchObject({
      ok: false,
      conflict: { now: [A] },
    })
    expect(await removeMapping({ ...removal, expected: [A] })).toMatchObject({ ok: true })
    expect(await set({ expected: [A] })).toMatchObject({ ok: false, conflict: { now: null } })
  })
})

describe('the list of mappings', () => {
  it('has the twelve in their order, then whatever else is mapped or came in lately', async () => {
    await set({ eventType: 'CHAT_RATED' })
    await set({ licence: '7', eventType: 'AGENT_SANG' })
    await sendTestEvent({ eventType: 'CHAT_TAGGED', licence: '7', actor: 'ola@lc.example' })
    await sendTestEvent({ eventType: 'BUTTON_STATUS', licence: '7', actor: 'ola@lc.example' })
    const names = async (licence: string | null) => (await listMappings(licence)).map((row) => row.eventType)
    expect(await names(null)).toEqual([...EVENT_TYPES, 'CHAT_RATED', 'CHAT_TAGGED'])
    expect(await names('7')).toEqual([...EVENT_TYPES, 'AGENT_SANG', 'CHAT_RATED', 'CHAT_TAGGED'])
    expect((await listMappings(null)).at(-1)).toMatchObject({ known: false, effective: null })
  })

  it('stays short when somebody invents event types', async () => {
    await pool().query(
      `INSERT INTO call (received_at, outcome, method, query, body, headers, charset, event_type, parameters)
       SELECT now(), 'accepted', 'GET', '', '', '[]', 'utf-8', 'X' || n, '[]' FROM generate_series(1, 300) n`,
    )
    expect((await listMappings(null)).length).toBeLessThanOrEqual(12 + 62)
  })
})

describe('the traffic of event types', () => {
  it('counts events and what became of their deliveries, of one licence or of all', async () => {
    await set({ urls: [A] })
    await sendTestEvent({ eventType: 'CHAT_STARTED', licence: '7', actor: 'ola@lc.example' })
    await sendTestEvent({ eventType: 'CHAT_STARTED', licence: '8', actor: 'ola@lc.example' })
    await sendTestEvent({ eventType: 'BUTTON_STATUS', licence: '8', actor: 'ola@lc.example' })
    await pool().query("UPDATE delivery SET status = 'failed'")
    const eventTypes = ['CHAT_STARTED', 'BUTTON_STATUS', 'NEW_LICENCE']
    const count = async (licence: string | null) =>
      (await mappingTraffic({ licence, eventTypes })).map((one) => [one.events, one.deliveries, one.failed])
    expect(await count('7')).toEqual([
      [1, 1, 1],
      [0, 0, 0],
      [0, 0, 0],
    ])
    expect(await count(null)).toEqual([
      [2, 2, 2],
      [1, 0, 0],
      [0, 0, 0],
    ])
  })
})

describe('the first steps', () => {
  it('are read off what is there', async () => {
    expect(await firstRun()).toMatchObject({
      mappings: 0,
      mappedTypes: [],
      firstCallAt: null,
      firstTestAt: null,
    })
    await set({})
    await set({ licence: '7', urls: [] })
    await sendTestEvent({ eventType: 'NEW_LICENCE', licence: '7', actor: 'ola@lc.example' })
    expect(await firstRun()).toMatchObject({
      mappings: 1,
      mappedTypes: ['CHAT_STARTED'],
      firstCallAt: null,
      firstTestAt: expect.stringMatching(/^\d{4}-.*Z$/),
    })
    expect(await firstStepsLeft()).toBe(true)
    await pool().query('UPDATE call SET chat_server_id = gen_random_uuid()')
    expect(await firstStepsLeft()).toBe(false)
  })

  it('are over when somebody dismisses them', async () => {
    await pool().query('TRUNCATE call')
    await pool().query(
      `INSERT INTO "user" (id, name, email, updated_at) VALUES ('ola', 'Ola', 'ola@lc.example', now())`,
    )
    expect(await firstStepsLeft()).toBe(true)
    await dismissFirstSteps('ola')
    await dismissFirstSteps('ola')
    expect(await firstStepsLeft()).toBe(false)
    await pool().query(`DELETE FROM "user" WHERE id = 'ola'`)
  })
})

it('a list of some of the event types never shows the defaults in place of what a licence says itself', async () => {
  const map = (licence: string | null, eventType: string) =>
    setMapping({
      licence,
      eventType,
      urls: [`http://bound.example/${licence}`],
      actor: 'ola@bellhop.example',
    })
  await map(null, 'BOUND_2')
  await map('9001', 'BOUND_1')
  await map('9001', 'BOUND_2')
  const listed = async (most?: number) =>
    (await listMappings('9001', most)).filter(({ eventType }) => eventType.startsWith('BOUND_'))
  const all = await listed()
  expect(all.map(({ own }) => own)).toEqual([
    [expect.objectContaining({ url: 'http://bound.example/9001' })],
    [expect.objectContaining({ url: 'http://bound.example/9001' })],
  ])
  const others = await countOtherTypes('9001')
  for (let most = 1; most <= others; most += 1) {
    for (const one of await listed(most)) expect(all).toContainEqual(one)
  }
})
