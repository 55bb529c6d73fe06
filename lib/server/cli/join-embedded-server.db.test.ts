import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { findEmbeddedServer } from '#lib/db/embedded/server.ts'
import { setEnv } from '#lib/env.ts'
import { makeLog } from '#lib/log.ts'
import { openDatabase } from '#lib/server/database.ts'
import { OWNER_LOCK } from '#lib/server/owner-lock.ts'
import { joinEmbeddedServer } from './join-embedded-server.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'bellhop-join-'))
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

beforeAll(async () => {
  // Vite keeps a BASE_URL of its own in the environment.
  setEnv({ BASE_URL: '', LOG_LEVEL: 'silent' })
  const first = await joinEmbeddedServer(dataDir)
  await first.leave()
})

it('stops the server with the last command that leaves', async () => {
  expect(await findEmbeddedServer(dataDir)).toBeNull()
  const together = await Promise.all([1, 2, 3].map(() => joinEmbeddedServer(dataDir)))
  expect(new Set(together.map((one) => one.url)).size).toBe(1)
  const [last, ...others] = together
  for (const one of others) await one.leave()
  expect(await findEmbeddedServer(dataDir)).toBe(last?.url)
  await last?.leave()
  expect(await findEmbeddedServer(dataDir)).toBeNull()
})

it('stops the server when all leave at once', async () => {
  const together = await Promise.all([1, 2, 3].map(() => joinEmbeddedServer(dataDir)))
  await Promise.all(together.map((one) => one.leave()))
  expect(await findEmbeddedServer(dataDir)).toBeNull()
})

it('leaves the server to a supervisor, whoever came first', async () => {
  const early = await joinEmbeddedServer(dataDir)
  const supervised = await openDatabase(undefined, dataDir, makeLog('test'), () => {})
  await early.leave()
  expect(await findEmbeddedServer(dataDir)).toBe(supervised.url)
  const late = await joinEmbeddedServer(dataDir)
  await late.leave()
  expect(await findEmbeddedServer(dataDir)).toBe(supervised.url)
  await supervised.stop()
  expect(await findEmbeddedServer(dataDir)).toBeNull()
})

it('leaves it to a supervisor whose connection broke and stands again', async () => {
  const supervised = await openDatabase(undefined, dataDir, makeLog('test'), () => {})
  const client = new pg.Client({ connectionString: supervised.url })
  await client.connect()
  try {
    const holders = async () =>
      (
        await client.query<{ pid: number }>(
          "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = $1 AND granted",
          [OWNER_LOCK % 2 ** 32],
        )
      ).rows.map(({ pid }) => pid)
    const [first] = await holders()
    await client.query('SELECT pg_terminate_backend($1)', [first])
    await vi.waitFor(async () => expect((await holders()).filter((pid) => pid !== first)).toHaveLength(1), {
      timeout: 30_000,
    })
    const command = await joinEmbeddedServer(dataDir)
    await command.leave()
    expect(await findEmbeddedServer(dataDir)).toBe(supervised.url)
  } finally {
    await client.end()
    await supervised.stop()
  }
})

it('tells a supervisor when another has taken its place', async () => {
  const lost = Promise.withResolvers<Error>()
  const supervised = await openDatabase(undefined, dataDir, makeLog('test'), lost.resolve)
  const client = new pg.Client({ connectionString: supervised.url })
  await client.connect()
  try {
    // The other waits in the queue for the lock, so that it has it the moment that the first one's session ends.
    const other = client.query('SELECT pg_advisory_lock($1)', [OWNER_LOCK])
    const killer = new pg.Client({ connectionString: supervised.url })
    await killer.connect()
    await killer.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'bellhop supervisor'",
    )
    await killer.end()
    await other
    expect((await lost.promise).message).toContain(`Another Bellhop runs on ${dataDir}`)
  } finally {
    await client.end()
    await supervised.stop()
  }
})
