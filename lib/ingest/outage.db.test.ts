import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { closePool, pool, usePool } from '../db/pool.ts'
import { useTestDatabase } from '../test/database.ts'
import { mapTo } from '../test/events.ts'
import { answerCall } from './door-answer.ts'
import { hashToken } from './find-source.ts'
import { type Door, openJournal } from './keep-call.ts'

// A real Postgres behind a line that can be cut, or go silent with its connections open.

const database = useTestDatabase()
const TOKEN = 'a-token-of-this-test'
let line: Server
const sockets: Socket[] = []
/** Those on which nothing comes through any more, and which nobody closes. */
let lost = new Set<Socket>()
let how: 'through' | 'cut' | 'silent' = 'through'
let folder: string
let door: Door | undefined
let direct: string

beforeAll(async () => {
  direct = database.url
  const { hostname, port } = new URL(direct)
  line = createServer((near) => {
    if (how === 'cut') return near.destroy()
    const far = connect(Number(port), hostname)
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.push(from)
      from.on('data', (bytes) => {
        if (how === 'through' && !lost.has(from)) to.write(bytes)
      })
      from.on('error', () => {})
      from.on('close', () => to.destroy())
    }
  })
  await new Promise<void>((done) => line.listen(0, '127.0.0.1', done))
  const address = line.address()
  const through = new URL(direct)
  through.port = String(typeof address === 'object' ? address?.port : 0)
  through.hostname = '127.0.0.1'
  await usePool(through.href)
  await mapTo('X', 'http://127.0.0.1:9/x')
  const { rows } = await pool().query("INSERT INTO chat_server (name) VALUES ('rack') RETURNING id")
  await pool().query('INSERT INTO ingest_token (chat_server_id, sha256) VALUES ($1, $2)', [
    rows[0].id,
    hashToken(TOKEN),
  ])
})
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bellhop-outage-'))
  await pool().query('TRUNCATE call, delivery, attempt_job, journal_outage')
  door = await open()
})
afterEach(async () => {
  turn('through')
  await door?.close()
  rmSync(folder, { recursive: true, force: true })
})
afterAll(async () => {
  await closePool()
  for (const socket of sockets) socket.destroy()
  line.close()
})

const reports: string[] = []
const open = () => openJournal(folder, 1e9, (error, doing) => reports.push(`${doing}: ${error}`))

/** On a connection that does not go through the line. */
async function directly(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: direct })
  await client.connect()
  await client.query(sql).finally(() => client.end())
}

function turn(to: typeof how): void {
  const before = how
  how = to
  // What went silent does not come back: bytes are missing.
  if (to === 'cut' || before === 'silent') for (const socket of sockets.splice(0)) socket.destroy()
}

let calls = 0
function call(licence: number) {
  calls += 1
  const body = Buffer.from(`EVENT=X&LICENCE=${licence}&N=${calls}`)
  const read = async () => ({
    call: {
      method: 'POST',
      query: new Uint8Array(),
      body,
      contentType: 'application/x-www-form-urlencoded',
      headers: [] as [string, string][],
      remoteAddress: null,
      receivedAt: new Date(),
    },
    refusal: null,
  })
  return answerCall(TOKEN, read, () => {})
}
const idIn = (text: string) => /[0-9a-f-]{36}/.exec(text)?.[0] ?? ''

/** Calls of five licences, each one after the other. @returns the ids that were answered, by licence, in order. */
async function send(rounds: number): Promise<{ ids: string[][]; statuses: number[] }> {
  const statuses: number[] = []
  const ids = await Promise.all(
    [1, 2, 3, 4, 5].map(async (licence) => {
      const answered: string[] = []
      for (let round = 0; round < rounds; round += 1) {
        const { status, text } = await call(licence)
        statuses.push(status)
        answered.push(idIn(text))
      }
      return answered
    }),
  )
  return { ids, statuses }
}

async function expectAllStored(ids: string[][]): Promise<void> {
  const wanted = ids.flat()
  await vi.waitFor(
    async () => {
      const { rows } = await pool().query('SELECT count(*)::int AS n FROM call WHERE id = ANY($1::uuid[])', [
        wanted,
      ])
      expect(rows[0].n).toBe(wanted.length)
    },
    { timeout: 20_000, interval: 100 },
  )
  const { rows } = await pool().query<{ licence: string; ids: string[]; deliveries: string[] }>(`
    SELECT call.licence, array_agg(call.id::text ORDER BY call.id) AS ids,
      array_agg(call.id::text ORDER BY delivery.id) AS deliveries
    FROM call JOIN delivery ON delivery.event_id = call.id GROUP BY call.licence ORDER BY call.licence`)
  // Each once, in the order in which it came, and its deliveries in that order as well.
  expect(rows.map((row) => row.ids)).toEqual(ids)
  expect(rows.map((row) => row.deliveries)).toEqual(ids)
}

describe('calls while the database is away', () => {
  it.each(['cut', 'silent'] as const)(
    '(%s) are answered 200, and stored in order, each once',
    async (outage) => {
      const before = await send(5)
      turn(outage)
      const during = await send(40)
      turn('through')
      const after = await send(40)
      expect(new Set([...before.statuses, ...during.statuses, ...after.statuses])).toEqual(new Set([200]))
      await expectAllStored(
        before.ids.map((ids, n) => [...ids, ...(during.ids[n] ?? []), ...(after.ids[n] ?? [])]),
      )
      const { rows } = await vi.waitFor(async () => {
        const told = await pool().query('SELECT * FROM journal_outage')
        expect(told.rowCount).toBe(1)
        return told
      })
      expect(rows[0]).toMatchObject({ refused: 0 })
      expect(rows[0].kept).toBeGreaterThanOrEqual(200)
    },
  )

  it('outlive the process: the next one brings them in, and knows the tokens without the database', async () => {
    turn('cut')
    const first = await send(3)
    await door?.close()
    door = await open()
    const second = await send(3)
    expect(new Set([...first.statuses, ...second.statuses])).toEqual(new Set([200]))
    expect(
      (
        await answerCall(
          'another',
          async () => Promise.reject(),
          () => {},
        )
      ).status,
    ).toBe(503)
    turn('through')
    await expectAllStored(first.ids.map((ids, n) => [...ids, ...(second.ids[n] ?? [])]))
  })

  it('are stored once when the process dies between storing and forgetting', async () => {
    turn('cut')
    const { ids } = await send(4)
    await door?.close()
    const copy = mkdtempSync(join(tmpdir(), 'bellhop-outage-'))
    const { cpSync } = await import('node:fs')
    cpSync(folder, copy, { recursive: true })
    turn('through')
    door = await open()
    await expectAllStored(ids)
    await door.close()
    // As if nothing had been forgotten.
    door = await openJournal(copy, 1e9, () => {})
    await vi.waitFor(() => expect(door?.keeper.isAway).toBe(false), { timeout: 10_000 })
    await expectAllStored(ids)
    rmSync(copy, { recursive: true, force: true })
  })

  it('do not wait for connections that went silent and stay so', async () => {
    const before = await send(3)
    lost = new Set(sockets)
    const during = await send(3)
    expect(new Set(during.statuses)).toEqual(new Set([200]))
    // New connections come through: the old ones are given up, and hold up no call from then on.
    await vi.waitFor(() => expect(door?.keeper.isAway).toBe(false), { timeout: 15_000 })
    const after = await send(3)
    expect(door?.keeper.isAway).toBe(false)
    await expectAllStored(
      before.ids.map((ids, n) => [...ids, ...(during.ids[n] ?? []), ...(after.ids[n] ?? [])]),
    )
  })

  it('wait for a table that is missing for a time, and are told of', async () => {
    const before = await send(1)
    reports.length = 0
    await directly('ALTER TABLE call RENAME TO gone')
    const during = await send(3)
    expect(new Set(during.statuses)).toEqual(new Set([200]))
    await vi.waitFor(() => expect(reports.join()).toMatch(/bringing in the journal: .*does not exist/), {
      timeout: 10_000,
    })
    await directly('ALTER TABLE gone RENAME TO call')
    await expectAllStored(before.ids.map((ids, n) => [...ids, ...(during.ids[n] ?? [])]))
  })

  it('are set aside when the database refuses them, and hold up none behind them', async () => {
    turn('cut')
    const before = await send(1)
    const id = '01000000-0000-7000-8000-000000000001' // a day that has no partition
    await door?.keeper.keep({
      id,
      call: {
        method: 'POST',
        query: new Uint8Array(),
        body: Buffer.from('EVENT=X&LICENCE=1'),
        contentType: null,
        headers: [],
        remoteAddress: null,
        receivedAt: new Date(),
      },
      chatServerId: '01990000-0000-7000-8000-000000000001',
      charset: 'utf-8',
      refusedFor: null,
    })
    const after = await send(1)
    turn('through')
    await expectAllStored(before.ids.map((ids, n) => [...ids, ...(after.ids[n] ?? [])]))
    expect(readdirSync(join(folder, 'journal'))).toContain(`${id}.refused`)
  })

  it('of a token that nobody knows are 404 as soon as the database is there, and nothing stale is believed', async () => {
    expect(
      (
        await answerCall(
          'another',
          async () => Promise.reject(),
          () => {},
        )
      ).status,
    ).toBe(404)
    await pool().query('DELETE FROM ingest_token WHERE sha256 = $1', [hashToken(TOKEN)])
    expect((await call(1)).status).toBe(404)
    const { rows } = await pool().query('SELECT id FROM chat_server')
    await pool().query('INSERT INTO ingest_token (chat_server_id, sha256) VALUES ($1, $2)', [
      rows[0].id,
      hashToken(TOKEN),
    ])
    expect((await call(1)).status).toBe(200)
  })
})
