import { hostname } from 'node:os'
import type pg from 'pg'
import { BEGIN_BRIEFLY, pool, transaction } from '../db/pool.ts'
import { wakeDispatchers } from '../queue/attempt-jobs.ts'
import { ORPHANED } from './begin-attempts.ts'

/** How often a dispatcher says that it lives. */
export const BEAT_MS = 2000

/** One that has not said so for this long is dead for the others, and must itself send nothing any more. */
export const LEASE_MS = 9000

/** A look that comes later than this after the one before saw nothing in between: beats are not missed then. */
const GAP_MS = 3 * BEAT_MS

/** Puts this process among the dispatchers. @returns its id. */
export async function register(): Promise<string> {
  const { rows } = await pool().query<{ id: string }>(
    'INSERT INTO dispatcher (host, pid) VALUES ($1, $2) RETURNING id',
    [hostname(), process.pid],
  )
  const [row] = rows
  if (!row) throw new Error('The database gave this dispatcher no id')
  return row.id
}

/** Says that a dispatcher lives. @returns false when the others took it for dead: it then needs a new id. */
export async function beat(id: string, inFlight: number): Promise<boolean> {
  const { rowCount } = await pool().query(
    'UPDATE dispatcher SET beat_at = clock_timestamp(), in_flight = $2 WHERE id = $1',
    [id, inFlight],
  )
  return rowCount === 1
}

// Deliveries before attempts and jobs, and in the order of their ids: everybody locks them so.
// Counts on: delivery by key, attempt (delivery_id, id).
const LOCK = `
SELECT delivery.id FROM delivery
WHERE delivery.id = ANY(ARRAY(SELECT delivery_id FROM attempt_job WHERE dispatcher_id IS NOT NULL AND dispatcher_id = ANY($1::uuid[])))
ORDER BY delivery.id FOR UPDATE`

/** So often in a row an attempt that nobody knows the outcome of is made again at once. */
const AT_ONCE = 2
const FIRST_PAUSE_SECONDS = 10
const LONGEST_PAUSE_SECONDS = 3600

// An attempt that died counts as a try: after a failure that follows it, the pauses are the longer. What may have been
// sent is no bulk run's to take back any more. One that died with its dispatcher again and again may be what ends it:
// each time it waits twice as long, so that the others get on. What it took since the deliveries were locked, as one that
// was stopped and comes back, the next look finds.
const FREE = `
WITH taken AS MATERIALIZED (
  SELECT id, delivery_id FROM attempt_job
  WHERE dispatcher_id IS NOT NULL AND dispatcher_id = ANY($1::uuid[]) AND delivery_id = ANY($2::uuid[])
), open AS MATERIALIZED (
  SELECT attempt.id, attempt.delivery_id, (
    SELECT count(*)::int FROM attempt before
    WHERE before.delivery_id = attempt.delivery_id AND before.id >= attempt.delivery_id AND before.outcome = 'unknown'
      AND NOT EXISTS (SELECT FROM attempt known WHERE known.delivery_id = attempt.delivery_id
        AND known.id >= attempt.delivery_id AND known.number > before.number AND known.outcome <> 'unknown')
  ) AS lost_before
  FROM taken JOIN attempt ON attempt.delivery_id = taken.delivery_id AND attempt.id >= taken.delivery_id
    AND attempt.finished_at IS NULL
), paused AS MATERIALIZED (
  SELECT delivery_id, now() + interval '1 second' *
    least(${FIRST_PAUSE_SECONDS} * 2.0 ^ least(lost_before - ${AT_ONCE}, 20), ${LONGEST_PAUSE_SECONDS}) AS until
  FROM open WHERE lost_before >= ${AT_ONCE}
), freed AS (
  UPDATE attempt_job SET dispatcher_id = NULL, due_at = coalesce(paused.until, attempt_job.due_at),
    bulk_run_id = CASE WHEN open.id IS NULL THEN attempt_job.bulk_run_id END
  FROM taken LEFT JOIN open ON open.delivery_id = taken.delivery_id
    LEFT JOIN paused ON paused.delivery_id = taken.delivery_id
  WHERE attempt_job.id = taken.id
), closed AS (
  UPDATE attempt SET finished_at = now(), outcome = 'unknown', error_kind = 'unknown', error = '${ORPHANED}'
  FROM open WHERE attempt.id = open.id
)
UPDATE delivery SET tries = tries + 1, last_status = NULL, last_error_kind = 'unknown', last_error = '${ORPHANED}',
  next_attempt_at = coalesce(paused.until, delivery.next_attempt_at), updated_at = now()
FROM open LEFT JOIN paused ON paused.delivery_id = open.delivery_id
WHERE delivery.id = open.delivery_id`

/** Frees what these dispatchers had taken, inside the caller's transaction: their open attempts end as outcome unknown. */
async function freeJobs(client: pg.ClientBase, dispatcherIds: string[]): Promise<void> {
  const { rows: locked } = await client.query<{ id: string }>(LOCK, [dispatcherIds])
  await client.query(FREE, [dispatcherIds, locked.map(({ id }) => id)])
  await wakeDispatchers(client)
}

/** Takes a dispatcher off the list and frees what it had taken. */
export async function retire(ids: string[]): Promise<void> {
  await transaction(async (client) => {
    await client.query('DELETE FROM dispatcher WHERE id = ANY($1::uuid[])', [ids])
    await freeJobs(client, ids)
  }, BEGIN_BRIEFLY)
}

/**
 * Watches the beats of all dispatchers. `look` declares those dead that it has seen without a beat for the lease, by this
 * process's own monotonic clock: neither a clock that is set nor a database that was away makes a living one look dead.
 */
export function makeWatch(now: () => number = () => performance.now()): { look: () => Promise<string[]> } {
  const seen = new Map<string, { beat: string; since: number }>()
  let lastLook = Number.NEGATIVE_INFINITY

  return {
    async look() {
      const { rows } = await pool().query<{ id: string; beat: string }>(`
        SELECT id, beat_at::text AS beat FROM dispatcher
        UNION ALL
        SELECT DISTINCT dispatcher_id, 'gone' FROM attempt_job
        WHERE dispatcher_id IS NOT NULL AND NOT EXISTS (SELECT FROM dispatcher WHERE dispatcher.id = dispatcher_id)`)
      const at = now()
      if (at - lastLook > GAP_MS) seen.clear()
      lastLook = at
      const current = new Set(rows.map((row) => row.id))
      for (const id of seen.keys()) if (!current.has(id)) seen.delete(id)
      const dead: string[] = []
      for (const { id, beat: beatNow } of rows) {
        const before = seen.get(id)
        if (before?.beat !== beatNow) seen.set(id, { beat: beatNow, since: at })
        else if (at - before.since >= LEASE_MS) dead.push(id)
      }
      if (dead.length > 0) await retire(dead)
      return dead
    },
  }
}
