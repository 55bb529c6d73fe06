import { z } from 'zod'
import { uuidFloor } from '#lib/db/partitions.ts'
import { type HealthRow, healthRow, type ShownHealth } from '#lib/delivery-log/health-of.ts'
import { type Read, readLog } from '#lib/delivery-log/read-log.ts'
import { readPage } from '#lib/delivery-log/read-page.ts'
import type { LogPage } from '#lib/delivery-log/types.ts'
import type { Attempts, LastHour } from '#lib/endpoints/endpoint-state.ts'
import { endpointFinder } from '#lib/endpoints/find-endpoints.ts'
import { ENDPOINT_FILTER_NAMES, LIST_SAMPLE, MAPPINGS_TOLD } from '#lib/endpoints/list-filters.ts'
import { newestDeliveries } from '#lib/endpoints/newest-deliveries.ts'
import { type NewestFailure, newestFailure, newestFailureOf } from '#lib/endpoints/newest-failure.ts'
import { LAST_HOUR, LAST_HOUR_COLUMNS, type LastHourRow, lastHourOf } from '#lib/endpoints/state-in-sql.ts'
import { lastHours, type Stretch } from '#lib/endpoints/stretches.ts'
import { COUNT_BOUND } from '#lib/mappings/limits.ts'

const HOUR_MS = 3_600_000
const HOURS = 24
const DEFAULT_LIMIT = 50
const FIRST_ID = `'00000000-0000-0000-0000-000000000000'::uuid`

/** What the list can be asked for. `before` and `after` are ids, exclusive: further down the list, and up. */
const endpointFilters = z.object({
  /** Part of the URL, in upper or lower case. */
  search: z.string().trim().max(4096, 'A URL has at most 4096 characters.').optional(),
  state: z.enum(ENDPOINT_FILTER_NAMES).optional(),
  before: z.uuid('Not an id.').optional(),
  after: z.uuid('Not an id.').optional(),
  limit: z.int().min(1).max(100).default(DEFAULT_LIMIT),
})

/** In milliseconds, of so many deliveries; null: there is none. */
export type Durations = { p50: number; p95: number; of: number } | null

/** A row of the list: an endpoint and how it does. Times are ISO strings in UTC. */
export type EndpointGlance = {
  id: string
  url: string
  timeoutSeconds: number
  /** One of ENDPOINT_MODES; another one if a newer version wrote it. */
  mode: string
  connectTo: string | null
  /** Some of where it is mapped: scope (null: the defaults) and event type. */
  mappings: { licence: string | null; eventType: string }[]
  /** There are more than are told. */
  mappingsCut: boolean
  health: ShownHealth
  /** Attempts of the last 24 hours by the hour, oldest first, without gaps. */
  hours: Stretch[]
  lastHour: LastHour
  /** Of the newest deliveries of 24 hours. */
  durations: Durations
  /** Deliveries of 24 hours that were given up; of all endpoints together so many are counted as COUNT_BOUND says. */
  failed24h: number
  failedBounded: boolean
  /** Deliveries that wait to be sent, and those that wait for the endpoint; each counted up to COUNT_BOUND + 1. */
  waiting: number
  held: number
  /** Of the last 24 hours. */
  lastFailure: NewestFailure | null
  /** Nothing maps it, and nothing was ever delivered to it. */
  isRemovable: boolean
}

// Counts on, for each endpoint of a page: endpoint_health and mapping by (endpoint_id), newestDeliveries for
// one row, attempt_job (endpoint_id, …), all bounded.
const ROWS = `
SELECT endpoint.id, url, timeout_seconds AS "timeoutSeconds", mode, connect_to AS "connectTo",
  mapped.*, jobs.*, coalesce(breaker, 'closed') AS breaker, breaker_since AS "breakerSince", breaker_reason AS "breakerReason",
  probe_at AS "probeAt", coalesce(half_open_limit, 1) AS "halfOpenLimit", coalesce(failures_in_row, 0) AS "failuresInRow",
  paused_at AS "pausedAt", paused_by AS "pausedBy", pause_reason AS "pauseReason",
  CASE WHEN jsonb_array_length(mappings) = 0 THEN (
    SELECT count(*) = 0 FROM (${newestDeliveries({ columns: '', endpoint: 'endpoint.id', since: FIRST_ID, limit: '1' })}) used
  ) ELSE false END AS "isRemovable"
FROM endpoint LEFT JOIN endpoint_health health ON health.endpoint_id = endpoint.id
CROSS JOIN LATERAL (
  SELECT coalesce(jsonb_agg(told ORDER BY licence NULLS FIRST, "eventType"), '[]') AS mappings
  FROM (SELECT licence, event_type AS "eventType" FROM mapping WHERE endpoint_id = endpoint.id LIMIT $2 + 1) told
) mapped
CROSS JOIN LATERAL (
  SELECT count(*) FILTER (WHERE NOT held)::int AS waiting, count(*) FILTER (WHERE held)::int AS held
  FROM (SELECT held FROM attempt_job WHERE endpoint_id = endpoint.id AND dispatcher_id IS NULL LIMIT $3 + 1) bounded
) jobs
WHERE endpoint.id = ANY($1)`

// Counts on: endpoint_minute by key: 1,440 rows an endpoint at most.
const HOURLY = `
SELECT endpoint_id AS "endpointId", floor(extract(epoch FROM minute - to_timestamp($2 / 1000.0)) / 3600)::int AS hour,
  sum(succeeded)::int AS succeeded, sum(failed)::int AS failed
FROM endpoint_minute WHERE endpoint_id = ANY($1) AND minute >= to_timestamp($2 / 1000.0) GROUP BY 1, 2`

// Counts on: LAST_HOUR, by key.
const OF_LAST_HOUR = `
SELECT hour.endpoint_id AS "endpointId", ${LAST_HOUR_COLUMNS}
FROM (${LAST_HOUR('to_timestamp($2 / 1000.0)', 'endpoint_id = ANY($1)')}) hour`

// Counts on: newestDeliveries and newestFailure, once an endpoint.
const NEWEST = `
SELECT one.id AS "endpointId", newest.*, failed.failure AS "lastFailure"
FROM unnest($1::uuid[]) AS one(id) CROSS JOIN LATERAL (
  SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY last_duration_ms) AS p50,
    percentile_cont(0.95) WITHIN GROUP (ORDER BY last_duration_ms) AS p95, count(last_duration_ms)::int AS of
  FROM (${newestDeliveries({
    columns: 'last_duration_ms',
    endpoint: 'one.id',
    since: '$2::uuid',
    limit: '$3',
  })}) sample
) newest
LEFT JOIN LATERAL (${newestFailure({ endpoint: 'one.id', since: '$2::uuid' })}) failed ON true`

// Counts on: delivery (status, id), newest first, one bounded walk for all endpoints.
const FAILED = `
SELECT endpoint_id AS "endpointId", count(*)::int AS failed, sum(count(*)) OVER () > $2 AS "isBounded"
FROM (SELECT endpoint_id FROM delivery WHERE status = 'failed' AND id >= $1 ORDER BY id DESC LIMIT $2 + 1) newest
GROUP BY endpoint_id`

type Row = Pick<
  EndpointGlance,
  'id' | 'url' | 'timeoutSeconds' | 'mode' | 'connectTo' | 'mappings' | 'waiting' | 'held' | 'isRemovable'
> &
  HealthRow
type OfEndpoint<Figures> = { endpointId: string } & Figures
type Newest = OfEndpoint<
  Pick<EndpointGlance, 'lastFailure'> & { p50: number | null; p95: number | null; of: number }
>

/**
 * A page of the endpoints with how they do, those first that need a person. `older` leads further down the list, `newer`
 * back up.
 * @throws ZodError for filters that say nothing sensible; LogTimeout after 3 s.
 */
export async function listEndpointPage(
  filters: z.input<typeof endpointFilters>,
  now = Date.now(),
): Promise<LogPage<EndpointGlance>> {
  const parsed = endpointFilters.parse(filters)
  return readLog((read) =>
    readPage(parsed, endpointFinder(read, parsed, now), (ids) => readGlances(read, ids, now)),
  )
}

async function readGlances(read: Read, ids: string[], now: number): Promise<EndpointGlance[]> {
  const starts = lastHours(HOURS, now)
  const day = uuidFloor(now - HOURS * HOUR_MS)
  const rows = await read<Row>(ROWS, [ids, MAPPINGS_TOLD, COUNT_BOUND])
  const hourly = Map.groupBy(
    await read<OfEndpoint<Attempts & { hour: number }>>(HOURLY, [ids, starts[0]]),
    (row) => row.endpointId,
  )
  const lastHour = byEndpoint(await read<OfEndpoint<LastHourRow>>(OF_LAST_HOUR, [ids, now]))
  const newest = byEndpoint(await read<Newest>(NEWEST, [ids, day, LIST_SAMPLE]))
  const failed = await read<OfEndpoint<{ failed: number; isBounded: boolean }>>(FAILED, [day, COUNT_BOUND])
  const failedOf = byEndpoint(failed)
  return rows.map(
    ({ id, url, timeoutSeconds, mode, connectTo, mappings, waiting, held, isRemovable, ...health }) => ({
      id,
      url,
      timeoutSeconds,
      mode,
      connectTo,
      mappings: mappings.slice(0, MAPPINGS_TOLD),
      mappingsCut: mappings.length > MAPPINGS_TOLD,
      waiting,
      held,
      health: healthRow(health),
      hours: wholeDay(hourly.get(id) ?? [], starts),
      lastHour: lastHourOf(lastHour.get(id)),
      durations: durationsOf(newest.get(id)),
      lastFailure: newestFailureOf(newest.get(id)?.lastFailure),
      failed24h: failedOf.get(id)?.failed ?? 0,
      failedBounded: failed[0]?.isBounded ?? false,
      isRemovable,
    }),
  )
}

const byEndpoint = <Figures extends { endpointId: string }>(rows: Figures[]) =>
  new Map(rows.map((row) => [row.endpointId, row]))

function durationsOf(row: Newest | undefined): Durations {
  if (!row || row.p50 === null || row.p95 === null) return null
  return { p50: row.p50, p95: row.p95, of: row.of }
}

function wholeDay(rows: (Attempts & { hour: number })[], starts: number[]): Stretch[] {
  const byHour = new Map(rows.map((row) => [row.hour, row]))
  return starts.map((start, hour) => ({
    from: new Date(start).toISOString(),
    succeeded: byHour.get(hour)?.succeeded ?? 0,
    failed: byHour.get(hour)?.failed ?? 0,
  }))
}
