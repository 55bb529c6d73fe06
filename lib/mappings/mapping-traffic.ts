import { uuidFloor } from '#lib/db/partitions.ts'
import { pool } from '#lib/db/pool.ts'
import { TRAFFIC_BOUND } from '#lib/mappings/limits.ts'

const DAY_MS = 86_400_000

/** One event type in the last 24 hours. */
export type MappingTraffic = {
  eventType: string
  events: number
  deliveries: number
  succeeded: number
  failed: number
  /** There was more than TRAFFIC_BOUND; the newest of it are counted. */
  isBounded: boolean
}

// Counts on: call and delivery (event_type, id), newest first, at most $3 + 1 rows an event type and table.
const OF_ALL = `
SELECT types.event_type AS "eventType", events, deliveries, succeeded, failed, greatest(events, deliveries) > $3 AS "isBounded"
FROM unnest($2::text[]) WITH ORDINALITY AS types(event_type, place), LATERAL (
  SELECT count(*)::int AS events FROM (
    SELECT FROM call WHERE call.event_type = types.event_type AND id >= $1 ORDER BY id DESC LIMIT $3 + 1) newest
) calls, LATERAL (
  SELECT count(*)::int AS deliveries, count(*) FILTER (WHERE status = 'succeeded')::int AS succeeded,
    count(*) FILTER (WHERE status = 'failed')::int AS failed
  FROM (SELECT status FROM delivery WHERE delivery.event_type = types.event_type AND id >= $1 AND original_id IS NULL
    ORDER BY id DESC LIMIT $3 + 1) newest
) sent ORDER BY place`

// Counts on: call and delivery (licence, id), newest first, at most $3 + 1 rows a table.
const OF_LICENCE = `
WITH calls AS (
  SELECT event_type, count(*)::int AS events, sum(count(*)) OVER () > $3 AS bounded
  FROM (SELECT event_type FROM call WHERE licence = $4 AND id >= $1 ORDER BY id DESC LIMIT $3 + 1) newest GROUP BY event_type
), sent AS (
  SELECT event_type, count(*)::int AS deliveries, count(*) FILTER (WHERE status = 'succeeded')::int AS succeeded,
    count(*) FILTER (WHERE status = 'failed')::int AS failed, sum(count(*)) OVER () > $3 AS bounded
  FROM (SELECT event_type, status FROM delivery WHERE licence = $4 AND id >= $1 AND original_id IS NULL
    ORDER BY id DESC LIMIT $3 + 1) newest GROUP BY event_type
)
SELECT types.event_type AS "eventType", coalesce(events, 0) AS events, coalesce(deliveries, 0) AS deliveries,
  coalesce(succeeded, 0) AS succeeded, coalesce(failed, 0) AS failed,
  coalesce(calls.bounded, false) OR coalesce(sent.bounded, false) AS "isBounded"
FROM unnest($2::text[]) WITH ORDINALITY AS types(event_type, place)
LEFT JOIN calls USING (event_type) LEFT JOIN sent USING (event_type) ORDER BY place`

/**
 * How many events of each type came in the last 24 hours, and what became of their deliveries: of one licence, or
 * (null) of all of them. One row for each event type, in the order given.
 */
export async function mappingTraffic(
  scope: { licence: string | null; eventTypes: readonly string[] },
  now = Date.now(),
): Promise<MappingTraffic[]> {
  const values = [uuidFloor(now - DAY_MS), scope.eventTypes, TRAFFIC_BOUND]
  const query =
    scope.licence === null
      ? { name: 'traffic-of-all', text: OF_ALL, values }
      : { name: 'traffic-of-licence', text: OF_LICENCE, values: [...values, scope.licence] }
  return (await pool().query<MappingTraffic>(query)).rows
}
