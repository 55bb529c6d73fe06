import { uuidFloor } from '#lib/db/partitions.ts'
import { healthRow, type ShownHealth } from '#lib/delivery-log/health-of.ts'
import { readLog } from '#lib/delivery-log/read-log.ts'
import { IS_FAILING } from '#lib/endpoints/is-failing.ts'
import { COUNT_BOUND } from '#lib/mappings/limits.ts'

const DAY_MS = 86_400_000
const MOST = 12
/** So many of an endpoint's newest deliveries are looked at for an error. */
const ERRORS_LOOKED_AT = 100

/** Attempts of an hour that begins at `from` (ISO). */
type Hour = { from: string; succeeded: number; failed: number }

export type EndpointInNeed = {
  id: string
  url: string
  health: ShownHealth
  /** The first failure since the last success (ISO). */
  failingSince: string | null
  /** What the newest delivery with an error of the last 24 hours says. */
  lastError: string | null
  lastHour: { succeeded: number; failed: number }
  /** Deliveries that wait to be sent, and those that wait for the endpoint; each counted up to COUNT_BOUND + 1. */
  waiting: number
  held: number
  /** The last 24 hours, oldest first, without gaps. */
  hours: Hour[]
}

export type EndpointsInNeed = {
  /** The worst first, twelve at most. */
  rows: EndpointInNeed[]
  /** All of them: those that a person or Bellhop paused, and the others. */
  paused: number
  failing: number
  /** All endpoints there are. */
  endpoints: number
}

type NeedRow = Parameters<typeof healthRow>[0] & {
  id: string
  url: string
  failingSince: Date | null
  succeeded: number
  failed: number
  paused: number
  failing: number
}

// Counts on: endpoint_minute (minute), an hour of it; endpoint and endpoint_health are read whole.
const IN_NEED = `
WITH hour AS MATERIALIZED (
  SELECT endpoint_id, sum(succeeded)::int AS succeeded, sum(failed)::int AS failed
  FROM endpoint_minute WHERE minute > now() - interval '1 hour' GROUP BY endpoint_id
)
SELECT endpoint.id, endpoint.url, coalesce(health.breaker, 'closed') AS breaker, health.breaker_since AS "breakerSince",
  health.breaker_reason AS "breakerReason", health.probe_at AS "probeAt", coalesce(health.half_open_limit, 1) AS "halfOpenLimit",
  coalesce(health.failures_in_row, 0) AS "failuresInRow", health.failing_since AS "failingSince", health.paused_at AS "pausedAt",
  health.paused_by AS "pausedBy", health.pause_reason AS "pauseReason",
  coalesce(hour.succeeded, 0) AS succeeded, coalesce(hour.failed, 0) AS failed,
  (count(*) FILTER (WHERE health.paused_at IS NOT NULL) OVER ())::int AS paused,
  (count(*) FILTER (WHERE health.paused_at IS NULL) OVER ())::int AS failing
FROM endpoint
LEFT JOIN endpoint_health health ON health.endpoint_id = endpoint.id
LEFT JOIN hour ON hour.endpoint_id = endpoint.id
WHERE health.breaker <> 'closed' OR health.paused_at IS NOT NULL OR ${IS_FAILING('hour')}
ORDER BY health.paused_at IS NOT NULL, health.breaker IS DISTINCT FROM 'open', health.failures_in_row DESC NULLS LAST,
  hour.failed DESC NULLS LAST, endpoint.url
LIMIT ${MOST}`

// Counts on, for each of a few endpoints: attempt_job (endpoint_id, …), bounded; delivery (endpoint_id, id), newest first,
// bounded; endpoint_minute by key, 1,440 rows at most.
const FIGURES = `
SELECT endpoint.id, jobs.waiting, jobs.held, failure.error AS "lastError", hours.hours
FROM unnest($1::uuid[]) AS endpoint(id)
CROSS JOIN LATERAL (
  SELECT count(*) FILTER (WHERE NOT held)::int AS waiting, count(*) FILTER (WHERE held)::int AS held
  FROM (SELECT held FROM attempt_job WHERE endpoint_id = endpoint.id AND dispatcher_id IS NULL LIMIT $2 + 1) bounded
) jobs
LEFT JOIN LATERAL (
  SELECT last_error AS error FROM (
    SELECT last_error FROM delivery WHERE endpoint_id = endpoint.id AND id >= $3 AND original_id IS NULL
    ORDER BY id DESC LIMIT ${ERRORS_LOOKED_AT}) newest
  WHERE last_error IS NOT NULL LIMIT 1
) failure ON true
CROSS JOIN LATERAL (
  SELECT json_agg(json_build_object('from', hour.from, 'succeeded', hour.succeeded, 'failed', hour.failed) ORDER BY hour.from) AS hours
  FROM (
    SELECT start AS "from", coalesce(sum(minute.succeeded), 0) AS succeeded, coalesce(sum(minute.failed), 0) AS failed
    FROM generate_series(date_bin('1 hour', now(), 'epoch') - interval '23 hours', now(), '1 hour') AS start
    LEFT JOIN endpoint_minute minute ON minute.endpoint_id = endpoint.id
      AND minute.minute >= start AND minute.minute < start + interval '1 hour'
    GROUP BY start
  ) hour
) hours`

type Figures = Pick<EndpointInNeed, 'waiting' | 'held' | 'lastError' | 'hours'> & { id: string }

/**
 * Endpoints that somebody should look at: paused, held by their breaker, or failing.
 * @throws LogTimeout after 3 s.
 */
export async function endpointsInNeed(now = Date.now()): Promise<EndpointsInNeed> {
  return readLog(async (read) => {
    const rows = await read<NeedRow>(IN_NEED, [])
    const values = [rows.map(({ id }) => id), COUNT_BOUND, uuidFloor(now - DAY_MS)]
    const figures = new Map((await read<Figures>(FIGURES, values)).map((row) => [row.id, row]))
    const [all] = await read<{ count: number }>('SELECT count(*)::int AS count FROM endpoint', [])
    return {
      rows: rows.map((row) => {
        const { waiting = 0, held = 0, lastError = null, hours = [] } = figures.get(row.id) ?? {}
        return {
          id: row.id,
          url: row.url,
          health: healthRow(row),
          failingSince: row.failingSince?.toISOString() ?? null,
          lastError,
          lastHour: { succeeded: row.succeeded, failed: row.failed },
          ...{ waiting, held, hours },
        }
      }),
      paused: rows[0]?.paused ?? 0,
      failing: rows[0]?.failing ?? 0,
      endpoints: all?.count ?? 0,
    }
  })
}
