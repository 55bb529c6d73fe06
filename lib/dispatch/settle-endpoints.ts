import { BEGIN_BRIEFLY, pool, transaction } from '../db/pool.ts'
import { IS_BLOCKED, LANE, wakeDispatchers } from '../queue/attempt-jobs.ts'

const BATCH = 2000

const UNSETTLED = 'SELECT endpoint_id AS "endpointId" FROM endpoint_health WHERE NOT settled'

// Health before jobs, as whoever takes jobs locks them.
const STATE = `
SELECT ${IS_BLOCKED('health')} AS blocked FROM endpoint_health health WHERE endpoint_id = $1 FOR NO KEY UPDATE OF health`

// A delivery that somebody works on is left to the next look. Counts on: attempt_job (endpoint_id, …), delivery by key.
const MARK = `
WITH waiting AS MATERIALIZED (
  SELECT id, delivery_id FROM attempt_job
  WHERE endpoint_id = $1 AND held <> $2 AND dispatcher_id IS NULL LIMIT ${BATCH}
), locked AS MATERIALIZED (
  SELECT delivery.id, waiting.id AS job_id FROM delivery JOIN waiting ON waiting.delivery_id = delivery.id
  WHERE delivery.status IN ('pending', 'held') ORDER BY delivery.id FOR UPDATE OF delivery SKIP LOCKED
), marked AS (
  UPDATE delivery SET status = CASE WHEN $2 THEN 'held' ELSE 'pending' END, updated_at = now()
  FROM locked WHERE delivery.id = locked.id
), noted AS (
  UPDATE attempt_job SET held = $2 FROM locked WHERE attempt_job.id = locked.job_id AND attempt_job.dispatcher_id IS NULL
  RETURNING attempt_job.id
)
SELECT (SELECT count(*) FROM waiting)::int AS found, (SELECT count(*) FROM noted)::int AS marked`

// The lanes of an endpoint's jobs by its present order. Counts on: attempt_job (endpoint_id, …); delivery by key, and call by
// key where the order asks for agent or chat.
const WANTED = (which: string) => `
  SELECT job.id, endpoint.in_order_by <> 'none' AS in_order,
    CASE WHEN job.lane LIKE 'again %' THEN 'again ' ELSE '' END || ${LANE('endpoint', 'event', 'delivery.licence')} AS lane
  FROM attempt_job job JOIN endpoint ON endpoint.id = job.endpoint_id
  CROSS JOIN LATERAL (SELECT licence, event_id FROM delivery WHERE delivery.id = job.delivery_id OFFSET 0) delivery
  LEFT JOIN LATERAL (
    SELECT operator_id, client_id, chat_group FROM call
    WHERE endpoint.in_order_by IN ('agent', 'chat') AND call.id = delivery.event_id OFFSET 0
  ) event ON true
  WHERE job.endpoint_id = $1 AND job.dispatcher_id ${which}`

// What is under way when the order of an endpoint is changed gets its lane when it waits for its retry.
const IS_IN_ORDER = `(SELECT endpoint.in_order_by <> 'none' FROM endpoint WHERE endpoint.id = $1)`
const SETTLED = `
UPDATE endpoint_health health SET settled = true WHERE endpoint_id = $1 AND ${IS_BLOCKED('health')} = $2
  AND NOT EXISTS (
    SELECT FROM attempt_job job
    WHERE job.endpoint_id = $1 AND job.in_order <> ${IS_IN_ORDER})
  AND NOT EXISTS (
    SELECT FROM attempt_job job JOIN (${WANTED('IS NOT NULL')}) wanted ON wanted.id = job.id
    WHERE (job.lane, job.in_order) IS DISTINCT FROM (wanted.lane, wanted.in_order))`

// A job that somebody has locked is left to the next look: who writes what came of an attempt has its job, and waits for
// the endpoint's health. `isWhole`: none was left.
const RELANE = `
WITH wanted AS MATERIALIZED (${WANTED('IS NULL')}
), other AS MATERIALIZED (
  SELECT wanted.* FROM wanted JOIN attempt_job job ON job.id = wanted.id
  WHERE (job.lane, job.in_order) IS DISTINCT FROM (wanted.lane, wanted.in_order)
), free AS MATERIALIZED (
  SELECT job.id, other.lane, other.in_order FROM attempt_job job JOIN other ON other.id = job.id
  WHERE job.dispatcher_id IS NULL FOR UPDATE OF job SKIP LOCKED
), relaned AS (
  UPDATE attempt_job SET lane = free.lane, in_order = free.in_order FROM free WHERE attempt_job.id = free.id
)
SELECT (SELECT count(*) FROM other) = (SELECT count(*) FROM free) AS "isWhole"`

// Events that came in while it turned may have been stored by what was true before.
const AGAIN = `
UPDATE endpoint_health health SET settled = false FROM endpoint
WHERE endpoint.id = health.endpoint_id AND health.settled AND EXISTS (
  SELECT FROM attempt_job job WHERE job.endpoint_id = health.endpoint_id AND job.dispatcher_id IS NULL
    AND (${IS_BLOCKED('health')} AND NOT job.held OR job.in_order <> (endpoint.in_order_by <> 'none')))`

/** Puts the waiting jobs of one endpoint in their lanes and marks its deliveries, a batch in a transaction. */
async function settleOne(endpointId: string): Promise<void> {
  const isRelaned = await transaction(async (client) => {
    await client.query(STATE, [endpointId])
    const { rows } = await client.query<{ isWhole: boolean }>(RELANE, [endpointId])
    return rows[0]?.isWhole === true
  }, BEGIN_BRIEFLY)
  for (;;) {
    const again = await transaction(async (client) => {
      const [state] = (await client.query<{ blocked: boolean }>(STATE, [endpointId])).rows
      if (!state) return false
      const { rows } = await client.query<{ found: number; marked: number }>({
        name: 'mark-held',
        text: MARK,
        values: [endpointId, state.blocked],
      })
      const { found = 0, marked = 0 } = rows[0] ?? {}
      if (found < BATCH && isRelaned) await client.query(SETTLED, [endpointId, state.blocked])
      if (!state.blocked && marked > 0) await wakeDispatchers(client)
      return found === BATCH && marked > 0
    }, BEGIN_BRIEFLY)
    if (!again) return
  }
}

/**
 * Where an endpoint was paused, resumed, or its breaker turned: its waiting deliveries become held, or pending again.
 * What keeps them from being sent is the endpoint's health alone; this is for those who look at the log. Where its
 * order was changed, its waiting jobs get the lanes of the new one.
 */
export async function settleEndpoints(): Promise<void> {
  const { rows } = await pool().query<{ endpointId: string }>(UNSETTLED)
  for (const { endpointId } of rows) await settleOne(endpointId)
}

/** Has those endpoints settled again whose waiting jobs are not as their endpoint is. */
export async function unsettleStale(): Promise<void> {
  await pool().query(AGAIN)
}
