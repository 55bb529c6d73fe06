import { afterAll, beforeAll, inject } from 'vitest'
import { closePool, usePool } from '../db/pool.ts'
import { makeScratchDatabase } from '../db/scratch-database.ts'
import { setEnv } from '../env.ts'

/** Gives the tests of a file a migrated, empty database of their own; its URL is in `url` once they run. */
export function useTestDatabase(): { url: string } {
  const database = { url: '' }
  let drop: (() => Promise<void>) | undefined
  beforeAll(async () => {
    const made = await makeScratchDatabase(inject('serverUrl'), inject('template'))
    drop = made.drop
    database.url = made.url
    // Vite keeps a BASE_URL of its own in the environment.
    setEnv({ DATABASE_URL: made.url, BASE_URL: '', DISPATCH_ALLOW: '127.0.0.0/8' })
    await usePool(made.url)
  })
  afterAll(async () => {
    await closePool()
    await drop?.()
  })
  return database
}
