import type pg from 'pg'
import { type Health, isBlocked, nextHealth, type Observation, WINDOW_MINUTES } from './endpoint-health.ts'

/** What attempts told of one endpoint, in the order in which they ended. */
export type Observed = {
  endpointId: string
  observations: Observation[]
  /** How many more failed before anything was sent: they are counted, and say nothing of its health. */
  unsent: number
}

// Counts on: endpoint_minute by key, in order of the endpoints so that two who count take turns.
const COUNT = `
INSERT INTO endpoint_minute (endpoint_id, minute, succeeded, failed, unsent)
SELECT endpoint_id, date_trunc('minute', now()), succeeded, failed + unsent, unsent
FROM unnest($1::uuid[], $2::int[], $3::int[], $4::int[]) AS t(endpoint_id, succeeded, failed, unsent)
WHERE EXISTS (SELECT FROM endpoint WHERE endpoint.id = endpoint_id)
ORDER BY endpoint_id
ON CONFLICT (endpoint_id, minute) DO UPDATE
SET succeeded = endpoint_minute.succeeded + excluded.succeeded, failed = endpoint_minute.failed + excluded.failed,
  unsent = endpoint_minute.unsent + excluded.unsent`

// Those that are well and had nothing but successes stay as they are: no lock, no write.
const UNWELL = `
SELECT endpoint_id AS "endpointId" FROM endpoint_health
WHERE endpoint_id = ANY($1::uuid[]) AND (breaker <> 'closed' OR failures_in_row > 0 OR failing_since IS NOT NULL)`

const MAKE = `
INSERT INTO endpoint_health (endpoint_id) SELECT id FROM endpoint WHERE id = ANY($1::uuid[]) ORDER BY id ON CONFLICT DO NOTHING`

const ms = (column: string) => `extract(epoch FROM ${column})::float8 * 1000`

const LOCK = `
SELECT health.endpoint_id AS "endpointId", health.breaker, ${ms('health.breaker_since')} AS "breakerSince",
  health.breaker_reason AS "breakerReason", ${ms('health.probe_at')} AS "probeAt", health.half_open_limit AS "halfOpenLimit",
  health.openings, health.failures_in_row AS "failuresInRow", ${ms('health.failing_since')} AS "failingSince",
  ${ms('health.paused_at')} AS "pausedAt", health.paused_by AS "pausedBy", health.pause_reason AS "pauseReason",
  ${ms('clock_timestamp()')} AS now, endpoint.max_in_flight AS "maxInFlight", recent.succeeded, recent.failed
FROM endpoint_health health JOIN endpoint ON endpoint.id = health.endpoint_id
CROSS JOIN LATERAL (
  SELECT coalesce(sum(succeeded), 0)::int AS succeeded, coalesce(sum(failed - unsent), 0)::int AS failed FROM endpoint_minute
  WHERE endpoint_minute.endpoint_id = health.endpoint_id AND minute > now() - ${WINDOW_MINUTES} * interval '1 minute'
    AND minute >= date_trunc('minute', coalesce(health.breaker_since, '-infinity'::timestamptz))
) recent
WHERE health.endpoint_id = ANY($1::uuid[])
ORDER BY health.endpoint_id FOR NO KEY UPDATE OF health`

const at = (place: string) => `to_timestamp(${place}::float8 / 1000)`

const SAVE = `
UPDATE endpoint_health SET breaker = $2, breaker_since = ${at('$3')}, breaker_reason = $4, probe_at = ${at('$5')},
  half_open_limit = $6, openings = $7, failures_in_row = $8, failing_since = ${at('$9')}, paused_at = ${at('$10')},
  paused_by = $11, pause_reason = $12, settled = settled AND NOT $13
WHERE endpoint_id = $1`

type Row = Health & {
  endpointId: string
  now: number
  maxInFlight: number
  succeeded: number
  failed: number
}

/**
 * Counts the outcomes of attempts and brings the health of their endpoints up to date, inside the caller's transaction
 * and as its last step: it waits for the health rows.
 */
export async function observeAttempts(client: pg.ClientBase, observed: Observed[]): Promise<void> {
  const ids = observed.map((one) => one.endpointId)
  if (ids.length === 0) return
  const count = (succeeded: boolean) =>
    observed.map((one) => one.observations.filter((seen) => seen.succeeded === succeeded).length)
  const unsent = observed.map((one) => one.unsent)
  await client.query({
    name: 'count-outcomes',
    text: COUNT,
    values: [ids, count(true), count(false), unsent],
  })
  const { rows: unwell } = await client.query<{ endpointId: string }>({
    name: 'unwell-endpoints',
    text: UNWELL,
    values: [ids],
  })
  const unwellIds = new Set(unwell.map((row) => row.endpointId))
  const changing = observed.filter(
    ({ endpointId, observations }) =>
      observations.some((seen) => !seen.succeeded) || (unwellIds.has(endpointId) && observations.length > 0),
  )
  if (changing.length > 0) await change(client, changing)
}

async function change(client: pg.ClientBase, changing: Observed[]): Promise<void> {
  const ids = changing.map((one) => one.endpointId)
  await client.query(MAKE, [ids])
  const { rows } = await client.query<Row>({ name: 'lock-health', text: LOCK, values: [ids] })
  for (const { endpointId, now, maxInFlight, succeeded, failed, ...before } of rows) {
    const seen = changing.find((one) => one.endpointId === endpointId)?.observations ?? []
    const around = { now, maxInFlight, recent: { succeeded, failed } }
    const after = seen.reduce((health, one) => nextHealth(health, one, around), before)
    const turned = isBlocked(before) !== isBlocked(after)
    await client.query({ name: 'save-health', text: SAVE, values: [endpointId, ...columns(after), turned] })
  }
}

function columns(health: Health): unknown[] {
  return [
    health.breaker,
    health.breakerSince,
    health.breakerReason,
    health.probeAt,
    health.halfOpenLimit,
    health.openings,
    health.failuresInRow,
    health.failingSince,
    health.pausedAt,
    health.pausedBy,
    health.pauseReason,
  ]
}
