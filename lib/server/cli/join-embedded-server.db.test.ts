import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findEmbeddedServer } from '#lib/db/embedded/server.ts'
import { setEnv } from '#lib/env.ts'
import { makeLog } from '#lib/log.ts'
import { openDatabase } from '#lib/server/database.ts'
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
  const supervised = await openDatabase(undefined, dataDir, makeLog('test'))
  await early.leave()
  expect(await findEmbeddedServer(dataDir)).toBe(supervised.url)
  const late = await joinEmbeddedServer(dataDir)
  await late.leave()
  expect(await findEmbeddedServer(dataDir)).toBe(supervised.url)
  await supervised.stop()
  expect(await findEmbeddedServer(dataDir)).toBeNull()
})
