import type pg from 'pg'
import { BEGIN_BRIEFLY, pool, transaction } from '#lib/db/pool.ts'
import type { Read } from '#lib/delivery-log/read-log.ts'
import { findMissing } from './find-missing.ts'
import { findResends } from './find-resends.ts'
import { queueReplays } from './queue-replays.ts'
import { queueResends } from './queue-resends.ts'
import { type BulkScope, bulkScope } from './scope.ts'
import { takeBack } from './take-back.ts'

/** Deliveries that one step queues, and events that one of a replay looks at. */
const BATCH = 250
const LOOKED_AT = 2000

/** So many jobs of a run may wait for their first attempt: endpoints that are slower than the run make it wait. */
const MOST_UNSENT = 1000

/** A run that could not go on is tried again after this. */
const RETRY_SECONDS = 5

const BEGIN = `${BEGIN_BRIEFLY}; SET LOCAL statement_timeout = '10s'`

// A moment that is still to come says that the database's clock was set back.
const RUNNING = `
SELECT id FROM bulk_run WHERE status = 'running'
  AND (note IS NULL OR updated_at NOT BETWEEN now() - ${RETRY_SECONDS} * interval '1 second' AND now()) ORDER BY id`

// A process that died while it took a run's jobs back has left some, and no dispatcher may have been there for hours since.
// One that is just taken back is left to whoever does. Counts on: bulk_run (status), attempt_job (bulk_run_id).
const LEFT = `
SELECT id, note FROM bulk_run WHERE status = 'cancelled'
  AND EXISTS (SELECT FROM attempt_job WHERE bulk_run_id = bulk_run.id AND dispatcher_id IS NULL)
FOR UPDATE SKIP LOCKED`

// Since when its rate adds up what it allows: of that, a second's is kept at most. So it is where the clock was set back.
const SINCE = `CASE WHEN updated_at <= clock_timestamp() THEN greatest(updated_at, clock_timestamp() - interval '1 second')
  ELSE clock_timestamp() - interval '1 second' END`

// Another dispatcher that works on it just now does so in our place. Counts on: bulk_run by key, attempt_job (bulk_run_id).
const LOCK = `
SELECT id, kind, filters, endpoint_id AS "endpointId", actor, per_second AS "perSecond", cursor, until,
  floor(per_second * least(1, extract(epoch FROM clock_timestamp() - (${SINCE}))))::int AS allowed,
  (SELECT count(*) FROM (
    SELECT FROM attempt_job WHERE bulk_run_id = $1 AND dispatcher_id IS NULL AND NOT held LIMIT ${MOST_UNSENT}
  ) waiting)::int AS unsent,
  coalesce(kind = 'replay' AND NOT EXISTS (SELECT FROM endpoint WHERE endpoint.id = endpoint_id), false) AS "isGone"
FROM bulk_run WHERE id = $1 AND status = 'running' FOR UPDATE OF bulk_run SKIP LOCKED`

// What is left of its rate stays for the next step.
const ADVANCE = `
UPDATE bulk_run SET cursor = $2, handled = handled + $3, queued = queued + $4, note = NULL,
  updated_at = ${SINCE} + $4 * interval '1 second' / per_second
WHERE id = $1`

const END = `UPDATE bulk_run SET status = $2, note = $3, ended_at = clock_timestamp(), updated_at = clock_timestamp() WHERE id = $1`

type Run = {
  id: string
  kind: BulkScope['kind']
  filters: unknown
  endpointId: string | null
  actor: string
  perSecond: number
  cursor: string | null
  until: string
  allowed: number
  unsent: number
  isGone: boolean
}

/**
 * Takes every bulk run a step further: a batch of its deliveries is queued, in one transaction with how far it got. So a
 * process may die at any point, and two dispatchers never do the same step. A run has ended when all of its jobs have gone
 * out, or wait for an endpoint that takes nothing.
 * @param report is told of errors; the run says so itself and goes on later.
 */
export async function advanceRuns(report: (error: unknown) => void): Promise<void> {
  const { rows } = await pool().query<{ id: string }>(RUNNING)
  for (const { id } of rows) {
    try {
      await transaction((client) => step(client, id), BEGIN)
    } catch (error) {
      report(error)
      await noteFailure(id, error).catch(report)
    }
  }
  const left = await pool().query<{ id: string; note: string | null }>(LEFT)
  for (const { id, note } of left.rows) await takeBack(id, note ?? 'Cancelled.')
}

async function noteFailure(id: string, error: unknown): Promise<void> {
  const why = error instanceof Error ? error.message : String(error)
  await pool().query(
    `UPDATE bulk_run SET note = $2, updated_at = clock_timestamp() WHERE id = $1 AND status = 'running'`,
    [id, `The last step failed and is tried again: ${why}`],
  )
}

async function step(client: pg.ClientBase, id: string): Promise<void> {
  const [run] = (await client.query<Run>(LOCK, [id])).rows
  if (!run) return
  if (run.isGone) {
    await client.query(END, [id, 'failed', 'Its endpoint was removed.'])
    return
  }
  if (run.cursor === run.until) {
    if (run.unsent === 0) await client.query(END, [id, 'done', null])
    return
  }
  const most = Math.min(BATCH, run.allowed, MOST_UNSENT - run.unsent)
  if (most <= 0) return
  const { handled, queued, cursor } = await queueNext(client, run, most)
  await client.query(ADVANCE, [id, cursor, handled, queued])
}

/** `cursor`: the last that was looked at, null when nothing was yet; the run's `until` when there is nothing more. */
type Step = { handled: number; queued: number; cursor: string | null }

async function queueNext(client: pg.ClientBase, run: Run, most: number): Promise<Step> {
  const read: Read = async <Row>(text: string, values: unknown[]) =>
    (await client.query(text, values)).rows as Row[] // as the caller's SELECT names them
  const scope = bulkScope.parse({
    kind: run.kind,
    filters: run.filters,
    endpointId: run.endpointId ?? undefined,
  })
  const now = Date.now()
  if (scope.kind === 'resend') {
    const { ids, isLast } = await findResends(read, scope, { cursor: run.cursor, limit: most, now })
    const { handled, queued } = await queueResends(client, run, ids, scope.filters.status ?? [])
    const isEnd = isLast && handled.length === ids.length
    return { handled: handled.length, queued, cursor: isEnd ? run.until : (handled.at(-1) ?? run.cursor) }
  }
  const missing = await findMissing(read, scope, { cursor: run.cursor, limit: LOOKED_AT, now })
  const ids = missing.ids.slice(0, most)
  const { id, actor } = run
  const queued = await queueReplays(client, { id, actor, endpointId: scope.endpointId }, ids)
  const isAll = ids.length === missing.ids.length
  const cursor = !isAll ? ids.at(-1) : missing.isLast ? run.until : missing.last
  return { handled: ids.length, queued, cursor: cursor ?? run.until }
}
