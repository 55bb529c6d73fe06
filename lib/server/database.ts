import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { type EmbeddedServer, startEmbeddedServer } from '../db/embedded/server.ts'
import type { Log } from '../log.ts'

/** Any number that nothing else on this database uses. A supervisor holds the lock as long as it lives. */
export const OWNER_LOCK = 4_127_700_102
const RESTART_PAUSE_MS = 500

export type Database = { url: string; stop: () => Promise<void> }

/** Held as long as this supervisor lives: a second one on the same DATA_DIR must not take the server over. */
async function own(url: string, dataDir: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'bellhop supervisor',
    keepAlive: true,
  })
  client.on('error', () => {})
  await client.connect()
  const { rows } = await client.query<{ got: boolean }>('SELECT pg_try_advisory_lock($1) AS got', [
    OWNER_LOCK,
  ])
  if (rows[0]?.got) return client
  await client.end()
  throw new Error(`Another Bellhop runs on ${dataDir}. Stop it, or set DATA_DIR to another folder`)
}

/**
 * The database that DATABASE_URL names, or the embedded one of DATA_DIR, which is started again when it dies.
 * @throws Error with one line when it does not answer, or another Bellhop has it.
 */
export async function openDatabase(
  databaseUrl: string | undefined,
  dataDir: string,
  log: Log,
): Promise<Database> {
  if (databaseUrl) {
    await check(databaseUrl)
    return { url: databaseUrl, stop: async () => {} }
  }
  let stopping = false
  let server: EmbeddedServer
  let owner: pg.Client | undefined

  const start = (port?: number) => startEmbeddedServer(dataDir, port, () => restart())
  async function restart(): Promise<void> {
    while (!stopping) {
      log.warn('the database ended and is started again')
      try {
        server = await start(server.port)
        owner = await own(server.url, dataDir)
        return
      } catch (error) {
        log.error({ error: String(error) }, 'the database did not start')
        await wait(RESTART_PAUSE_MS)
      }
    }
  }

  server = await start()
  owner = await own(server.url, dataDir)
  return {
    url: server.url,
    stop: async () => {
      stopping = true
      await owner?.end().catch(() => {})
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
