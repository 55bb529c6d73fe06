import type { Read } from '#lib/delivery-log/read-log.ts'
import type { FindIds } from '#lib/delivery-log/read-page.ts'
import { BELLHOP } from '#lib/dispatch/endpoint-health.ts'
import { IS_FAILING } from '#lib/endpoints/is-failing.ts'
import type { EndpointFilter } from '#lib/endpoints/list-filters.ts'

/** What decides how much an endpoint needs a person: the first that holds. Smaller numbers need more. */
const NEED = `CASE
    WHEN health.paused_at IS NOT NULL AND health.paused_by = '${BELLHOP}' THEN 0
    WHEN health.paused_at IS NOT NULL THEN 4
    WHEN health.breaker = 'open' THEN 0
    WHEN health.breaker = 'half-open' THEN 1
    WHEN ${IS_FAILING('recent')} THEN 2
    WHEN recent.failed > 0 THEN 3
    WHEN NOT EXISTS (SELECT FROM mapping WHERE mapping.endpoint_id = endpoint.id) THEN 6
    ELSE 5 END`

// Counts on: endpoint and endpoint_health whole, mapping (endpoint_id) and endpoint_minute (minute) of one hour:
// 5,000 endpoints with attempts in each minute in some 100 ms.
const RANKED = `
WITH recent AS MATERIALIZED (
  SELECT endpoint_id, sum(succeeded) AS succeeded, sum(failed) AS failed
  FROM endpoint_minute WHERE minute > to_timestamp($1 / 1000.0) - interval '1 hour' GROUP BY endpoint_id
), ranked AS MATERIALIZED (
  SELECT endpoint.id, url COLLATE "C" AS url, health.paused_at IS NOT NULL AS is_paused, ${NEED} AS need
  FROM endpoint
  LEFT JOIN endpoint_health health ON health.endpoint_id = endpoint.id
  LEFT JOIN recent ON recent.endpoint_id = endpoint.id
)`

// Counts on: mapping (endpoint_id), attempt_job (endpoint_id, due_at), one probe an endpoint.
const STATE: Record<EndpointFilter, string> = {
  failing: 'need <= 2 AND NOT is_paused',
  paused: 'is_paused',
  waiting: 'EXISTS (SELECT FROM attempt_job WHERE endpoint_id = ranked.id AND dispatcher_id IS NULL)',
  unused: 'NOT EXISTS (SELECT FROM mapping WHERE endpoint_id = ranked.id)',
}

/**
 * Finds the ids of endpoints, what needs a person first, then by URL. A cursor is the id of an endpoint: its place is
 * the one that it has now.
 */
export function endpointFinder(
  read: Read,
  { search, state }: { search?: string | undefined; state?: EndpointFilter | undefined },
  now: number,
): FindIds {
  return async (direction, from, limit) => {
    const values: unknown[] = [now]
    const place = (value: unknown) => `$${values.push(value)}`
    const [compare, way] = direction === 'older' ? ['>', 'ASC'] : ['<', 'DESC']
    const conditions = [
      ...(from
        ? [`(need, url) ${compare} (SELECT need, url FROM ranked WHERE id = ${place(from)}::uuid)`]
        : []),
      ...(search ? [`strpos(lower(url), lower(${place(search)})) > 0`] : []),
      ...(state ? [STATE[state]] : []),
    ]
    const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''
    const order = `ORDER BY need ${way}, url ${way} LIMIT ${place(limit)}`
    const rows = await read<{ id: string }>(`${RANKED} SELECT id FROM ranked ${where} ${order}`, values)
    return rows.map((row) => row.id)
  }
}
