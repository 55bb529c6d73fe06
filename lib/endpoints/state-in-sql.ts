import { BELLHOP } from '#lib/dispatch/endpoint-health.ts'
import {
  type EndpointState,
  type LastHour,
  LONG_RUN,
  MUCH_PERCENT,
  QUIET_MINUTES,
  SOME_FAILURES,
} from '#lib/endpoints/endpoint-state.ts'

// The last hour of endpoints and their state, for statements that find or order them: `health` is a row of endpoint_health,
// `hour` one of LAST_HOUR; both may be missing.

const NEEDY = (['failing', 'open', 'paused'] satisfies EndpointState[])
  .map((state) => `'${state}'`)
  .join(', ')

/** What `failsOften` says. */
const FAILS_OFTEN = `hour.failed >= ${SOME_FAILURES}
  AND hour.failed * 100 >= ${MUCH_PERCENT} * (hour.succeeded + hour.failed)`

/**
 * Selects the last hour of each endpoint that had attempts. What came after the last failure is read of those alone
 * of which much fails. Counts on: endpoint_minute (minute), an hour of it, or by key where `of` says which endpoints; then by
 * key, 60 rows an endpoint. Both parameters are SQL of ours: a moment, and a condition on endpoint_id.
 */
export const LAST_HOUR = (now: string, of = 'true') => `
SELECT hour.*, coalesce(run.before, 0)::int AS before, coalesce(run.after, 0)::int AS after, run.succeeded_at,
  coalesce(floor(extract(epoch FROM ${now} - hour.failed_at) / 60), 0)::int AS quiet_minutes
FROM (
  SELECT endpoint_id, sum(succeeded)::int AS succeeded, sum(failed)::int AS failed, max(minute) FILTER (WHERE failed > 0) AS failed_at
  FROM endpoint_minute WHERE minute > ${now} - interval '1 hour' AND ${of} GROUP BY endpoint_id
) hour
CROSS JOIN LATERAL (
  SELECT sum(succeeded) FILTER (WHERE minute < hour.failed_at) AS before,
    sum(CASE WHEN minute = hour.failed_at THEN least(succeeded, 1) ELSE succeeded END) FILTER (WHERE is_after) AS after,
    min(minute) FILTER (WHERE is_after) AS succeeded_at
  FROM (
    SELECT minute, succeeded, succeeded > 0 AND (minute > hour.failed_at OR minute = hour.failed_at AND unsent = 0) AS is_after
    FROM endpoint_minute WHERE endpoint_id = hour.endpoint_id AND minute > ${now} - interval '1 hour' AND ${FAILS_OFTEN}
  ) minutes
) run`

/** What `stateOf` says, as SQL. */
const STATE = `CASE
  WHEN health.paused_at IS NOT NULL THEN 'paused'
  WHEN health.breaker <> 'closed' THEN health.breaker
  WHEN health.failures_in_row >= ${SOME_FAILURES} THEN 'failing'
  WHEN NOT coalesce(${FAILS_OFTEN}, false) THEN 'working'
  WHEN health.failures_in_row > 0 THEN 'failing'
  WHEN hour.after = 0 THEN CASE WHEN health.breaker_since >= hour.failed_at THEN 'working' ELSE 'failing' END
  WHEN health.breaker_since >= hour.failed_at OR hour.quiet_minutes >= ${QUIET_MINUTES}
    OR hour.after * hour.failed >= ${LONG_RUN} * hour.before THEN 'recovered'
  ELSE 'failing' END`

/**
 * FROM: each endpoint with its `state`, and with who is to look at it: `needs` somebody now, or `is_left` to the person that
 * paused it. Stands behind `WITH hour AS MATERIALIZED (LAST_HOUR)`. Counts on: endpoint and endpoint_health whole.
 */
export const STATED_ENDPOINTS = `
endpoint LEFT JOIN endpoint_health health ON health.endpoint_id = endpoint.id LEFT JOIN hour ON hour.endpoint_id = endpoint.id
CROSS JOIN LATERAL (SELECT ${STATE} AS state) stated
CROSS JOIN LATERAL (SELECT state = 'paused' AND health.paused_by IS DISTINCT FROM '${BELLHOP}' AS is_left) pause
CROSS JOIN LATERAL (SELECT state IN (${NEEDY}) AND NOT is_left AS needs) need`

/** Columns of a LastHour, of the row `hour`. */
export const LAST_HOUR_COLUMNS = `
coalesce(hour.succeeded, 0) AS succeeded, coalesce(hour.failed, 0) AS failed, hour.failed_at AS "failedAt",
coalesce(hour.quiet_minutes, 0) AS "quietMinutes", coalesce(hour.before, 0) AS before, coalesce(hour.after, 0) AS after,
hour.succeeded_at AS "succeededAt"`

export type LastHourRow = Omit<LastHour, 'failedAt' | 'succeededAt'> & {
  failedAt: Date | null
  succeededAt: Date | null
}

/** The row in the shape that pages get; without one there was no attempt. */
export function lastHourOf(row: LastHourRow | undefined): LastHour {
  return {
    succeeded: row?.succeeded ?? 0,
    failed: row?.failed ?? 0,
    failedAt: row?.failedAt?.toISOString() ?? null,
    quietMinutes: row?.quietMinutes ?? 0,
    before: row?.before ?? 0,
    after: row?.after ?? 0,
    succeededAt: row?.succeededAt?.toISOString() ?? null,
  }
}
