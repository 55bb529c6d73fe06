import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { pool } from '#lib/db/pool.ts'
import { prisma } from '#lib/db/prisma.ts'
import { findSource } from '#lib/ingest/find-source.ts'
import {
  type ChatServerBridgeOutcome,
  exportChatServerBridge,
} from '#lib/lc-serv-cfg/export-chat-server-bridge.ts'
import { exportBridge, exportConfig, readBridgeNotes } from '#lib/lc-serv-cfg/export-config.ts'
import { applyConfigImport, planConfigImport } from '#lib/lc-serv-cfg/import-config.ts'
import { EVENT_TYPES } from '#lib/livechat/catalogue.ts'
import { addChatServer } from '#lib/mappings/add-chat-server.ts'
import { listMappings } from '#lib/mappings/list-mappings.ts'
import { removeMapping } from '#lib/mappings/remove-mapping.ts'
import { setMapping } from '#lib/mappings/set-mapping.ts'
import { updateEndpoint } from '#lib/mappings/update-endpoint.ts'
import { useTestDatabase } from '#lib/test/database.ts'

useTestDatabase()

const actor = 'ola@lc.example'
const sample = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../../e2e/fixtures/${name}`, import.meta.url)))
const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))
const text = (file: Uint8Array) => Buffer.from(file).toString('latin1')

const clear = () => pool().query('TRUNCATE mapping, mapping_revision, endpoint, licence CASCADE')
beforeEach(clear)

async function importFile(file: Uint8Array, licence: string | null = null, isLeavingOut = false) {
  const { plan, revision } = await planConfigImport({ file, licence })
  const leaveOut = isLeavingOut ? plan.errors.flatMap(({ line }) => line ?? []) : []
  return applyConfigImport({ file, licence, actor, baseRevision: revision, leaveOut })
}

async function mapped(licence: string | null = null): Promise<Record<string, unknown>> {
  const rows = (await listMappings(licence)).filter((row) => row.own !== null)
  return Object.fromEntries(
    rows.map(({ eventType, own }) => [eventType, Array.isArray(own) ? own.map((one) => one.url) : own]),
  )
}

describe('importing lc_serv.cfg', () => {
  it('maps what the sample of the RPC page says, and keeps the file', async () => {
    const file = sample('seed.cfg')
    expect(await importFile(file)).toMatchObject({ ok: true, revision: expect.any(Number) })
    expect(await mapped()).toEqual({
      NEW_LICENCE: ['http://labs.livechatinc.com/event_new_licence.pl'],
      OPERATOR_TRANSFER: ['http://labs.livechatinc.com/events.pl'],
      OPERATOR_STATUS: ['http://labs.livechatinc.com/events.pl'],
      BUTTON_STATUS: ['http://labs.livechatinc.com/events.pl'],
    })
    expect(await prisma().endpoint.count()).toBe(2)
    const [revision] = await prisma().mappingRevision.findMany()
    expect(revision).toMatchObject({ actor, source: 'import', licence: null })
    expect(Buffer.from(revision?.file ?? [])).toEqual(Buffer.from(file))
  })

  it('warns of each address that would not be called, where the connection goes', async () => {
    await setMapping({ licence: '9', eventType: 'X', urls: ['http://10.1.2.5/elsewhere'], actor })
    await pool().query("UPDATE endpoint SET connect_to = '10.1.2.6'")
    const file = bytes(
      [
        'EVENT_CHAT_STARTED http://10.1.2.3/a',
        'EVENT_BUTTON_STATUS http://10.1.2.3/b',
        'EVENT_NEW_LICENCE http://10.1.2.3/n',
        'RPC_SERVER_IP 10.1.2.4:81',
        'EVENT_CHAT_CLOSED http://10.1.2.5/elsewhere',
        'EVENT_CLIENT_INVITED http://8.8.8.8/',
        '',
      ].join('\n'),
    )
    const { plan } = await planConfigImport({ file, licence: null })
    const refused = plan.warnings.filter((warning) => warning.isAddress)
    expect(refused.map(({ lines, eventType }) => [lines, eventType])).toEqual([
      [[1, 2], null],
      [[3], 'NEW_LICENCE'],
      [[5], 'CHAT_CLOSED'],
    ])
    expect(refused.map(({ message }) => message)).toEqual(
      ['10.1.2.3', '10.1.2.4', '10.1.2.6'].map((address) =>
        expect.stringMatching(
          `^It would not be called. ${address} is private. Set DISPATCH_ALLOW=.*${address}/32 on`,
        ),
      ),
    )
    expect(plan.errors).toEqual([])
  })

  it('plans without writing anything', async () => {
    const { plan, revision } = await planConfigImport({ file: sample('windows.cfg'), licence: '1520' })
    expect(revision).toBeNull()
    expect(plan.added.map((change) => change.eventType)).toEqual([
      'NEW_LICENCE',
      'OPERATOR_STATUS',
      'CHAT_STARTED',
    ])
    expect(await mapped('1520')).toEqual({})
    const counts = [prisma().mappingRevision.count(), prisma().licence.count(), prisma().endpoint.count()]
    expect(await Promise.all(counts)).toEqual([0, 0, 0])
  })

  it('replaces the mappings of its scope and of no other', async () => {
    await setMapping({ licence: null, eventType: 'CHAT_STARTED', urls: ['http://d.example/'], actor })
    await setMapping({ licence: '7', eventType: 'CHAT_STARTED', urls: ['http://own.example/'], actor })
    await importFile(bytes('EVENT_BUTTON_STATUS http://a.example/\n'), '7')
    expect(await mapped('7')).toEqual({ BUTTON_STATUS: ['http://a.example/'] })
    expect(await mapped()).toEqual({ CHAT_STARTED: ['http://d.example/'] })
  })

  it('refuses a URL that cannot be called, names the line, and writes nothing', async () => {
    const file = bytes('EVENT_CHAT_STARTED http://a.example/\n\nEVENT_BUTTON_STATUS ftp://a.example/\n')
    expect(await importFile(file)).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/^Line 3: .*Nothing was written\.$/),
      errors: [{ line: 3, eventType: 'BUTTON_STATUS' }],
    })
    expect(await mapped()).toEqual({})
    expect(await prisma().mappingRevision.count()).toBe(0)
    expect(await prisma().endpoint.count()).toBe(0)
  })

  it('leaves wrong lines out when told so: their event types stay as they are', async () => {
    await setMapping({ licence: null, eventType: 'BUTTON_STATUS', urls: ['http://old.example/'], actor })
    const file = bytes('EVENT_CHAT_STARTED http://a.example/\nEVENT_BUTTON_STATUS ftp://a.example/\n')
    expect(await importFile(file, null, true)).toMatchObject({ ok: true })
    expect(await mapped()).toEqual({
      CHAT_STARTED: ['http://a.example/'],
      BUTTON_STATUS: ['http://old.example/'],
    })
    expect(text((await exportConfig(null)).file)).toBe(text(file))
  })

  it('refuses a file that is no text, also when wrong lines may be left out', async () => {
    const outcome = await importFile(bytes('EVENT_CHAT_STARTED http://a.example/\n\0\n'), null, true)
    expect(outcome).toMatchObject({ ok: false, errors: [{ line: 2 }] })
    expect(await mapped()).toEqual({})
  })

  it('is refused when the scope was changed after the plan, with the plan as it is now and who changed it', async () => {
    const file = sample('seed.cfg')
    const { revision } = await planConfigImport({ file, licence: null })
    await setMapping({
      licence: null,
      eventType: 'CHAT_STARTED',
      urls: ['http://new.example/'],
      actor: 'marek@lc.example',
    })
    const outcome = await applyConfigImport({ file, licence: null, actor, baseRevision: revision })
    expect(outcome).toMatchObject({
      ok: false,
      reason: expect.stringContaining('marek@lc.example'),
      conflict: {
        revision: expect.any(Number),
        by: { actor: 'marek@lc.example' },
        plan: { removed: [{ eventType: 'CHAT_STARTED' }] },
      },
    })
    expect(await mapped()).toEqual({ CHAT_STARTED: ['http://new.example/'] })
  })

  it('lets one of two win who confirm the same plan at once', async () => {
    const file = sample('seed.cfg')
    const { revision } = await planConfigImport({ file, licence: null })
    const confirm = () => applyConfigImport({ file, licence: null, actor, baseRevision: revision })
    const outcomes = await Promise.all([confirm(), confirm(), confirm()])
    expect(outcomes.map((one) => one.ok).toSorted()).toEqual([false, false, true])
    expect(await prisma().mappingRevision.count()).toBe(1)
  })

  it('keeps the mappings that the file does not name when asked to', async () => {
    await setMapping({ licence: '7', eventType: 'CHAT_RATED', urls: [], actor })
    const file = sample('seed.cfg')
    const { plan, revision } = await planConfigImport({ file, licence: '7', keepUnnamed: true })
    expect(plan.kept).toMatchObject([{ eventType: 'CHAT_RATED' }])
    await applyConfigImport({ file, licence: '7', actor, baseRevision: revision, keepUnnamed: true })
    expect(await mapped('7')).toMatchObject({ CHAT_RATED: 'deliver nothing' })
  })

  it('takes a file with thousands of event types', async () => {
    const file = bytes(Array.from({ length: 5000 }, (_, n) => `EVENT_X${n} http://${n}.example/\n`).join(''))
    expect(await importFile(file)).toMatchObject({ ok: true })
    expect(await prisma().mapping.count()).toBe(5000)
    expect(text((await exportConfig(null)).file)).toBe(text(file))
  })
})

describe('a URL that would break out of its line, or is too long', () => {
  const urls: [string, RegExp][] = [
    ['http://h/\rADMIN=1', /\(\\x0D\) at position 10/],
    ['http://h/\nADMIN=1', /\(\\x0A\) at position 10/],
    ['http://h/\t', /\(\\x09\) at position 10/],
    ['http://h/\u2028', /\(U\+2028\) at position 10/],
    ['http://h/"', /quote at position 10/],
    ["http://h/'", /quote at position 10/],
    [`http://h/${'a'.repeat(65_536)}`, /has 65545 characters/],
  ]

  it('is refused by every verb that takes one, with its position, and nothing is written', async () => {
    await setMapping({ licence: null, eventType: 'BUTTON_STATUS', urls: ['http://old.example/'], actor })
    const { id } = await prisma().endpoint.findFirstOrThrow()
    for (const [url, reason] of urls) {
      const outcomes = [
        await setMapping({ licence: null, eventType: 'CHAT_STARTED', urls: [url], actor }),
        await updateEndpoint({ id, url, timeoutSeconds: 30, actor }),
      ]
      for (const outcome of outcomes)
        expect(outcome).toMatchObject({ ok: false, reason: expect.stringMatching(reason) })
    }
    expect(await mapped()).toEqual({ BUTTON_STATUS: ['http://old.example/'] })
    expect(await prisma().mappingRevision.count()).toBe(1)
    expect(await prisma().endpoint.count()).toBe(1)
  })
})

describe('exporting lc_serv.cfg', () => {
  it.each(['seed.cfg', 'windows.cfg'])('gives back %s to the byte', async (name) => {
    await importFile(sample(name), '1520')
    expect(text((await exportConfig('1520')).file)).toBe(text(sample(name)))
  })

  it('gives back any file to the byte that an import took', async () => {
    const line = fc.oneof(
      fc.constantFrom(
        'EVENT_CHAT_STARTED http://a.example/',
        'event_chat_started\thttp://b.example/  ',
        'EVENT_NEW_LICENCE',
      ),
      fc.constantFrom(
        ' EVENT_X http://x.example/',
        'EVENT_BUTTON_STATUS ftp://wrong.example',
        'LOG_DIR C:\\livechat',
        '',
      ),
      fc.string({ unit: 'binary', maxLength: 12 }).map(
        (odd) =>
          `#${Buffer.from(odd)
            .toString('latin1')
            .replace(/[\0\r\n]/g, '')}`,
      ),
    )
    const file = fc
      .array(fc.tuple(line, fc.constantFrom('\n', '\r\n', '\r')), { maxLength: 12 })
      .map((lines) => bytes(lines.map((parts) => parts.join('')).join('')))
    await fc.assert(
      fc.asyncProperty(file, async (original) => {
        await clear()
        expect(await importFile(original, null, true)).toMatchObject({ ok: true })
        expect(text((await exportConfig(null)).file)).toBe(text(original))
      }),
      { numRuns: 40 },
    )
  })

  it('changes only the lines of the mappings that were edited', async () => {
    await importFile(sample('seed.cfg'))
    await setMapping({
      licence: null,
      eventType: 'OPERATOR_STATUS',
      urls: ['https://shop.example/lc'],
      actor,
    })
    const lines = text(sample('seed.cfg')).split('\n')
    const expected = lines.with(2, 'EVENT_OPERATOR_STATUS https://shop.example/lc').join('\n')
    expect(text((await exportConfig(null)).file)).toBe(expected)
    await setMapping({
      licence: null,
      eventType: 'OPERATOR_STATUS',
      urls: ['http://labs.livechatinc.com/events.pl'],
      actor,
    })
    expect(text((await exportConfig(null)).file)).toBe(text(sample('seed.cfg')))
  })

  it('takes out the line of a removed mapping and adds one for a new mapping', async () => {
    await importFile(bytes('# own\r\nEVENT_CHAT_STARTED http://a.example/\r\nLOG_LEVEL 3\r\n'), '7')
    await removeMapping({ licence: '7', eventType: 'CHAT_STARTED', actor })
    await setMapping({ licence: '7', eventType: 'CHAT_RATED', urls: ['http://b.example/'], actor })
    expect(text((await exportConfig('7')).file)).toBe(
      '# own\r\nLOG_LEVEL 3\r\nEVENT_CHAT_RATED http://b.example/\r\n',
    )
  })

  it('writes a line for each mapping when nothing was ever imported, and says what it cannot name', async () => {
    await setMapping({
      licence: '7',
      eventType: 'CHAT_STARTED',
      urls: ['http://a.example/', 'http://b.example/'],
      actor,
    })
    await setMapping({ licence: '7', eventType: 'BUTTON_STATUS', urls: [], actor })
    await setMapping({ licence: '7', eventType: 'chat rated', urls: ['http://c.example/'], actor })
    const exported = await exportConfig('7')
    expect(text(exported.file)).toBe(
      'EVENT_CHAT_STARTED http://a.example/\nEVENT_CHAT_STARTED http://b.example/\n',
    )
    expect(exported.leftOut).toEqual(['chat rated'])
  })
})

describe('the bridge file', () => {
  it('has a new token of its chat server, or the live one that the caller still has', async () => {
    const added = await addChatServer({ name: 'rack 3' })
    if (!added.ok) throw new Error(added.reason)
    const ask = { chatServerId: added.chatServer.id, licence: null, baseUrl: 'http://bellhop.example' }
    const tokenOf = (outcome: ChatServerBridgeOutcome) =>
      outcome.ok ? (/\/rpc\/(\S+)/.exec(text(outcome.file))?.[1] ?? '') : ''
    expect(tokenOf(await exportChatServerBridge({ ...ask, token: added.token }))).toBe(added.token)
    const second = await exportChatServerBridge({ ...ask, token: 'not one of ours' })
    expect(second).toMatchObject({ ok: true, ended: 0 })
    const third = await exportChatServerBridge(ask)
    expect(third).toMatchObject({ ok: true, ended: 1 })
    const tokens = [added.token, tokenOf(second), tokenOf(third)]
    const found = await Promise.all(tokens.map(async (token) => (await findSource(token)) !== null))
    expect(found).toEqual([false, true, true])
    const nobody = '00000000-0000-4000-8000-000000000000'
    expect(await exportChatServerBridge({ ...ask, chatServerId: nobody })).toMatchObject({ ok: false })
  })

  it('says beforehand what it cannot do by itself', async () => {
    expect(await readBridgeNotes(null, 'http://bellhop.example')).toMatchObject({
      hasFile: false,
      warnings: [{ line: null }],
    })
    await importFile(sample('windows.cfg'))
    expect(await readBridgeNotes(null, 'http://10.0.0.1:80')).toMatchObject({ hasFile: true, warnings: [] })
  })

  it('points every event line to the ingest URL and leaves all other lines as they were', async () => {
    await importFile(sample('windows.cfg'))
    await setMapping({ licence: '7', eventType: 'CHAT_RATED', urls: ['http://c.example/'], actor })
    const { file, warnings } = await exportBridge(null, 'http://bellhop.example/rpc/token')
    const lines = text(file).split('\r\n')
    const events = lines.filter((line) => /^event_/i.test(line))
    expect(events.every((line) => line.trimEnd().endsWith(' http://bellhop.example/rpc/token'))).toBe(true)
    const named = events.map((line) => line.split(' ')[0]?.slice('EVENT_'.length).toUpperCase())
    expect(named.toSorted()).toEqual([...EVENT_TYPES, 'CHAT_RATED'].toSorted())
    expect(lines).toEqual(
      expect.arrayContaining(['# Contact center, rack 3', 'SERVER_PORT\t8080', 'RPC_SERVER_IP 10.0.0.1:80']),
    )
    expect(warnings[0]?.message).toContain('10.0.0.1:80')
  })
})
