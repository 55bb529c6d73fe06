import pg from 'pg'
import { hasCluster } from '../../db/embedded/cluster.ts'
import { migrate } from '../../db/migrate.ts'
import { closePool, usePool } from '../../db/pool.ts'
import { env, setEnv } from '../../env.ts'
import { ensureDataDir, ensureSecretKey } from '../data-dir.ts'
import { type JoinedServer, joinEmbeddedServer } from './join-embedded-server.ts'
import { CommandError } from './output.ts'

const CONNECT_LIMIT_MS = 10_000
/** `makesData`: DATA_DIR is made when it is not there. Other commands would find nothing in it, and say that all is well. */
type Options = { makesData?: boolean }

const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const

/** Where the database is: named, running beside a server, or started for this command and ended after it. */
async function open({ makesData = false }: Options): Promise<JoinedServer> {
  const { databaseUrl, dataDir } = env()
  if (databaseUrl) {
    await check(databaseUrl)
    return { url: databaseUrl, leave: async () => {} }
  }
  if (!makesData) demandData(dataDir)
  ensureDataDir(dataDir)
  return joinEmbeddedServer(dataDir)
}

function demandData(dataDir: string): void {
  if (!hasCluster(dataDir))
    throw new CommandError(`There is no data at ${dataDir}. Start Bellhop, or set DATA_DIR to its folder`)
}

async function check(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_LIMIT_MS })
  client.on('error', () => {})
  try {
    await client.connect()
  } catch (error) {
    // A name with several addresses fails with an error of its own for each.
    const [first = error] = error instanceof AggregateError ? error.errors : []
    const why = first instanceof Error ? first.message : first
    throw new CommandError(`DATABASE_URL: the database cannot be used (${why})`)
  } finally {
    await client.end().catch(() => {})
  }
}

/**
 * Runs a command's work on the database, beside a running server or without one.
 * @throws CommandError when there is no data and the command makes none.
 */
export async function withDatabase<T>(work: () => Promise<T>, options: Options = {}): Promise<T> {
  const database = await open(options)
  const close = async () => {
    await closePool()
    await database.leave()
  }
  const signals = Object.entries(SIGNALS).map(([signal, code]) => ({
    signal,
    end: () => void close().finally(() => process.exit(code)),
  }))
  for (const { signal, end } of signals) process.once(signal, end)
  setEnv({ DATABASE_URL: database.url })
  try {
    await usePool(database.url)
    await migrate(database.url)
    return await work()
  } finally {
    for (const { signal, end } of signals) process.off(signal, end)
    await close()
  }
}

/** For commands that make users: sessions are signed with the key that a server on this DATA_DIR uses. */
export function useSecretKey(): void {
  const { dataDir, secretKey } = env()
  if (secretKey) return
  ensureDataDir(dataDir)
  setEnv({ SECRET_KEY: ensureSecretKey(dataDir) })
}
