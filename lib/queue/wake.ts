import pg from 'pg'
import { env } from '../env.ts'
import { WAKE_CHANNEL } from './attempt-jobs.ts'

const RECONNECT_MS = 500

/**
 * Calls `onWake` when something became due at once, and after each time that the connection was lost and stands
 * again. A lost call only costs time: dispatchers look by themselves as well.
 * @returns a function that ends it.
 */
export function listenForWork(onWake: () => void): () => Promise<void> {
  let stopped = false
  let client: pg.Client | undefined
  let retry: NodeJS.Timeout | undefined

  async function connect(): Promise<void> {
    const made = new pg.Client({
      connectionString: env().databaseUrl,
      application_name: 'bellhop wake',
      keepAlive: true,
    })
    client = made
    made.on('notification', onWake)
    made.on('error', () => {})
    made.on('end', again)
    try {
      await made.connect()
      await made.query(`LISTEN ${WAKE_CHANNEL}`)
      onWake()
    } catch {
      await made.end().catch(() => {})
      again()
    }
  }
  function again(): void {
    if (stopped || retry) return
    retry = setTimeout(() => {
      retry = undefined
      connect()
    }, RECONNECT_MS)
  }

  connect()
  return async () => {
    stopped = true
    clearTimeout(retry)
    await client?.end().catch(() => {})
  }
}
