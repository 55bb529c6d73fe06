import type pg from 'pg'

// Counts on: mapping (event_type, licence), twice.
const MAPPED_NOW = `
SELECT e.id AS "endpointId", e.url FROM mapping m JOIN endpoint e ON e.id = m.endpoint_id
WHERE m.event_type = $1 AND (m.licence = $2 OR m.licence IS NULL AND NOT EXISTS (
  SELECT FROM mapping own WHERE own.event_type = $1 AND own.licence = $2))
ORDER BY m.position`

/** Where an event type of a licence goes at present. */
export async function mappedNow(
  client: pg.ClientBase,
  eventType: string | null,
  licence: string | null,
): Promise<{ endpointId: string; url: string }[]> {
  if (!eventType || !licence) return []
  return (await client.query(MAPPED_NOW, [eventType, licence])).rows
}
