import { COUNT_BOUND } from '../mappings/limits.ts'
import { VERSION } from '../version.ts'
import { READ_LIMIT_MS, readLog } from './read-log.ts'

export type Health = {
  status: 'ok' | 'database down'
  database: 'ok' | 'down'
  version: string
  /** How long the oldest delivery that is due has been waiting; null when the database does not answer. */
  oldestDueSeconds: number | null
  /** Deliveries that wait for their endpoint to be resumed, or to recover: counted up to COUNT_BOUND + 1. */
  held: number | null
  /** Days for which the log has partitions ahead; calls are refused when there is none for today. */
  partitionDaysAhead: number | null
}

type Facts = { oldestDueSeconds: number; held: number; partitionDaysAhead: number }

// Counts on: delivery (status, next_attempt_at), a partition at a time; delivery (status, id), index only, up to the bound.
const READ = `
SELECT coalesce(extract(epoch FROM now() - min(next_attempt_at)), 0)::float8 AS "oldestDueSeconds",
  (SELECT count(*)::int FROM (SELECT FROM delivery WHERE status = 'held' ORDER BY id DESC LIMIT ${COUNT_BOUND} + 1) bounded) AS held,
  (SELECT max(right(tablename, 8))::date - (now() AT TIME ZONE 'UTC')::date FROM pg_tables
   WHERE schemaname = 'log_partition' AND tablename LIKE 'call\\_%')::int AS "partitionDaysAhead"
FROM delivery WHERE status = 'pending' AND next_attempt_at <= now()`

/** Whether calls can be kept, and whether deliveries keep up. Answers within 3 seconds. */
export async function readHealth(): Promise<Health> {
  const down: Health = {
    status: 'database down',
    database: 'down',
    version: VERSION,
    oldestDueSeconds: null,
    held: null,
    partitionDaysAhead: null,
  }
  let timer: NodeJS.Timeout | undefined
  // No connection may be had either.
  const limit = new Promise<null>((done) => {
    timer = setTimeout(done, READ_LIMIT_MS, null)
  })
  // A statement that nobody waits for any more must not keep its connection: it is asked again every few seconds.
  const read = readLog((one) => one<Facts>(READ, []))
    .then((rows) => rows[0] ?? null)
    .catch(() => null)
  const facts = await Promise.race([read, limit])
  clearTimeout(timer)
  return facts
    ? {
        status: 'ok',
        database: 'ok',
        version: VERSION,
        ...facts,
        oldestDueSeconds: Math.round(facts.oldestDueSeconds),
      }
    : down
}
