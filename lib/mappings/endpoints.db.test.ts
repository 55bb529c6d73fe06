import { beforeEach, describe, expect, it, vi } from 'vitest'
import { pool } from '#lib/db/pool.ts'
import { prisma } from '#lib/db/prisma.ts'
import { getEndpoint } from '#lib/endpoints/get-endpoint.ts'
import { exportConfig } from '#lib/lc-serv-cfg/export-config.ts'
import { applyConfigImport } from '#lib/lc-serv-cfg/import-config.ts'
import { listEndpoints } from '#lib/mappings/list-endpoints.ts'
import { removeEndpoint } from '#lib/mappings/remove-endpoint.ts'
import { removeMapping } from '#lib/mappings/remove-mapping.ts'
import { setMapping } from '#lib/mappings/set-mapping.ts'
import { updateEndpoint } from '#lib/mappings/update-endpoint.ts'
import { useTestDatabase } from '#lib/test/database.ts'
import { storeForms } from '#lib/test/events.ts'

useTestDatabase()

const A = 'http://a.example/events.pl'
const B = 'http://b.example/events.pl'
const actor = 'ola@lc.example'

beforeEach(async () => {
  await pool().query('TRUNCATE mapping, mapping_revision, endpoint, licence, delivery CASCADE')
})

const map = (urls: string[], licence: string | null = null, eventType = 'CHAT_STARTED') =>
  setMapping({ licence, eventType, urls, actor })

async function idOf(url: string): Promise<string> {
  return (await prisma().endpoint.findUniqueOrThrow({ where: { url } })).id
}

const deliver = async (url: string, age: string) =>
  pool().query(
    `INSERT INTO delivery (id, event_id, endpoint_id, event_type, licence, status)
     VALUES (uuidv7(- $2::interval), uuidv7(), $1, 'CHAT_STARTED', '1520', 'succeeded')`,
    [await idOf(url), age],
  )

describe('the list of endpoints', () => {
  it('says where each is mapped', async () => {
    await map([A, B])
    await map([A], '7', 'BUTTON_STATUS')
    const [a, b] = await listEndpoints()
    expect(a).toMatchObject({ url: A, timeoutSeconds: 30, mode: 'as received', connectTo: null })
    expect(a?.mappings).toEqual([
      { licence: '7', eventType: 'BUTTON_STATUS' },
      { licence: null, eventType: 'CHAT_STARTED' },
    ])
    expect(b).toMatchObject({ url: B, mappings: [{ licence: null, eventType: 'CHAT_STARTED' }] })
  })
})

describe('where NEW_LICENCE goes', () => {
  const revision = (licence: string | null, rpcServer: string | null) =>
    pool().query(
      `INSERT INTO mapping_revision (licence, source, actor, mappings, rpc_server_ip) VALUES ($1, 'import', 'x', '{}', $2)`,
      [licence, rpcServer],
    )
  const rpcServer = async () => (await getEndpoint(await idOf(A)))?.rpcServer

  it('is the newest RPC_SERVER_IP of the scope that maps it, or else of the defaults', async () => {
    await map([A], '7', 'NEW_LICENCE')
    await revision('8', '10.8.8.8:80')
    expect(await rpcServer()).toBeNull()
    await revision(null, '10.0.0.1:80')
    await revision(null, '10.0.0.2:80')
    expect(await rpcServer()).toEqual({ text: '10.0.0.2:80', source: 'defaults' })
    await revision('7', '10.7.7.7:80')
    expect(await rpcServer()).toEqual({ text: '10.7.7.7:80', source: 'licence' })
    await revision('7', null)
    expect(await rpcServer()).toEqual({ text: '10.0.0.2:80', source: 'defaults' })
    await revision(null, null)
    expect(await rpcServer()).toBeNull()
  })
})

describe('mending an endpoint', () => {
  it('moves its mappings to the new URL and writes a revision for each scope that names it', async () => {
    await map([A, B])
    await map([A], '7')
    await map([B], '8')
    const outcome = await updateEndpoint({
      id: await idOf(A),
      url: 'https://a.example/new',
      timeoutSeconds: 10,
      actor,
    })
    expect(outcome).toMatchObject({ ok: true, revisions: [{ licence: '7' }, { licence: null }] })
    const rows = await prisma().mappingRevision.findMany({ orderBy: { id: 'desc' }, take: 2 })
    expect(rows.map((row) => row.source)).toEqual(['endpoint', 'endpoint'])
    expect(rows.find((row) => row.licence === null)?.mappings).toEqual({
      CHAT_STARTED: ['https://a.example/new', B],
    })
    expect((await listEndpoints()).map((one) => [one.url, one.timeoutSeconds])).toEqual([
      [B, 30],
      ['https://a.example/new', 10],
    ])
  })

  it('changes that one line of the file that export gives', async () => {
    const file = new TextEncoder().encode(
      `# rack 3\r\nEVENT_CHAT_STARTED  ${A} \r\nEVENT_BUTTON_STATUS ${B}\r\n`,
    )
    await applyConfigImport({ file, licence: null, actor, baseRevision: null })
    await updateEndpoint({ id: await idOf(A), url: 'http://c.example/', timeoutSeconds: 30, actor })
    const exported = new TextDecoder().decode((await exportConfig(null)).file)
    expect(exported).toBe(
      `# rack 3\r\nEVENT_CHAT_STARTED  http://c.example/ \r\nEVENT_BUTTON_STATUS ${B}\r\n`,
    )
  })

  it('refuses the URL of another endpoint, naming it and where it is mapped', async () => {
    await map([A])
    await map([B], '7')
    const outcome = await updateEndpoint({ id: await idOf(A), url: B, timeoutSeconds: 30, actor })
    expect(outcome).toMatchObject({ ok: false, field: 'url', reason: expect.stringContaining(B) })
    expect(outcome).toMatchObject({ reason: expect.stringContaining('CHAT_STARTED of licence 7') })
    expect((await listEndpoints()).map((one) => one.url)).toEqual([A, B])
  })

  it('refuses a URL that cannot be called and a time-out out of bounds, and writes no revision for a time-out', async () => {
    await map([A])
    const id = await idOf(A)
    const mend = (url: string, timeoutSeconds: number) => updateEndpoint({ id, url, timeoutSeconds, actor })
    expect(await mend('http://u:p@a.example/', 30)).toMatchObject({ ok: false, field: 'url' })
    expect(await mend(A, 0)).toMatchObject({ ok: false, field: 'timeoutSeconds' })
    expect(await mend(A, 301)).toMatchObject({ ok: false, field: 'timeoutSeconds' })
    expect(await mend(A, 2.5)).toMatchObject({ ok: false, field: 'timeoutSeconds' })
    expect(await mend(A, 300)).toEqual({ ok: true, revisions: [] })
    expect(await prisma().mappingRevision.count()).toBe(1)
  })

  it('sets mode and connect-to, keeps what is left out, and writes no revision for them', async () => {
    await map([A])
    const id = await idOf(A)
    const mend = (more: object) => updateEndpoint({ id, url: A, timeoutSeconds: 30, actor, ...more })
    const row = async () => (await listEndpoints())[0]
    expect(await row()).toMatchObject({ mode: 'as received', connectTo: null })
    expect(await mend({ mode: 'POST JSON', connectTo: ' 10.0.0.1:80 ' })).toEqual({ ok: true, revisions: [] })
    expect(await row()).toMatchObject({ mode: 'POST JSON', connectTo: '10.0.0.1:80' })
    expect(await mend({})).toMatchObject({ ok: true })
    expect(await row()).toMatchObject({ mode: 'POST JSON', connectTo: '10.0.0.1:80' })
    expect(await mend({ connectTo: null, mode: 'GET' })).toMatchObject({ ok: true })
    expect(await row()).toMatchObject({ mode: 'GET', connectTo: null })
    expect(await mend({ mode: 'PUT' })).toMatchObject({ ok: false, field: 'mode' })
    expect(await mend({ connectTo: 'http://h/' })).toMatchObject({ ok: false, field: 'connectTo' })
    expect(await prisma().mappingRevision.count()).toBe(1)
  })

  it('sets the policy, and has what waits follow a new order and a new rate', async () => {
    await map([A])
    const id = await idOf(A)
    const mend = (more: object) => updateEndpoint({ id, url: A, timeoutSeconds: 30, actor, ...more })
    const health = () => prisma().endpointHealth.findUnique({ where: { endpointId: id } })
    const policy = {
      retrySchedule: '5s 1m',
      maxInFlight: 4,
      expectedStatus: '2xx 302',
      expectedText: 'OK',
    }
    expect(await mend(policy)).toMatchObject({ ok: true })
    expect(await prisma().endpoint.findUnique({ where: { id } })).toMatchObject(policy)
    expect(await health()).toBeNull()
    expect(await mend({ inOrderBy: 'agent' })).toMatchObject({ ok: true })
    expect(await health()).toMatchObject({ settled: false })
    await prisma().endpointHealth.update({
      where: { endpointId: id },
      data: { settled: true, nextSendAt: new Date() },
    })
    expect(await mend({ inOrderBy: 'agent', rateCount: 100, rateSeconds: 60 })).toMatchObject({ ok: true })
    expect(await health()).toMatchObject({ settled: true, nextSendAt: null })
    expect(await prisma().endpoint.findUnique({ where: { id } })).toMatchObject({ ...policy, rateCount: 100 })
  })

  it.each([
    ['retrySchedule', '5x'],
    ['maxInFlight', 0],
    ['expectedStatus', '20'],
    ['rateCount', 0],
    ['inOrderBy', 'mood'],
  ])('refuses a %s of %j at its field', async (field, value) => {
    await map([A])
    const outcome = await updateEndpoint({
      id: await idOf(A),
      url: A,
      timeoutSeconds: 30,
      actor,
      [field]: value,
    })
    expect(outcome).toMatchObject({ ok: false, field })
  })

  it('tells the second of two what the first has changed, and overwrites nothing', async () => {
    await map([A])
    const id = await idOf(A)
    const seen = { url: A, timeoutSeconds: 30, mode: 'as received', connectTo: null }
    const theirs = { ...seen, mode: 'GET' as const, connectTo: '10.0.0.1:80' }
    const yours = { ...seen, timeoutSeconds: 5, mode: 'as received' as const }
    const both = await Promise.all([
      updateEndpoint({ id, ...theirs, actor, expected: seen }),
      updateEndpoint({ id, ...theirs, timeoutSeconds: 7, actor, expected: seen }),
    ])
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true])
    await updateEndpoint({ id, ...theirs, actor })
    const outcome = await updateEndpoint({ id, ...yours, actor, expected: seen })
    expect(outcome).toMatchObject({ ok: false, field: null, conflict: { now: theirs } })
    expect((await listEndpoints())[0]).toMatchObject(theirs)
    expect(await updateEndpoint({ id, ...yours, actor, expected: theirs })).toMatchObject({ ok: true })
    expect((await listEndpoints())[0]).toMatchObject(yours)
  })

  it('takes turns with those who set mappings: no revision names a URL that is gone', async () => {
    await map([A])
    const id = await idOf(A)
    await Promise.all([
      ...Array.from({ length: 6 }, (_, n) => map([A, `http://${n}.example/`], n % 2 ? null : `${n}`)),
      updateEndpoint({ id, url: 'http://mended.example/', timeoutSeconds: 30, actor }),
    ])
    const now = await prisma().mapping.findMany({ include: { endpoint: true }, orderBy: { position: 'asc' } })
    for (const licence of new Set(now.map((one) => one.licence))) {
      const newest = await prisma().mappingRevision.findFirst({ where: { licence }, orderBy: { id: 'desc' } })
      const urls = now.filter((one) => one.licence === licence).map((one) => one.endpoint?.url)
      expect(newest?.mappings).toEqual({ CHAT_STARTED: urls })
    }
  })
})

describe('removing an endpoint', () => {
  it('is refused while it is mapped, and while the log has deliveries to it', async () => {
    await map([A], '7')
    const id = await idOf(A)
    expect(await removeEndpoint({ id })).toMatchObject({
      ok: false,
      reason: expect.stringContaining('licence 7'),
    })
    await removeMapping({ licence: '7', eventType: 'CHAT_STARTED', actor })
    await deliver(A, '20:00:00')
    expect(await removeEndpoint({ id })).toMatchObject({ ok: false, reason: expect.stringContaining('log') })
    await pool().query('TRUNCATE delivery')
    expect(await removeEndpoint({ id })).toEqual({ ok: true, url: A })
    expect(await removeEndpoint({ id })).toMatchObject({ ok: false })
  })
})

describe('removing an endpoint while an event for it is being stored', () => {
  const form = 'EVENT=CHAT_STARTED&LICENCE=1520'

  async function storing<T>(work: () => Promise<T>): Promise<T> {
    const client = await pool().connect()
    try {
      await client.query('BEGIN')
      // What the storing statement does, held open: it has read the mapping and written the delivery.
      await client.query(
        `INSERT INTO delivery (event_id, endpoint_id, event_type, licence)
         SELECT uuidv7(), endpoint_id, 'CHAT_STARTED', '1520' FROM mapping WHERE event_type = 'CHAT_STARTED'`,
      )
      const result = await work()
      await client.query('COMMIT')
      return result
    } finally {
      client.release()
    }
  }

  it('waits for the event, then stays', async () => {
    await map([A])
    const id = await idOf(A)
    const removing = await storing(async () => {
      await removeMapping({ licence: null, eventType: 'CHAT_STARTED', actor })
      const started = removeEndpoint({ id })
      await vi.waitFor(async () => {
        const { rowCount } = await pool().query(
          `SELECT FROM pg_locks WHERE relation = 'delivery'::regclass AND mode = 'ShareLock' AND NOT granted`,
        )
        expect(rowCount).toBe(1)
      })
      return { started }
    })
    expect(await removing.started).toMatchObject({ ok: false, reason: expect.stringContaining('log') })
    expect(await listEndpoints()).toHaveLength(1)
  })

  it('gives up in a second when the event takes long, so that the door is not held up', async () => {
    await map([A])
    const id = await idOf(A)
    const outcome = await storing(async () => {
      await removeMapping({ licence: null, eventType: 'CHAT_STARTED', actor })
      return removeEndpoint({ id })
    })
    expect(outcome).toMatchObject({ ok: false, reason: expect.stringContaining('Try again') })
    expect(await listEndpoints()).toHaveLength(1)
  })

  it('never leaves a delivery without its endpoint, however the two meet', async () => {
    for (let round = 0; round < 8; round += 1) {
      await map([A])
      const id = await idOf(A)
      await Promise.all([
        storeForms([form, form]),
        removeMapping({ licence: null, eventType: 'CHAT_STARTED', actor }).then(() => removeEndpoint({ id })),
        storeForms([form]),
      ])
      const { rows } = await pool().query(
        'SELECT FROM delivery WHERE NOT EXISTS (SELECT FROM endpoint WHERE endpoint.id = delivery.endpoint_id)',
      )
      expect(rows).toEqual([])
    }
  })
})
