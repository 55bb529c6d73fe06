import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'

/** Any number that nothing else on this database uses. A supervisor holds the lock as long as it lives. */
export const OWNER_LOCK = 4_127_700_102

const RETRY_MS = 500
/** A session that broke may take a moment to end on the server; after that the lock is really another's. */
const REFUSALS = 20

async function take(url: string): Promise<pg.Client | null> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'bellhop supervisor',
    keepAlive: true,
    connectionTimeoutMillis: 5000,
  })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ got: boolean }>('SELECT pg_try_advisory_lock($1) AS got', [
      OWNER_LOCK,
    ])
    if (rows[0]?.got) return client
  } catch (error) {
    await client.end().catch(() => {})
    throw error
  }
  await client.end()
  return null
}

/**
 * Holds the lock of the one supervisor of a DATA_DIR, and takes it again whenever its connection breaks: without it a command
 * would stop the server, or a second supervisor would start beside this one.
 * @param onLost is called when another has it for good.
 * @returns a function that gives it up.
 * @throws Error with one line when another Bellhop has it.
 */
export async function holdOwnerLock(
  url: string,
  dataDir: string,
  onLost: (error: Error) => void,
): Promise<() => Promise<void>> {
  const taken = new Error(`Another Bellhop runs on ${dataDir}. Stop it, or set DATA_DIR to another folder`)
  const ending = new AbortController()
  const first = await take(url)
  if (first === null) throw taken
  let client = first
  client.once('end', again)

  async function again(): Promise<void> {
    for (let refusals = 0; !ending.signal.aborted && refusals < REFUSALS; ) {
      // The server itself may be away: it is started again by others, so that it is asked without end.
      const got = await take(url).catch(() => undefined)
      if (got) {
        client = got
        client.once('end', again)
        if (ending.signal.aborted) await client.end().catch(() => {})
        return
      }
      if (got === null) refusals += 1
      await wait(RETRY_MS, undefined, { signal: ending.signal }).catch(() => {})
    }
    if (!ending.signal.aborted) onLost(taken)
  }

  return async () => {
    ending.abort()
    await client.end().catch(() => {})
  }
}
