import pg from 'pg'
import { env } from '../env.ts'

declare global {
  // Next bundles lib once more beside the server's own copy: both share one pool.
  var bellhopPool: pg.Pool | undefined
}

/** The connections of this copy's pool. */
const clients = new Set<pg.Client>()

/** The process's connections. Prisma and hand-written SQL share them. */
export function pool(): pg.Pool {
  globalThis.bellhopPool ??= makePool(requireUrl())
  return globalThis.bellhopPool
}

function requireUrl(): string {
  const url = env().databaseUrl
  if (!url) throw new Error('DATABASE_URL is not set in this process')
  return url
}

function makePool(connectionString: string): pg.Pool {
  const made = new pg.Pool({
    connectionString,
    max: 12,
    connectionTimeoutMillis: 5000,
    application_name: 'bellhop',
  })
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  made.on('error', () => {})
  made.on('connect', (client) => {
    // The same for one in use: its statement fails, and whoever asked for it is told.
    client.on('error', () => {})
    clients.add(client)
  })
  made.on('remove', (client) => clients.delete(client))
  return made
}

/** Points this process at a database; for the command line and for tests. Ends the pool it had. */
export async function usePool(url: string): Promise<void> {
  await closePool()
  globalThis.bellhopPool = makePool(url)
}

/**
 * Breaks all connections, those in use as well: their statements fail. For a database that does not answer on them: a
 * connection whose other end went away without a word stays in use for a quarter of an hour, and the pool has no other.
 */
export function breakConnections(): void {
  for (const client of clients) client.connection.stream.destroy()
}

/** Ends all connections. */
export async function closePool(): Promise<void> {
  const open = globalThis.bellhopPool
  globalThis.bellhopPool = undefined
  await open?.end()
}

/**
 * Begins a transaction that must not be left half done: a process that is stopped in the middle of it would keep its locks
 * from everybody else. Postgres ends it after 5 s in which nothing comes.
 */
export const BEGIN_BRIEFLY = "BEGIN; SET LOCAL idle_in_transaction_session_timeout = '5s'"

/**
 * The same for statements that reach few rows of tables that are never as their statistics say: jobs live for
 * milliseconds, and today's partitions of the log double while one looks. Indexes are right whatever the statistics say, and
 * so is one plan for all: planning over all partitions anew takes longer than the statement does.
 */
export const BEGIN_BY_INDEX = `${BEGIN_BRIEFLY}; SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off;
  SET LOCAL enable_sort = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off;
  SET LOCAL plan_cache_mode = force_generic_plan`

/**
 * Runs `work` in one transaction on a connection of its own; commits when it resolves, rolls back when it throws.
 * @param begin what it begins with; more statements may follow BEGIN.
 */
export async function transaction<T>(
  work: (client: pg.PoolClient) => Promise<T>,
  begin = 'BEGIN',
): Promise<T> {
  const client = await pool().connect()
  let broken: Error | undefined
  try {
    await client.query(begin)
    const result = await work(client)
    await client.query('COMMIT')
    return result
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: Error) => {
      broken = failure
    })
    throw error
  } finally {
    client.release(broken)
  }
}
