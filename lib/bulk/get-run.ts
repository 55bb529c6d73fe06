import { z } from 'zod'
import { DELIVERY_STATUSES, type DeliveryStatus } from '#lib/delivery-log/delivery-status.ts'
import { readListedDeliveries } from '#lib/delivery-log/listed-delivery.ts'
import { type Read, readLog } from '#lib/delivery-log/read-log.ts'
import { readPage } from '#lib/delivery-log/read-page.ts'
import type { ListedDelivery, LogPage } from '#lib/delivery-log/types.ts'
import { LISTED_RUN, type ListedRun, type ListedRunRow, listedRun } from './list-runs.ts'
import type { RunOutcome } from './run-state.ts'

/** So many deliveries of a run are counted by what became of them. */
const MOST_COUNTED = 100_000

export type RunDetail = ListedRun & {
  /** What the queued deliveries are at present; null: they are too many to count. */
  now: { status: DeliveryStatus; count: number }[] | null
  /** Those that were not queued, or were taken back, by reason. */
  others: { outcome: RunOutcome; count: number }[]
  /** Jobs whose attempt for the run has not begun, and how many of them are held: they wait for their endpoint. */
  unsent: number
  held: number
  /** The endpoints that queued deliveries wait for at present, sent before by the run or not; the most frequent first. */
  heldBy: { endpointId: string; count: number }[]
}

// Counts on: bulk_run by key.
const RUN = `SELECT ${LISTED_RUN} FROM bulk_run run LEFT JOIN endpoint ON endpoint.id = run.endpoint_id WHERE run.id = $1`

// Counts on: bulk_run_delivery by key, delivery by key.
const OUTCOMES = `
SELECT record.outcome, CASE record.outcome WHEN 'queued' THEN delivery.status END AS status,
  CASE delivery.status WHEN 'held' THEN delivery.endpoint_id END AS "heldBy", count(*)::int AS count
FROM (SELECT delivery_id, outcome FROM bulk_run_delivery WHERE run_id = $1 LIMIT ${MOST_COUNTED + 1}) record
LEFT JOIN delivery ON delivery.id = record.delivery_id AND record.outcome = 'queued'
GROUP BY 1, 2, 3`

// Counts on: attempt_job (bulk_run_id).
const UNSENT = `
SELECT count(*)::int AS unsent, count(*) FILTER (WHERE held)::int AS held
FROM attempt_job WHERE bulk_run_id = $1 AND dispatcher_id IS NULL`

type Outcome = {
  outcome: RunOutcome
  status: DeliveryStatus | null
  heldBy: string | null
  count: number
}

/** A bulk run with what became of its deliveries; null when there is none of this id. @throws LogTimeout after 3 s. */
export async function getRun(id: string): Promise<RunDetail | null> {
  if (!z.uuid().safeParse(id).success) return null
  return readLog(async (read) => {
    const [row] = await read<ListedRunRow>(RUN, [id])
    if (!row) return null
    const counts = await read<Outcome>(OUTCOMES, [id])
    const [jobs] = await read<{ unsent: number; held: number }>(UNSENT, [id])
    return { ...listedRun(row), ...summary(counts), ...(jobs ?? { unsent: 0, held: 0 }) }
  })
}

function summary(counts: Outcome[]): Pick<RunDetail, 'now' | 'others' | 'heldBy'> {
  const total = counts.reduce((sum, one) => sum + one.count, 0)
  const others = counts.flatMap(({ outcome, count }) => (outcome === 'queued' ? [] : [{ outcome, count }]))
  if (total > MOST_COUNTED) return { now: null, others: [], heldBy: [] }
  const ofStatus = (status: DeliveryStatus) =>
    counts.reduce((sum, one) => sum + (one.status === status ? one.count : 0), 0)
  const now = DELIVERY_STATUSES.map((status) => ({ status, count: ofStatus(status) }))
  const heldBy = counts.flatMap(({ heldBy: endpointId, count }) =>
    endpointId === null ? [] : [{ endpointId, count }],
  )
  return {
    now: now.filter(({ count }) => count > 0),
    others,
    heldBy: heldBy.sort((a, b) => b.count - a.count),
  }
}

export type RunDeliveries = LogPage<ListedDelivery & { outcome: RunOutcome }>

/** A page of what a run handled, newest first. @throws LogTimeout after 3 s. */
export async function listRunDeliveries(
  id: string,
  cursor: { before?: string; after?: string; limit?: number },
): Promise<RunDeliveries> {
  return readLog((read) =>
    readPage(
      { before: cursor.before, after: cursor.after, limit: cursor.limit ?? 50 },
      async (direction, from, limit) =>
        findDeliveries(read, id, { isDown: direction === 'older', from, limit }),
      async (ids) => {
        const rows = await readListedDeliveries(read, ids)
        const outcomes = await read<{ id: string; outcome: RunOutcome }>(OUTCOME_OF, [id, ids])
        const byId = new Map(outcomes.map((one) => [one.id, one.outcome]))
        return rows.map((row) => ({ ...row, outcome: byId.get(row.id) ?? 'queued' }))
      },
    ),
  )
}

// Counts on: bulk_run_delivery by key.
const OUTCOME_OF =
  'SELECT delivery_id AS id, outcome FROM bulk_run_delivery WHERE run_id = $1 AND delivery_id = ANY($2::uuid[])'

async function findDeliveries(
  read: Read,
  id: string,
  { isDown, from, limit }: { isDown: boolean; from: string | null; limit: number },
): Promise<string[]> {
  const text = `
SELECT delivery_id AS id FROM bulk_run_delivery
WHERE run_id = $1 AND ($2::uuid IS NULL OR delivery_id ${isDown ? '<' : '>'} $2::uuid)
ORDER BY delivery_id ${isDown ? 'DESC' : 'ASC'} LIMIT $3`
  return (await read<{ id: string }>(text, [id, from, limit])).map((row) => row.id)
}
