import { transaction } from '../db/pool.ts'
import { wakeDispatchers } from '../queue/attempt-jobs.ts'

/** `resumedAt` (ISO) names this resume, for `takeBackResume`. */
export type ResumeOutcome =
  | { outcome: 'resumed'; resumedAt: string }
  | { outcome: 'runs already' | 'unknown endpoint' }

// What has gathered goes out behind a probe, a few and then more: the backlog must not knock the endpoint over.
export const RESUME = `
UPDATE endpoint_health health SET paused_at = NULL, paused_by = NULL, pause_reason = NULL, settled = false, resumed_at = now(),
  breaker = CASE WHEN backlog.waits THEN 'half-open' ELSE 'closed' END, breaker_since = now(),
  breaker_reason = CASE WHEN backlog.waits THEN 'It was resumed, and takes what has gathered little by little.' END,
  probe_at = NULL, half_open_limit = 1, openings = 0, failures_in_row = 0, failing_since = NULL
FROM (SELECT EXISTS (SELECT FROM attempt_job WHERE endpoint_id = $1) AS waits) backlog
WHERE endpoint_id = $1 AND (paused_at IS NOT NULL OR breaker = 'open')
RETURNING resumed_at AS "resumedAt"`

/** Lets deliveries go to a paused endpoint again, or to one whose breaker is open, before its next probe. */
export async function resumeEndpoint(input: { endpointId: string }): Promise<ResumeOutcome> {
  const { endpointId } = input
  return transaction(async (client): Promise<ResumeOutcome> => {
    const [resumed] = (await client.query<{ resumedAt: Date }>(RESUME, [endpointId])).rows
    if (resumed) {
      await wakeDispatchers(client)
      return { outcome: 'resumed', resumedAt: resumed.resumedAt.toISOString() }
    }
    const { rowCount } = await client.query('SELECT FROM endpoint WHERE id = $1', [endpointId])
    return { outcome: rowCount ? 'runs already' : 'unknown endpoint' }
  })
}
