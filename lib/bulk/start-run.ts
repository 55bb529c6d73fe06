import { uuidFloor } from '#lib/db/partitions.ts'
import { pool } from '#lib/db/pool.ts'
import { MAX_TOTAL } from './limits.ts'
import { planRun } from './plan-run.ts'
import type { BulkScope } from './scope.ts'

export type StartOutcome =
  | { outcome: 'started' | 'started already'; runId: string; total: number }
  /** Nothing matches any more. */
  | { outcome: 'nothing to do' }
  | { outcome: 'too many'; most: number }
  | { outcome: 'unknown endpoint' }

const INSERT = `
INSERT INTO bulk_run (id, kind, filters, endpoint_id, actor, per_second, total, until)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO NOTHING`

/**
 * Starts a run, for the dispatchers to work through. Asked twice with one id, it starts once.
 * @param input.scope as a plan has frozen it, so that the run does what was shown; moments that are not yet fixed are
 * fixed now.
 */
export async function startRun(input: {
  id: string
  scope: BulkScope
  perSecond: number
  actor: string
}): Promise<StartOutcome> {
  const { id, actor } = input
  const known = await pool().query<{ total: number }>('SELECT total FROM bulk_run WHERE id = $1', [id])
  if (known.rows[0]) return { outcome: 'started already', runId: id, total: known.rows[0].total }
  const endpointId = input.scope.kind === 'replay' ? input.scope.endpointId : null
  if (endpointId !== null) {
    const { rowCount } = await pool().query('SELECT FROM endpoint WHERE id = $1', [endpointId])
    if (!rowCount) return { outcome: 'unknown endpoint' }
  }
  const { scope, total } = await planRun(input.scope)
  if (total === 0) return { outcome: 'nothing to do' }
  if (total > MAX_TOTAL) return { outcome: 'too many', most: MAX_TOTAL }
  const until = uuidFloor(Date.parse(scope.filters.until ?? ''))
  const { rowCount } = await pool().query(INSERT, [
    id,
    scope.kind,
    JSON.stringify(scope.filters),
    endpointId,
    actor,
    input.perSecond,
    total,
    until,
  ])
  return { outcome: rowCount ? 'started' : 'started already', runId: id, total }
}
