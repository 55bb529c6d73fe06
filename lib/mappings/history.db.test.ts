import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { pool } from '#lib/db/pool.ts'
import { prisma } from '#lib/db/prisma.ts'
import { exportConfig } from '#lib/lc-serv-cfg/export-config.ts'
import { applyConfigImport, planConfigImport } from '#lib/lc-serv-cfg/import-config.ts'
import { boundDiffOutcome, diffRevisions } from '#lib/mappings/diff-revisions.ts'
import { listRevisions } from '#lib/mappings/list-revisions.ts'
import { removeMapping } from '#lib/mappings/remove-mapping.ts'
import { rollBack } from '#lib/mappings/roll-back.ts'
import { readRpcServerIp, setRpcServerIp } from '#lib/mappings/rpc-server-ip.ts'
import { setMapping } from '#lib/mappings/set-mapping.ts'
import { updateEndpoint } from '#lib/mappings/update-endpoint.ts'
import { useTestDatabase } from '#lib/test/database.ts'

useTestDatabase()

const actor = 'ola@lc.example'
const A = 'http://a.example/events.pl'
const B = 'http://b.example/invite.pl'
const clear = () => pool().query('TRUNCATE mapping, mapping_revision, endpoint, licence CASCADE')
beforeEach(clear)

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))
const exported = async (licence: string | null = null) =>
  Buffer.from((await exportConfig(licence)).file).toString('latin1')

async function importText(text: string, licence: string | null = null): Promise<void> {
  const file = bytes(text)
  const { plan, revision } = await planConfigImport({ file, licence })
  const leaveOut = plan.errors.flatMap(({ line }) => line ?? [])
  const outcome = await applyConfigImport({ file, licence, actor, baseRevision: revision, leaveOut })
  expect(outcome).toMatchObject({ ok: true })
}

const set = (urls: string[], eventType = 'CHAT_STARTED', licence: string | null = null) =>
  setMapping({ licence, eventType, urls, actor })

async function newest(licence: string | null = null): Promise<number> {
  return (await listRevisions({ licence })).revisions[0]?.id ?? 0
}

describe('the history of a scope', () => {
  it('reaches down to a revision that is asked for, and goes on from there', async () => {
    for (let n = 0; n < 30; n += 1) await set([`http://a.example/${n}`])
    const { revisions: page, older } = await listRevisions({ licence: null })
    expect(page).toHaveLength(20)
    const wanted = (older ?? 0) - 5
    const long = await listRevisions({ licence: null, through: wanted })
    expect(long.revisions.at(-1)?.id).toBe(wanted)
    const rest = await listRevisions({ licence: null, before: long.older })
    expect([...long.revisions, ...rest.revisions]).toHaveLength(30)
  })

  it('tells every change in a sentence, newest first, and nothing of other scopes', async () => {
    await importText(`EVENT_CHAT_STARTED ${A}\nEVENT_BUTTON_STATUS ${A}\nRPC_SERVER_IP 10.0.0.1:80\n`)
    await set([B], 'CLIENT_INVITED')
    await set([], 'BUTTON_STATUS')
    await set([B], 'CHAT_RATED', '7')
    await setRpcServerIp({ licence: null, value: null, expected: '10.0.0.1:80', actor })
    await removeMapping({ licence: null, eventType: 'CLIENT_INVITED', actor })
    const { revisions, older } = await listRevisions({ licence: null })
    expect(revisions.map((one) => one.what)).toEqual([
      'CLIENT_INVITED no longer mapped',
      'RPC_SERVER_IP removed',
      'BUTTON_STATUS delivers nothing',
      'CLIENT_INVITED to invite.pl',
      'Import of lc_serv.cfg: 2 added, RPC_SERVER_IP 10.0.0.1:80',
    ])
    expect(revisions[0]).toMatchObject({ actor, at: expect.stringMatching(/Z$/) })
    expect(older).toBeNull()
    expect((await listRevisions({ licence: '7' })).revisions).toMatchObject([
      { what: 'CHAT_RATED to invite.pl' },
    ])
    expect(await listRevisions({ licence: 'nobody' })).toEqual({ revisions: [], older: null })
  })

  it('is paged by id', async () => {
    for (let n = 0; n < 45; n++) await set([`http://a.example/${n}`])
    const first = await listRevisions({ licence: null })
    const second = await listRevisions({ licence: null, before: first.older })
    const third = await listRevisions({ licence: null, before: second.older })
    expect([first, second, third].map((page) => page.revisions.length)).toEqual([20, 20, 5])
    expect(third.older).toBeNull()
    const names = [first, second, third].flatMap((page) => page.revisions.map((one) => one.what))
    expect(names).toEqual(Array.from({ length: 45 }, (_, n) => `CHAT_STARTED to ${44 - n}`))
  })

  it('compares any two revisions, in either direction, and each with the one before it', async () => {
    await set([A])
    const first = await newest()
    await set([A, B])
    await set([B], 'BUTTON_STATUS')
    const last = await newest()
    const started = { eventType: 'CHAT_STARTED', from: [A], to: [A, B] }
    const button = { eventType: 'BUTTON_STATUS', from: null, to: [B] }
    expect(await diffRevisions({ licence: null, from: first, to: last })).toMatchObject({
      ok: true,
      from: { id: first },
      to: { id: last, actor },
      diff: { mappings: [button, started], rpcServerIp: null },
    })
    expect(await diffRevisions({ licence: null, from: last, to: first })).toMatchObject({
      diff: {
        mappings: [
          { from: [B], to: null },
          { from: [A, B], to: [A] },
        ],
      },
    })
    expect(await diffRevisions({ licence: null, to: last })).toMatchObject({ diff: { mappings: [button] } })
    expect(await diffRevisions({ licence: null, to: first })).toMatchObject({ ok: true, from: null })
    expect(await diffRevisions({ licence: '7', from: first, to: last })).toEqual({
      ok: false,
      reason: `There is no revision ${last} of licence 7.`,
    })
  })

  it('shows at most 200 differences and counts the rest', async () => {
    await importText(Array.from({ length: 1000 }, (_, n) => `EVENT_X${n} http://h/${n}\n`).join(''))
    const outcome = boundDiffOutcome(await diffRevisions({ licence: null, to: await newest() }))
    expect(outcome).toMatchObject({ ok: true, diff: { more: 800 } })
    expect(outcome.ok && outcome.diff.mappings.length).toBe(200)
  })
})

describe('rolling back', () => {
  it('brings back mappings, RPC_SERVER_IP and the file, as a new revision', async () => {
    const old = `# first\r\nevent_chat_started\t${A}  \r\nRPC_SERVER_IP 10.0.0.1:80\r\n`
    await importText(old)
    const first = await newest()
    await importText(`# second\nEVENT_BUTTON_STATUS ${B}\nRPC_SERVER_IP h:81\n`)
    const second = await newest()
    const done = await rollBack({
      licence: null,
      revision: first,
      expected: second,
      actor: 'marek@lc.example',
    })
    expect(done).toMatchObject({ ok: true, revision: expect.any(Number) })
    expect(await exported()).toBe(old)
    expect(await readRpcServerIp(null)).toEqual({ own: '10.0.0.1:80', inherited: null })
    const row = await prisma().mappingRevision.findFirst({ orderBy: { id: 'desc' } })
    expect(row).toMatchObject({
      source: 'roll-back',
      actor: 'marek@lc.example',
      file: null,
      fileRevision: first,
    })
    expect((await listRevisions({ licence: null })).revisions[0]?.what).toBe(
      'Roll-back: 1 added, 1 removed, RPC_SERVER_IP 10.0.0.1:80',
    )
    expect(await rollBack({ licence: null, revision: first, actor })).toMatchObject({
      ok: false,
      reason: expect.stringContaining('in force already'),
    })
  })

  it('brings the file back also when the mappings are the same', async () => {
    await importText(`# first\nEVENT_CHAT_STARTED ${A}\n`)
    const first = await newest()
    await importText(`# second\nEVENT_CHAT_STARTED ${A}\n`)
    expect(await rollBack({ licence: null, revision: first, actor })).toMatchObject({ ok: true })
    expect(await exported()).toBe(`# first\nEVENT_CHAT_STARTED ${A}\n`)
    expect((await listRevisions({ licence: null })).revisions[0]?.what).toBe('Roll-back: the file only')
  })

  it('exports, at any revision that is rolled back to, the bytes of then', async () => {
    const eventType = fc.constantFrom('CHAT_STARTED', 'BUTTON_STATUS', 'X')
    const url = fc.constantFrom(A, B)
    const line = fc.oneof(
      fc.tuple(eventType, url).map(([type, to]) => `EVENT_${type} ${to}`),
      fc.constantFrom(
        '# c',
        '',
        'event_x\t',
        'RPC_SERVER_IP 10.0.0.1:80',
        'rpc_server_ip h',
        'EVENT_X ftp://x',
      ),
    )
    const text = fc
      .array(
        fc.tuple(line, fc.constantFrom('\n', '\r\n', '\r')).map((parts) => parts.join('')),
        { maxLength: 6 },
      )
      .map((lines) => lines.join(''))
    const step = fc.oneof(
      text.map((file) => () => importText(file)),
      fc.tuple(eventType, fc.uniqueArray(url)).map(
        ([type, urls]) =>
          () =>
            set(urls, type),
      ),
      eventType.map((type) => () => removeMapping({ licence: null, eventType: type, actor })),
      fc.constantFrom(null, 'h:1', '10.0.0.1:80').map((value) => async () => {
        const expected = (await readRpcServerIp(null)).own
        return setRpcServerIp({ licence: null, value, expected, actor })
      }),
      fc.constant(async () => {
        const endpoint = await prisma().endpoint.findFirst({ where: { url: A } })
        const input = { url: 'http://c.example/', timeoutSeconds: 30, actor }
        if (endpoint) await updateEndpoint({ id: endpoint.id, ...input })
      }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 5 }), fc.nat(), async (steps, pick) => {
        await clear()
        const was = new Map<number, string>()
        for (const one of steps) {
          await one()
          const id = await newest()
          if (id > 0 && !was.has(id)) was.set(id, await exported())
        }
        if (was.size === 0) return
        const [target, then] = [...was][pick % was.size] ?? [0, '']
        await rollBack({ licence: null, revision: target, actor })
        expect(await exported()).toBe(then)
        const diff = await diffRevisions({ licence: null, from: target, to: await newest() })
        expect(diff).toMatchObject({ ok: true, diff: { mappings: [], rpcServerIp: null }, isSameFile: true })
      }),
      { numRuns: 25 },
    )
  }, 60_000)

  it('writes nothing when somebody was faster, and tells who and how it differs now', async () => {
    await set([A])
    const first = await newest()
    await set([B])
    const seen = await newest()
    await setMapping({ licence: null, eventType: 'CHAT_STARTED', urls: [], actor: 'marek@lc.example' })
    const count = await prisma().mappingRevision.count()
    expect(await rollBack({ licence: null, revision: first, expected: seen, actor })).toMatchObject({
      ok: false,
      reason: expect.stringContaining('marek@lc.example'),
      conflict: {
        by: { actor: 'marek@lc.example' },
        diff: { mappings: [{ eventType: 'CHAT_STARTED', from: [B], to: [] }] },
      },
    })
    expect(await prisma().mappingRevision.count()).toBe(count)
  })

  it('lets one of two win who roll back at once', async () => {
    await set([A])
    const first = await newest()
    await set([B])
    const expected = await newest()
    const once = () => rollBack({ licence: null, revision: first, expected, actor })
    const outcomes = await Promise.all([once(), once(), once()])
    expect(outcomes.map((one) => one.ok).toSorted()).toEqual([false, false, true])
  })

  it('keeps the endpoint that deliveries were made for', async () => {
    await set([A])
    const first = await newest()
    const before = await prisma().endpoint.findFirstOrThrow({ where: { url: A } })
    await set([B])
    await rollBack({ licence: null, revision: first, actor })
    const urls = (await prisma().endpoint.findMany()).map((one) => one.url)
    expect(urls.toSorted()).toEqual([A, B])
    expect((await prisma().endpoint.findFirstOrThrow({ where: { url: A } })).id).toBe(before.id)
  })

  it('refuses a revision of another scope', async () => {
    await set([A], 'CHAT_STARTED', '7')
    await set([A])
    const reason = `There is no revision ${await newest('7')} of the defaults.`
    expect(await rollBack({ licence: null, revision: await newest('7'), actor })).toEqual({
      ok: false,
      reason,
    })
  })
})

describe('RPC_SERVER_IP of a scope', () => {
  it('is carried on by every other change, also by an endpoint that is mended', async () => {
    await importText(`EVENT_CHAT_STARTED ${A}\nRPC_SERVER_IP 10.0.0.1:80\n`)
    await set([B], 'BUTTON_STATUS')
    const endpoint = await prisma().endpoint.findFirstOrThrow({ where: { url: A } })
    await updateEndpoint({ id: endpoint.id, url: 'http://c.example/', timeoutSeconds: 30, actor })
    const rows = await prisma().mappingRevision.findMany({ orderBy: { id: 'asc' } })
    expect(rows.map((row) => row.rpcServerIp)).toEqual(Array(3).fill('10.0.0.1:80'))
    expect(rows.map((row) => row.fileRevision)).toEqual(Array(3).fill(rows[0]?.id))
    expect(await exported()).toBe(
      `EVENT_CHAT_STARTED http://c.example/\nRPC_SERVER_IP 10.0.0.1:80\nEVENT_BUTTON_STATUS ${B}\n`,
    )
  })

  it('is inherited by a licence that has none', async () => {
    await setRpcServerIp({ licence: null, value: '10.0.0.1:80', expected: null, actor })
    expect(await readRpcServerIp('7')).toEqual({ own: null, inherited: '10.0.0.1:80' })
    await setRpcServerIp({ licence: '7', value: 'h:81', expected: null, actor })
    expect(await readRpcServerIp('7')).toEqual({ own: 'h:81', inherited: '10.0.0.1:80' })
    expect(await exported('7')).toBe('RPC_SERVER_IP h:81\n')
  })

  it('is refused when it is wrong, or no longer what the person saw', async () => {
    const put = (value: string, expected: string | null) =>
      setRpcServerIp({ licence: null, value, expected, actor })
    expect(await put('http://h/', null)).toMatchObject({
      ok: false,
      reason: expect.stringContaining('not a URL'),
    })
    await put('a:1', null)
    expect(await put('b:1', null)).toMatchObject({ ok: false, reason: expect.stringContaining('a:1 now') })
    expect(await prisma().mappingRevision.count()).toBe(1)
  })
})
