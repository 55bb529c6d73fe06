import type { Read } from './read-log.ts'
import type { ScopesOf } from './types.ts'

// Counts on: mapping (event_type, licence), twice.
const MAPPED_NOW = `
SELECT e.id AS "endpointId", e.url FROM mapping m JOIN endpoint e ON e.id = m.endpoint_id
WHERE m.event_type = $1 AND (m.licence = $2 OR m.licence IS NULL AND NOT EXISTS (
  SELECT FROM mapping own WHERE own.event_type = $1 AND own.licence = $2))
ORDER BY m.position, m.id`

/** Where an event type of a licence goes at present. */
export async function mappedNow(
  read: Read,
  eventType: string | null,
  licence: string | null,
): Promise<{ endpointId: string; url: string }[]> {
  return eventType && licence ? read(MAPPED_NOW, [eventType, licence]) : []
}

// Counts on: mapping (event_type, licence).
const SCOPES_NOW = `
SELECT m.licence, array_remove(array_agg(e.url ORDER BY m.position, m.id), NULL) AS urls
FROM mapping m LEFT JOIN endpoint e ON e.id = m.endpoint_id
WHERE m.event_type = $1 AND (m.licence = $2 OR m.licence IS NULL) GROUP BY m.licence`

/** What the licence and the defaults each say of an event type at present. */
export async function scopesNow(
  read: Read,
  eventType: string | null,
  licence: string | null,
): Promise<ScopesOf | null> {
  if (!eventType || !licence) return null
  const rows = await read<{ licence: string | null; urls: string[] }>(SCOPES_NOW, [eventType, licence])
  const of = (scope: string | null) => rows.find((row) => row.licence === scope)?.urls ?? null
  return { licence: of(licence), defaults: of(null) }
}
