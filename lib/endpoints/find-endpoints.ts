import type { Read } from '#lib/delivery-log/read-log.ts'
import type { FindIds } from '#lib/delivery-log/read-page.ts'
import type { EndpointFilter } from '#lib/endpoints/list-filters.ts'
import { LAST_HOUR, STATED_ENDPOINTS } from '#lib/endpoints/state-in-sql.ts'

/** What decides how much an endpoint needs a person: the first that holds. Smaller numbers need more. */
const NEED = `CASE
    WHEN is_left THEN 4
    WHEN state = 'failing' THEN 2
    WHEN needs THEN 0
    WHEN state = 'half-open' THEN 1
    WHEN hour.failed > 0 THEN 3
    WHEN NOT EXISTS (SELECT FROM mapping WHERE mapping.endpoint_id = endpoint.id) THEN 6
    ELSE 5 END`

// Counts on: STATED_ENDPOINTS, mapping (endpoint_id) and endpoint_minute (minute) of one hour:
// 5,000 endpoints with attempts in each minute in some 100 ms.
const RANKED = `
WITH hour AS MATERIALIZED (${LAST_HOUR('to_timestamp($1 / 1000.0)')}), ranked AS MATERIALIZED (
  SELECT endpoint.id, url COLLATE "C" AS url, state, ${NEED} AS need FROM ${STATED_ENDPOINTS}
)`

// Counts on: mapping (endpoint_id), attempt_job (endpoint_id, due_at), one probe an endpoint.
const FILTERS: Record<EndpointFilter, string> = {
  failing: "state IN ('failing', 'open')",
  paused: "state = 'paused'",
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
      ...(state ? [FILTERS[state]] : []),
    ]
    const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''
    const order = `ORDER BY need ${way}, url ${way} LIMIT ${place(limit)}`
    const rows = await read<{ id: string }>(`${RANKED} SELECT id FROM ranked ${where} ${order}`, values)
    return rows.map((row) => row.id)
  }
}
