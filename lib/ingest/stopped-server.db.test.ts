import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type EmbeddedServer, startEmbeddedServer } from '../db/embedded/server.ts'
import { migrate } from '../db/migrate.ts'
import { ensurePartitions } from '../db/partitions.ts'
import { closePool, pool, usePool } from '../db/pool.ts'
import { setEnv } from '../env.ts'
import { mapTo } from '../test/events.ts'
import { answerCall } from './door-answer.ts'
import { hashToken } from './find-source.ts'
import { type Door, openJournal } from './keep-call.ts'

// A Postgres of this file's own, which is stopped and killed while calls come.

const TOKEN = 'a-token-of-this-test'
const LICENCES = [1, 2, 3, 4, 5]
const ROUNDS = 40
let dataDir: string
let server: EmbeddedServer
let door: Door

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'bellhop-stopped-'))
  server = await startEmbeddedServer(dataDir)
  setEnv({ DATABASE_URL: server.url, BASE_URL: '', DISPATCH_ALLOW: '127.0.0.0/8' })
  await migrate(server.url)
  await usePool(server.url)
  await ensurePartitions()
  await mapTo('X', 'http://127.0.0.1:9/x')
  const { rows } = await pool().query("INSERT INTO chat_server (name) VALUES ('rack') RETURNING id")
  await pool().query('INSERT INTO ingest_token (chat_server_id, sha256) VALUES ($1, $2)', [
    rows[0].id,
    hashToken(TOKEN),
  ])
  door = await openJournal(dataDir, 1e9, () => {})
})
afterAll(async () => {
  await door?.close()
  await closePool()
  await server?.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

async function call(licence: number, n: number): Promise<string> {
  const body = Buffer.from(`EVENT=X&LICENCE=${licence}&N=${n}`)
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
  const { status, text } = await answerCall(TOKEN, read, () => {})
  expect(status).toBe(200)
  return /[0-9a-f-]{36}/.exec(text)?.[0] ?? ''
}

/** Calls of each licence, one after the other; what happens to the server happens after a third of them. */
async function sendThrough(outage: () => Promise<void>): Promise<string[][]> {
  let [sent, happening] = [0, Promise.resolve()]
  const ids = await Promise.all(
    LICENCES.map(async (licence) => {
      const answered: string[] = []
      for (let n = 0; n < ROUNDS; n += 1) {
        answered.push(await call(licence, n))
        sent += 1
        if (sent === Math.floor((LICENCES.length * ROUNDS) / 3)) happening = outage()
      }
      return answered
    }),
  )
  await happening
  return ids
}

/** All are stored once, and the order of the ids and of the deliveries is the order of receipt. */
async function expectStored(ids: string[][]): Promise<void> {
  await vi.waitFor(
    async () => {
      const { rows } = await pool().query<{ calls: string[]; deliveries: string[] }>(
        `SELECT array_agg(call.id::text ORDER BY call.id) AS calls,
           array_agg(call.id::text ORDER BY delivery.id) AS deliveries
         FROM call JOIN delivery ON delivery.event_id = call.id WHERE call.id = ANY($1::uuid[])
         GROUP BY call.licence ORDER BY call.licence`,
        [ids.flat()],
      )
      expect(rows.map((row) => row.calls)).toEqual(ids)
      expect(rows.map((row) => row.deliveries)).toEqual(ids)
    },
    { timeout: 30_000, interval: 200 },
  )
  const { rows } = await pool().query('SELECT count(*)::int AS n FROM call')
  expect(rows[0].n).toBe(ids.flat().length)
}

it.each(['stopped', 'killed'] as const)('a server that is %s costs no call', async (how) => {
  await pool().query('TRUNCATE call, delivery, attempt_job, journal_outage')
  const ids = await sendThrough(async () => {
    if (how === 'killed') {
      const pid = Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
      process.kill(pid, 'SIGKILL')
    }
    await server.stop()
  })
  expect(door.keeper.isAway).toBe(true)
  server = await startEmbeddedServer(dataDir, server.port)
  await expectStored(ids)
  await vi.waitFor(async () => {
    const { rows } = await pool().query('SELECT refused FROM journal_outage')
    expect(rows).toEqual([{ refused: 0 }])
  })
})
