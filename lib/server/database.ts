import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { type EmbeddedServer, startEmbeddedServer } from '../db/embedded/server.ts'
import type { Log } from '../log.ts'
import { holdOwnerLock } from './owner-lock.ts'

const RESTART_PAUSE_MS = 500

export type Database = { url: string; stop: () => Promise<void> }

/**
 * The database that DATABASE_URL names, or the embedded one of DATA_DIR, which is started again when it dies.
 * @param onLost is called when another supervisor has taken DATA_DIR over.
 * @throws Error with one line when it does not answer, or another Bellhop has it.
 */
export async function openDatabase(
  databaseUrl: string | undefined,
  dataDir: string,
  log: Log,
  onLost: (error: Error) => void,
): Promise<Database> {
  if (databaseUrl) {
    await check(databaseUrl)
    return { url: databaseUrl, stop: async () => {} }
  }
  let stopping = false
  let server: EmbeddedServer

  const start = (port?: number) => startEmbeddedServer(dataDir, port, () => restart())
  async function restart(): Promise<void> {
    while (!stopping) {
      log.warn('the database ended and is started again')
      try {
        server = await start(server.port)
        return
      } catch (error) {
        log.error({ error: String(error) }, 'the database did not start')
        await wait(RESTART_PAUSE_MS)
      }
    }
  }

  server = await start()
  const release = await holdOwnerLock(server.url, dataDir, onLost)
  return {
    url: server.url,
    stop: async () => {
      stopping = true
      await release()
      await server.stop()
    },
  }
}

async function check(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ version: number }>(
      "SELECT current_setting('server_version_num')::int AS version",
    )
    if ((rows[0]?.version ?? 0) < 180_000) throw new Error('it is older than Postgres 18')
  } catch (error) {
    throw new Error(
      `DATABASE_URL: the database cannot be used (${error instanceof Error ? error.message : error})`,
    )
  } finally {
    await client.end().catch(() => {})
  }
}
