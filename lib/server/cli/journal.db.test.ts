import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { pool } from '#lib/db/pool.ts'
import { makeEventId } from '#lib/ingest/event-id.ts'
import { encodeRecord, type JournalRecord } from '#lib/journal/record.ts'
import { mapTo, SOME_CHAT_SERVER } from '#lib/test/events.ts'
import { useCommandLine } from '../../test/command-line.ts'

const { bellhop, json, folder } = useCommandLine()
const journal = join(folder, 'data', 'journal')

beforeEach(async () => {
  rmSync(journal, { recursive: true, force: true })
  mkdirSync(journal, { recursive: true })
  await pool().query('TRUNCATE mapping, endpoint, call, delivery, attempt_job CASCADE')
})

const record = (body: string, id = makeEventId()): JournalRecord => ({
  id,
  call: {
    method: 'POST',
    query: new Uint8Array(),
    body: Buffer.from(body),
    contentType: 'application/x-www-form-urlencoded',
    headers: [],
    remoteAddress: null,
    receivedAt: new Date('2026-11-19T13:00:00Z'),
  },
  chatServerId: SOME_CHAT_SERVER,
  charset: 'utf-8',
  refusedFor: null,
})

const write = (name: string, records: JournalRecord[], change = (bytes: Buffer) => bytes) =>
  writeFileSync(join(journal, name), change(Buffer.concat(records.map(encodeRecord))))

const stored = async () =>
  (await pool().query('SELECT id, received_at AS at FROM call ORDER BY id')).rows as {
    id: string
    at: Date
  }[]

describe('journal list', () => {
  it('says what was set aside, and what can be read of it', async () => {
    write('00000003.log', [record('EVENT=X&LICENCE=1')])
    write('a.refused', [record('EVENT=X&LICENCE=1')])
    const records = [1, 2, 3].map((n) => record(`EVENT=X&LICENCE=1&N=${n}`))
    write('00000001.log.damaged', records, (bytes) => bytes.fill(0, 20, 40))
    const at = '2026-11-19T13:00:00.000Z'
    const [first] = records
    const unreadableBytes = first ? encodeRecord(first).length : 0
    expect(await json(['journal', 'list'])).toEqual([
      { file: '00000001.log.damaged', records: 2, from: at, to: at, unreadableBytes },
      { file: 'a.refused', records: 1, from: at, to: at, unreadableBytes: 0 },
    ])
    rmSync(journal, { recursive: true })
    expect(await bellhop(['journal', 'list'])).toMatchObject({ code: 0, out: 'Nothing was set aside\n' })
  })
})

describe('journal retry', () => {
  it('brings in what can be read, each call once, and keeps the file', async () => {
    await mapTo('X', 'http://127.0.0.1:9/a')
    const records = [1, 2, 3].map((n) => record(`EVENT=X&LICENCE=1&N=${n}`))
    const ids = records.slice(1).map(({ id }) => id)
    write('00000001.log.damaged', records, (bytes) => bytes.fill(0, 0, 4))
    const before = readFileSync(join(journal, '00000001.log.damaged'))
    const file = '00000001.log.damaged.brought-in'
    expect(await json(['journal', 'retry', '00000001.log.damaged'])).toMatchObject({
      outcome: 'brought in',
      file,
      stored: 2,
      there: 0,
      refused: [],
    })
    expect((await stored()).map(({ id }) => id)).toEqual(ids)
    expect((await stored())[0]?.at.toISOString()).toBe('2026-11-19T13:00:00.000Z')
    expect(readdirSync(journal)).toEqual([file])
    expect(readFileSync(join(journal, file))).toEqual(before)
    // As after it ended before it could rename the file.
    writeFileSync(join(journal, '00000001.log.damaged'), before)
    const again = await bellhop(['journal', 'retry', '00000001.log.damaged'])
    expect(again).toMatchObject({ code: 0, err: '' })
    expect(again.out).toMatch(/^0 calls brought in, 2 had been stored before\n\d+ bytes cannot be read/)
    const { rows } = await pool().query('SELECT event_id AS id FROM delivery ORDER BY event_id')
    expect(rows.map(({ id }) => id)).toEqual(ids)
    expect(await json(['journal', 'list'])).toEqual([])
  })

  it('brings in a call of a day that had no partition', async () => {
    const id = '01000000-0000-7000-8000-000000000001'
    write(`${id}.refused`, [record('EVENT=X&LICENCE=1', id)])
    expect(await json(['journal', 'retry', `${id}.refused`])).toMatchObject({ stored: 1 })
    expect((await stored()).map((call) => call.id)).toEqual([id])
  })

  it('names a call that is refused still, and leaves the file', async () => {
    const [good, bad] = [record('EVENT=X&LICENCE=1'), record('EVENT=X&LICENCE=1&N=2')]
    write('00000001.log.damaged', [bad, good])
    await pool().query(`ALTER TABLE call ADD CONSTRAINT no_two CHECK (id <> '${bad.id}')`)
    const ended = await bellhop(['journal', 'retry', '00000001.log.damaged'])
    await pool().query('ALTER TABLE call DROP CONSTRAINT no_two')
    expect(ended).toMatchObject({
      code: 1,
      err: 'bellhop: 1 call of 00000001.log.damaged cannot be stored\n',
    })
    expect(ended.out).toContain(`${bad.id} is refused: `)
    expect((await stored()).map(({ id }) => id)).toEqual([good.id])
    expect(readdirSync(journal)).toEqual(['00000001.log.damaged'])
    expect(await json(['journal', 'retry', '00000001.log.damaged'])).toMatchObject({ stored: 1, there: 1 })
  })

  it.each(['00000009.log', '../a.refused', 'a.refused'])(
    'of %s says that it is none of those',
    async (file) => {
      write('00000009.log', [record('EVENT=X&LICENCE=1')])
      expect(await bellhop(['journal', 'retry', file])).toMatchObject({
        code: 1,
        out: '',
        err: `bellhop: ${file} is no file of the journal that was set aside. See: bellhop journal list\n`,
      })
    },
  )
})
