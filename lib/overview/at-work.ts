import { uuidFloor } from '#lib/db/partitions.ts'
import { LEASE_MS } from '#lib/dispatch/presence.ts'
import { readByIndex } from '#lib/overview/read-by-index.ts'

const MOST_DISPATCHERS = 12
const DOOR_MINUTES = 5
/** Calls of these minutes that are counted. */
const DOOR_BOUND = 20_000

export type AtWork = {
  dispatchers: {
    id: string
    host: string
    pid: number
    inFlight: number
    beatSeconds: number
    isAlive: boolean
  }[]
  /** Calls a minute, over the last five; `isBounded`: there were more. */
  door: { perMinute: number; isBounded: boolean }
  database: {
    /** How long it took to answer the simplest question, ms. */
    answerMs: number
    bytes: number
    /** Days that the log goes back. */
    days: number
  }
}

const DISPATCHERS = `
SELECT id, host, pid, in_flight AS "inFlight", beat."beatSeconds", beat."beatSeconds" * 1000 < $1 AS "isAlive"
FROM dispatcher, LATERAL (
  SELECT greatest(extract(epoch FROM clock_timestamp() - beat_at), 0)::float8 AS "beatSeconds") beat
ORDER BY started_at, id LIMIT ${MOST_DISPATCHERS}`

// Counts on: call by key, index only, $2 + 1 rows at most.
const DOOR =
  'SELECT count(*)::int AS count FROM (SELECT FROM call WHERE id >= $1 ORDER BY id DESC LIMIT $2 + 1) bounded'

// Counts on: the oldest call by key, a partition at a time. The size is that of the files.
const DATABASE = `
SELECT pg_database_size(current_database())::float8 AS bytes, coalesce(
  extract(epoch FROM now() - (SELECT uuid_extract_timestamp(id) FROM call ORDER BY id LIMIT 1)) / 86400, 0)::float8 AS days`

/**
 * Who is at work: dispatchers by their beat, the door by its calls, the database.
 * @throws LogTimeout after 3 s.
 */
export async function atWork(now = Date.now()): Promise<AtWork> {
  return readByIndex(async (read) => {
    const asked = performance.now()
    await read('SELECT 1', [])
    const answerMs = performance.now() - asked
    const dispatchers = await read<AtWork['dispatchers'][number]>(DISPATCHERS, [LEASE_MS])
    const [door] = await read<{ count: number }>(DOOR, [uuidFloor(now - DOOR_MINUTES * 60_000), DOOR_BOUND])
    const [facts] = await read<{ bytes: number; days: number }>(DATABASE, [])
    const calls = door?.count ?? 0
    return {
      dispatchers,
      door: {
        perMinute: Math.min(calls, DOOR_BOUND) / DOOR_MINUTES,
        isBounded: calls > DOOR_BOUND,
      },
      database: { answerMs, bytes: facts?.bytes ?? 0, days: facts?.days ?? 0 },
    }
  })
}
