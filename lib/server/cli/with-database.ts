import { findEmbeddedServer, startEmbeddedServer } from '../../db/embedded/server.ts'
import { migrate } from '../../db/migrate.ts'
import { closePool, usePool } from '../../db/pool.ts'
import { env, setEnv } from '../../env.ts'
import { stopBoss } from '../../queue/boss.ts'
import { ensureDataDir, ensureSecretKey } from '../data-dir.ts'

/** Where the database is: named, running beside a server, or started for this command and ended after it. */
async function open(): Promise<{ url: string; stop: () => Promise<void> }> {
  const { databaseUrl, dataDir } = env()
  if (databaseUrl) return { url: databaseUrl, stop: async () => {} }
  const running = await findEmbeddedServer(dataDir)
  return running ? { url: running, stop: async () => {} } : startEmbeddedServer(dataDir)
}

/** Runs a command's work on the database, beside a running server or without one. */
export async function withDatabase<T>(work: () => Promise<T>): Promise<T> {
  const { dataDir, secretKey } = env()
  ensureDataDir(dataDir)
  const database = await open()
  setEnv({ DATABASE_URL: database.url, SECRET_KEY: secretKey ?? ensureSecretKey(dataDir) })
  try {
    await usePool(database.url)
    await migrate(database.url)
    return await work()
  } finally {
    await stopBoss()
    await closePool()
    await database.stop()
  }
}
