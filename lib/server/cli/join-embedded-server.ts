import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { findEmbeddedServer, startEmbeddedServer } from '../../db/embedded/server.ts'
import { OWNER_LOCK } from '../owner-lock.ts'

/** Shared by all commands that use the server at this moment. */
const PRESENCE_LOCK = 4_127_700_103

const TRIES = 4
const PAUSE_MS = 250

/** The embedded server while a command uses it. */
export type JoinedServer = { url: string; leave: () => Promise<void> }

/**
 * The server of DATA_DIR, running beside a supervisor or another command, or else started. Of several commands the last one to
 * leave stops it, unless a supervisor has it by then.
 * @throws Error with what startEmbeddedServer says.
 */
export async function joinEmbeddedServer(dataDir: string): Promise<JoinedServer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await join(dataDir)
    } catch (error) {
      // Another command may have stopped the server just now, or started it at the same moment.
      if (tries === TRIES) throw error
      await wait(PAUSE_MS)
    }
  }
}

async function join(dataDir: string): Promise<JoinedServer> {
  const url = (await findEmbeddedServer(dataDir)) ?? (await startEmbeddedServer(dataDir)).url
  const presence = new pg.Client({ connectionString: url, application_name: 'bellhop command' })
  presence.on('error', () => {})
  await presence.connect()
  await presence.query('SELECT pg_advisory_lock_shared($1)', [PRESENCE_LOCK])
  return { url, leave: () => leave(presence, dataDir) }
}

async function leave(presence: pg.Client, dataDir: string): Promise<void> {
  try {
    await presence.query('SELECT pg_advisory_unlock_shared($1)', [PRESENCE_LOCK])
    // Both locks are kept until the server is down, so that nobody joins it meanwhile.
    const isLast = (await tryLock(presence, PRESENCE_LOCK)) && (await tryLock(presence, OWNER_LOCK))
    if (isLast) await (await startEmbeddedServer(dataDir)).stop()
  } finally {
    await presence.end().catch(() => {})
  }
}

async function tryLock(client: pg.Client, lock: number): Promise<boolean> {
  const { rows } = await client.query<{ got: boolean }>('SELECT pg_try_advisory_lock($1) AS got', [lock])
  return rows[0]?.got ?? false
}
