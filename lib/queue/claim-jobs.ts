import type pg from 'pg'
import type { ClaimedJob } from './attempt-jobs.ts'

/** Endpoints looked at in one round. */
const ENDPOINTS = 100
/** Lanes looked at in one round of an endpoint: the next round goes on behind them. */
const LANES = 500

/** Somebody else takes jobs of an endpoint just now, or writes what came of some. */
const BUSY_MS = 10

/** An endpoint with due jobs; the rest is known of one whose health row this transaction has locked. */
type Candidate = {
  endpointId: string
  state: 'locked' | 'busy' | 'new'
  /** Requests that it may have under way, over all dispatchers; and how many it had before the row was locked. */
  most: number
  underWay: number
  /** Requests that its rate allows now; null: it has no rate. */
  tokens: number | null
  /** Until its rate allows the next one, milliseconds. */
  waitMs: number
  spacingSeconds: number | null
  /** Requests that may go at once when none went before. */
  burst: number | null
  inOrder: boolean
  lastLane: string
  isProbe: boolean
}

// What a rate has let go is noted as the moment from which it lets go again. It is never further ahead than a whole burst
// takes: where it is, the database's clock was set back (or the rate was raised). Then one may go, as if the others of the
// burst had just gone.
//
// From one endpoint with jobs to the next, by the index: the backlog of none of them costs anything. Whether one has a due
// job is asked with LIMIT, not EXISTS: that may become a join, for which all that waits is read as long as the statistics
// know nothing of a burst. An endpoint whose row somebody else holds is left to them. Counts on: attempt_job (endpoint_id, …) and (endpoint_id, due_at).
const CANDIDATES = `
WITH RECURSIVE waiting AS (
  (SELECT endpoint_id FROM attempt_job WHERE endpoint_id > $1 ORDER BY endpoint_id LIMIT 1)
  UNION ALL
  SELECT next.endpoint_id FROM waiting CROSS JOIN LATERAL (
    SELECT endpoint_id FROM attempt_job WHERE endpoint_id > waiting.endpoint_id ORDER BY endpoint_id LIMIT 1
  ) next
), due AS MATERIALIZED (
  SELECT endpoint_id FROM waiting
  WHERE (
    SELECT true FROM attempt_job job
    WHERE job.endpoint_id = waiting.endpoint_id AND job.due_at <= now() AND job.dispatcher_id IS NULL
    ORDER BY job.due_at LIMIT 1)
    AND NOT EXISTS (
      SELECT FROM endpoint_health blocked WHERE blocked.endpoint_id = waiting.endpoint_id
        AND (blocked.paused_at IS NOT NULL OR blocked.breaker = 'open' AND blocked.probe_at > now()))
  LIMIT $2
), locked AS MATERIALIZED (
  SELECT health.endpoint_id, health.breaker, health.half_open_limit, health.next_send_at, health.last_lane
  FROM endpoint_health health
  WHERE health.endpoint_id IN (SELECT endpoint_id FROM due)
    AND health.paused_at IS NULL AND (health.breaker <> 'open' OR health.probe_at <= now())
  FOR NO KEY UPDATE OF health SKIP LOCKED
)
SELECT due.endpoint_id AS "endpointId",
  CASE WHEN health.endpoint_id IS NOT NULL THEN 'locked'
    WHEN EXISTS (SELECT FROM endpoint_health known WHERE known.endpoint_id = due.endpoint_id) THEN 'busy' ELSE 'new' END AS state,
  CASE health.breaker WHEN 'closed' THEN coalesce(endpoint.max_in_flight, 1)
    WHEN 'half-open' THEN least(health.half_open_limit, endpoint.max_in_flight) ELSE 1 END AS most,
  (SELECT count(*) FROM attempt_job taken
    WHERE taken.endpoint_id = due.endpoint_id AND taken.dispatcher_id IS NOT NULL)::int AS "underWay",
  health.breaker <> 'closed' AS "isProbe",
  rate.spacing AS "spacingSeconds", rate.burst,
  CASE WHEN rate.spacing IS NOT NULL THEN greatest(0, floor(rate.burst - ahead.seconds / rate.spacing))::int END AS tokens,
  coalesce(ceil(1000 * (ahead.seconds - (rate.burst - 1) * rate.spacing)), 0)::float8 AS "waitMs",
  coalesce(endpoint.in_order_by, 'none') <> 'none' AS "inOrder", health.last_lane AS "lastLane"
FROM due
LEFT JOIN locked health ON health.endpoint_id = due.endpoint_id
LEFT JOIN endpoint ON endpoint.id = due.endpoint_id
CROSS JOIN LATERAL (
  SELECT endpoint.rate_seconds::float8 / endpoint.rate_count AS spacing, greatest(1, endpoint.rate_count / 10) AS burst
) rate
CROSS JOIN LATERAL (
  SELECT greatest(0, extract(epoch FROM health.next_send_at - clock_timestamp()))::float8 AS noted
) clock
CROSS JOIN LATERAL (
  SELECT CASE WHEN clock.noted > rate.burst * rate.spacing + 0.001
    THEN (rate.burst - 1) * rate.spacing ELSE clock.noted END AS seconds
) ahead
ORDER BY due.endpoint_id`

// Endpoints begin without a health row.
const MAKE_HEALTH = `
INSERT INTO endpoint_health (endpoint_id)
SELECT endpoint.id FROM endpoint
WHERE NOT EXISTS (SELECT FROM endpoint_health health WHERE health.endpoint_id = endpoint.id)
ON CONFLICT DO NOTHING`

// Walks the lanes of each endpoint from where the last round ended, until so many have something to send as may be sent;
// then takes their jobs in turns. In order, only the oldest job of a lane counts, and a lane whose oldest is taken or
// waits for its retry has nothing to send. Counts on: attempt_job (endpoint_id, lane, due_at), (endpoint_id, lane,
// delivery_id) of those in order, (endpoint_id) of those taken. A new snapshot: what others took before the lock shows.
const TAKE = `
WITH asked AS MATERIALIZED (
  SELECT t.*, least(t.allowed, t.most - (
      SELECT count(*) FROM attempt_job taken WHERE taken.endpoint_id = t.endpoint_id AND taken.dispatcher_id IS NOT NULL
    )) AS capacity
  FROM unnest($1::uuid[], $2::int[], $3::int[], $4::boolean[], $5::text[], $6::float8[], $8::int[])
    AS t(endpoint_id, most, allowed, in_order, last_lane, spacing, burst)
), walked AS MATERIALIZED (
  SELECT asked.endpoint_id, asked.capacity, asked.in_order, step.lane, step.step, step.has_due
  FROM asked CROSS JOIN LATERAL (
    WITH RECURSIVE step AS (
      SELECT asked.last_lane COLLATE "C" AS lane, 0 AS step, 0 AS found, false AS around, false AS has_due
      UNION ALL
      SELECT next.lane, step.step + 1, step.found + due.has_due::int, next.around, due.has_due
      FROM step CROSS JOIN LATERAL (
        SELECT (
          SELECT job.lane FROM attempt_job job
          WHERE job.endpoint_id = asked.endpoint_id AND job.lane > step.lane
            AND (NOT step.around OR job.lane <= asked.last_lane)
          ORDER BY job.lane LIMIT 1
        ) AS lane
      ) ahead CROSS JOIN LATERAL (
        SELECT coalesce(ahead.lane, CASE WHEN NOT step.around THEN (
            SELECT job.lane FROM attempt_job job
            WHERE job.endpoint_id = asked.endpoint_id AND job.lane <= asked.last_lane ORDER BY job.lane LIMIT 1
          ) END) AS lane, step.around OR ahead.lane IS NULL AS around
      ) next CROSS JOIN LATERAL (
        SELECT CASE WHEN asked.in_order THEN coalesce((
            SELECT head.due_at <= now() AND head.dispatcher_id IS NULL FROM attempt_job head
            WHERE head.endpoint_id = asked.endpoint_id AND head.lane = next.lane AND head.in_order
            ORDER BY head.delivery_id LIMIT 1
          ), false) ELSE coalesce((
            SELECT true FROM attempt_job job WHERE job.endpoint_id = asked.endpoint_id AND job.lane = next.lane
              AND job.due_at <= now() AND job.dispatcher_id IS NULL
            ORDER BY job.due_at LIMIT 1
          ), false) END AS has_due
      ) due
      WHERE next.lane IS NOT NULL AND step.found < asked.capacity AND step.step < ${LANES}
    )
    SELECT * FROM step WHERE step.step > 0
  ) step
  WHERE asked.capacity > 0
), share AS MATERIALIZED (
  SELECT endpoint_id, ceil(min(capacity)::numeric / count(*))::int AS each FROM walked WHERE has_due GROUP BY endpoint_id
), picked AS MATERIALIZED (
  SELECT turn.id FROM (
    SELECT job.id, walked.capacity,
      row_number() OVER (PARTITION BY walked.endpoint_id ORDER BY job.turn, walked.step) AS place
    FROM walked JOIN share USING (endpoint_id) CROSS JOIN LATERAL (
      (SELECT job.id, row_number() OVER (ORDER BY job.due_at) AS turn FROM attempt_job job
        WHERE NOT walked.in_order AND job.endpoint_id = walked.endpoint_id AND job.lane = walked.lane
          AND job.due_at <= now() AND job.dispatcher_id IS NULL
        ORDER BY job.due_at LIMIT share.each)
      UNION ALL
      (SELECT head.id, 1 FROM attempt_job head
        WHERE walked.in_order AND head.endpoint_id = walked.endpoint_id AND head.lane = walked.lane AND head.in_order
        ORDER BY head.delivery_id LIMIT 1)
    ) job
    WHERE walked.has_due
  ) turn
  WHERE turn.place <= turn.capacity
), taken AS (
  UPDATE attempt_job SET dispatcher_id = $7 FROM picked
  WHERE attempt_job.id = picked.id AND attempt_job.dispatcher_id IS NULL
  RETURNING attempt_job.*
), noted AS (
  UPDATE endpoint_health health SET
    last_lane = coalesce(last.lane, health.last_lane),
    next_send_at = CASE WHEN asked.spacing IS NOT NULL
      THEN least(greatest(health.next_send_at, clock_timestamp()),
          clock_timestamp() + (asked.burst - 1) * asked.spacing * interval '1 second')
        + sent.count * asked.spacing * interval '1 second' END,
    breaker = CASE WHEN health.breaker = 'open' AND sent.count > 0 THEN 'half-open' ELSE health.breaker END,
    breaker_since = CASE WHEN health.breaker = 'open' AND sent.count > 0 THEN now() ELSE health.breaker_since END,
    half_open_limit = CASE WHEN health.breaker = 'open' THEN 1 ELSE health.half_open_limit END
  FROM asked
  CROSS JOIN LATERAL (SELECT count(*) FROM taken WHERE taken.endpoint_id = asked.endpoint_id) sent
  LEFT JOIN LATERAL (
    SELECT walked.lane FROM walked WHERE walked.endpoint_id = asked.endpoint_id ORDER BY walked.step DESC LIMIT 1
  ) last ON true
  WHERE health.endpoint_id = asked.endpoint_id AND (sent.count > 0 OR last.lane <> health.last_lane)
)
SELECT id, delivery_id AS "deliveryId", endpoint_id AS "endpointId", trigger, actor FROM taken`

export type Claim = {
  jobs: (ClaimedJob & { endpointId: string })[]
  /** Where the next round is to begin. */
  next: string
  /** How long the next round may wait when it was not woken, milliseconds; 0: there is more to take. */
  waitMs: number
}

/** The endpoint in front of all others. */
export const FIRST_ENDPOINT = '00000000-0000-0000-0000-000000000000'

/**
 * Takes due jobs for a dispatcher inside the caller's transaction, which holds their endpoints' health rows until it
 * ends. All limits of an endpoint hold over all dispatchers: requests under way, rate, breaker, pause, order.
 * @param allowedOf how many jobs of an endpoint this dispatcher has room for.
 * @param most how many jobs in all.
 */
export async function claimJobs(
  client: pg.ClientBase,
  input: {
    dispatcherId: string
    from: string
    most: number
    allowedOf: (endpointId: string) => number
    waitMs: number
  },
): Promise<Claim> {
  const { rows } = await client.query<Candidate>({
    name: 'claim-candidates',
    text: CANDIDATES,
    values: [input.from, ENDPOINTS],
  })
  const chosen: (Candidate & { allowed: number })[] = []
  let room = input.most
  let waitMs = input.waitMs
  if (rows.some((row) => row.state === 'new')) await client.query(MAKE_HEALTH)
  for (const candidate of rows) {
    if (room <= 0) break
    if (candidate.state !== 'locked') {
      waitMs = Math.min(waitMs, BUSY_MS)
      continue
    }
    if (candidate.tokens === 0) waitMs = Math.min(waitMs, candidate.waitMs)
    const { most, underWay, tokens, endpointId } = candidate
    const allowed = Math.min(tokens ?? room, room, most - underWay, input.allowedOf(endpointId))
    if (allowed <= 0) continue
    room -= allowed
    chosen.push({ ...candidate, allowed })
  }
  const last = rows.at(-1)
  const isWhole = rows.length < ENDPOINTS && room > 0
  const next = isWhole || !last ? FIRST_ENDPOINT : (chosen.at(-1)?.endpointId ?? last.endpointId)
  if (chosen.length === 0) return { jobs: [], next, waitMs: isWhole || !last ? waitMs : 0 }
  const probing = new Set(chosen.filter((one) => one.isProbe).map((one) => one.endpointId))
  const taken = await client.query<Omit<ClaimedJob, 'isProbe'> & { endpointId: string }>({
    name: 'claim-take',
    text: TAKE,
    values: [
      chosen.map((one) => one.endpointId),
      chosen.map((one) => one.most),
      chosen.map((one) => one.allowed),
      chosen.map((one) => one.inOrder),
      chosen.map((one) => one.lastLane),
      chosen.map((one) => one.spacingSeconds),
      input.dispatcherId,
      chosen.map((one) => one.burst),
    ],
  })
  const jobs = taken.rows.map((job) => ({ ...job, isProbe: probing.has(job.endpointId) }))
  return { jobs, next, waitMs: jobs.length > 0 || !isWhole ? 0 : waitMs }
}
