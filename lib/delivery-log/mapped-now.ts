import type { Read } from './read-log.ts'

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
