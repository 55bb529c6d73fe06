import type pg from 'pg'
import { uuidFloor } from '#lib/db/partitions.ts'
import { BEGIN_BY_INDEX, pool, transaction } from '#lib/db/pool.ts'
import { removeAttemptJobs, wakeDispatchers } from '#lib/queue/attempt-jobs.ts'

/** Jobs that are listed at once; and those of one transaction, so few that whoever meets its locks hardly waits. */
const WINDOW = 10_000
const BATCH = 500

// Each of these statements reads one table by a list of keys, and none joins: of a run that began a moment ago the
// statistics know no rows, and the planner would go through all that the run has for each delivery.

// Counts on: attempt_job (bulk_run_id).
const WAITING = `
SELECT id AS "jobId", delivery_id AS "deliveryId" FROM attempt_job
WHERE bulk_run_id = $1 AND dispatcher_id IS NULL AND delivery_id > $2 ORDER BY delivery_id LIMIT ${WINDOW}`

// One after the other: what two were to take back at once, each of them would take for the other's.
const TAKE_TURNS = 'SELECT FROM bulk_run WHERE id = $1 FOR UPDATE'

// Deliveries before jobs, as everybody locks them; what somebody else has locked is left to the next look.
// Counts on: delivery by key.
const LOCK = `
SELECT id, job_id AS "jobId" FROM delivery
WHERE id = ANY($1::uuid[]) AND job_id = ANY($2::uuid[]) ORDER BY id FOR UPDATE SKIP LOCKED`

// What is attempted just now, or was by a dispatcher that died, is left to itself. Counts on: attempt (delivery_id, id).
const UNDER_WAY = `
SELECT delivery_id AS id FROM attempt WHERE delivery_id = ANY($1::uuid[]) AND id >= $2 AND finished_at IS NULL`

// A dispatcher that takes the job just now has it locked. It may wait for another one that is ours: we never wait for it.
// Counts on: attempt_job by key.
const LOCK_JOBS = `
SELECT id, delivery_id AS "deliveryId" FROM attempt_job
WHERE id = ANY($2::uuid[]) AND bulk_run_id = $1 AND dispatcher_id IS NULL FOR UPDATE SKIP LOCKED`

// Counts on: bulk_run_delivery by key.
const NOTE = `
UPDATE bulk_run_delivery SET outcome = 'taken back'
WHERE run_id = $1 AND delivery_id = ANY($2::uuid[]) AND previous_status <> 'pending'
RETURNING delivery_id AS id, previous_status AS "previousStatus"`

// Counts on: delivery by key.
const RESTORE = `
UPDATE delivery SET job_id = NULL, next_attempt_at = NULL, updated_at = now(),
  status = CASE $2 WHEN '' THEN 'cancelled' ELSE $2 END, last_error = CASE $2 WHEN '' THEN $3 ELSE last_error END
WHERE id = ANY($1::uuid[])`

// A retry that was waiting when the run came to it goes on by itself.
const LET_GO = 'UPDATE attempt_job SET bulk_run_id = NULL WHERE id = ANY($1::uuid[])'

type Waiting = { jobId: string; deliveryId: string }

/**
 * Takes back what a cancelled run has left waiting: those deliveries are again what they were. A batch in a transaction, so
 * whoever is stopped in the middle leaves the rest as it was, for the next one to take back.
 * @param said last error of what the run had made itself.
 */
export async function takeBack(runId: string, said: string): Promise<void> {
  for (let after = uuidFloor(0); ; ) {
    const { rows } = await pool().query<Waiting>(WAITING, [runId, after])
    for (let at = 0; at < rows.length; at += BATCH) {
      const batch = rows.slice(at, at + BATCH)
      await transaction((client) => takeBackBatch(client, { runId, said }, batch), BEGIN_BY_INDEX)
    }
    const last = rows.at(-1)
    if (!last || rows.length < WINDOW) return
    after = last.deliveryId
  }
}

async function takeBackBatch(
  client: pg.ClientBase,
  { runId, said }: { runId: string; said: string },
  waiting: Waiting[],
): Promise<void> {
  await client.query(TAKE_TURNS, [runId])
  const jobs = await lockFree(client, runId, waiting)
  if (jobs.length === 0) return
  const deliveryIds = jobs.map((job) => job.deliveryId)
  const { rows: noted } = await ask<{ id: string; previousStatus: string }>(client, 'note-taken-back', NOTE, [
    runId,
    deliveryIds,
  ])
  for (const [status, ids] of Map.groupBy(noted, (one) => one.previousStatus))
    await ask(client, 'restore-delivery', RESTORE, [ids.map(({ id }) => id), status, said])
  const restored = new Set(noted.map(({ id }) => id))
  const idsOf = (isRestored: boolean) =>
    jobs.filter((job) => restored.has(job.deliveryId) === isRestored).map((job) => job.id)
  await removeAttemptJobs(client, idsOf(true))
  if (restored.size < jobs.length) await client.query(LET_GO, [idsOf(false)])
  // Those of their lanes that waited behind them are next.
  await wakeDispatchers(client)
}

/** Locks the deliveries and jobs of those that nobody works on. */
async function lockFree(client: pg.ClientBase, runId: string, waiting: Waiting[]) {
  const { rows: locked } = await ask<{ id: string; jobId: string }>(client, 'lock-to-take-back', LOCK, [
    waiting.map((one) => one.deliveryId),
    waiting.map((one) => one.jobId),
  ])
  const [first] = locked
  if (!first) return []
  const ids = locked.map(({ id }) => id)
  const open = await ask<{ id: string }>(client, 'under-way-of-run', UNDER_WAY, [ids, first.id])
  const underWay = new Set(open.rows.map(({ id }) => id))
  const free = locked.filter(({ id }) => !underWay.has(id)).map(({ jobId }) => jobId)
  return (await ask<{ id: string; deliveryId: string }>(client, 'lock-jobs-of-run', LOCK_JOBS, [runId, free]))
    .rows
}

/** A statement that is planned once for all batches. */
function ask<Row extends pg.QueryResultRow>(
  client: pg.ClientBase,
  name: string,
  text: string,
  values: unknown[],
): Promise<pg.QueryResult<Row>> {
  return client.query<Row>({ name, text, values })
}
