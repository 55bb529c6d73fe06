import { uuidFloor } from '#lib/db/partitions.ts'
import { healthRow, type ShownHealth } from '#lib/delivery-log/health-of.ts'
import { readLog } from '#lib/delivery-log/read-log.ts'
import type { LastHour } from '#lib/endpoints/endpoint-state.ts'
import { type NewestFailure, newestFailure, newestFailureOf } from '#lib/endpoints/newest-failure.ts'
import {
  LAST_HOUR,
  LAST_HOUR_COLUMNS,
  type LastHourRow,
  lastHourOf,
  STATED_ENDPOINTS,
} from '#lib/endpoints/state-in-sql.ts'
import { COUNT_BOUND } from '#lib/mappings/limits.ts'

const DAY_MS = 86_400_000
const MOST = 12

/** Attempts of an hour that begins at `from` (ISO). */
type Hour = { from: string; succeeded: number; failed: number }

export type EndpointInNeed = {
  id: string
  url: string
  health: ShownHealth
  /** The first failure since the last success (ISO). */
  failingSince: string | null
  /** Of the last 24 hours. */
  lastFailure: NewestFailure | null
  lastHour: LastHour
  /** Deliveries that wait to be sent, and those that wait for the endpoint; each counted up to COUNT_BOUND + 1. */
  waiting: number
  held: number
  /** The last 24 hours, oldest first, without gaps. */
  hours: Hour[]
}

export type EndpointsInNeed = {
  /** The worst first, twelve at most. */
  rows: EndpointInNeed[]
  /** Of all endpoints: those that fail or whose breaker is open, and those that Bellhop paused: they need somebody. */
  failing: number
  pausedByBellhop: number
  /** Those that a person paused: they are left to that person. */
  pausedByPerson: number
  /** All endpoints there are. */
  endpoints: number
}

type NeedRow = Parameters<typeof healthRow>[0] &
  LastHourRow & { id: string; url: string; failingSince: Date | null }

type Counts = Omit<EndpointsInNeed, 'rows'>

const HOUR = `hour AS MATERIALIZED (${LAST_HOUR('now()')})`

// Counts on: STATED_ENDPOINTS.
const IN_NEED = `
WITH ${HOUR}
SELECT endpoint.id, endpoint.url, coalesce(health.breaker, 'closed') AS breaker, health.breaker_since AS "breakerSince",
  health.breaker_reason AS "breakerReason", health.probe_at AS "probeAt", coalesce(health.half_open_limit, 1) AS "halfOpenLimit",
  coalesce(health.failures_in_row, 0) AS "failuresInRow", health.failing_since AS "failingSince", health.paused_at AS "pausedAt",
  health.paused_by AS "pausedBy", health.pause_reason AS "pauseReason",
  ${LAST_HOUR_COLUMNS}
FROM ${STATED_ENDPOINTS}
WHERE needs
ORDER BY state = 'paused', state <> 'open', health.failures_in_row DESC NULLS LAST,
  hour.failed DESC NULLS LAST, endpoint.url
LIMIT ${MOST}`

// Counts on: STATED_ENDPOINTS.
const COUNTS = `
WITH ${HOUR}
SELECT count(*)::int AS endpoints, (count(*) FILTER (WHERE needs AND state <> 'paused'))::int AS failing,
  (count(*) FILTER (WHERE needs AND state = 'paused'))::int AS "pausedByBellhop",
  (count(*) FILTER (WHERE is_left))::int AS "pausedByPerson"
FROM ${STATED_ENDPOINTS}`

// Counts on, for each of a few endpoints: attempt_job (endpoint_id, …), bounded; newestFailure; endpoint_minute by key,
// 1,440 rows at most.
const FIGURES = `
SELECT endpoint.id, jobs.waiting, jobs.held, failed.failure AS "lastFailure", hours.hours
FROM unnest($1::uuid[]) AS endpoint(id)
CROSS JOIN LATERAL (
  SELECT count(*) FILTER (WHERE NOT held)::int AS waiting, count(*) FILTER (WHERE held)::int AS held
  FROM (SELECT held FROM attempt_job WHERE endpoint_id = endpoint.id AND dispatcher_id IS NULL LIMIT $2 + 1) bounded
) jobs
LEFT JOIN LATERAL (${newestFailure({ endpoint: 'endpoint.id', since: '$3::uuid' })}) failed ON true
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

type Figures = Pick<EndpointInNeed, 'waiting' | 'held' | 'lastFailure' | 'hours'> & { id: string }

/**
 * Endpoints that somebody should look at now: failing, held by their breaker, or paused by Bellhop.
 * @throws LogTimeout after 3 s.
 */
export async function endpointsInNeed(now = Date.now()): Promise<EndpointsInNeed> {
  return readLog(async (read) => {
    const rows = await read<NeedRow>(IN_NEED, [])
    const values = [rows.map(({ id }) => id), COUNT_BOUND, uuidFloor(now - DAY_MS)]
    const figures = new Map((await read<Figures>(FIGURES, values)).map((row) => [row.id, row]))
    const [counts] = await read<Counts>(COUNTS, [])
    return {
      rows: rows.map((row) => {
        const { waiting = 0, held = 0, lastFailure, hours = [] } = figures.get(row.id) ?? {}
        return {
          id: row.id,
          url: row.url,
          health: healthRow(row),
          failingSince: row.failingSince?.toISOString() ?? null,
          lastFailure: newestFailureOf(lastFailure),
          lastHour: lastHourOf(row),
          ...{ waiting, held, hours },
        }
      }),
      ...(counts ?? { endpoints: 0, failing: 0, pausedByBellhop: 0, pausedByPerson: 0 }),
    }
  })
}
