import { uuidFloor } from '#lib/db/partitions.ts'
import { pool } from '#lib/db/pool.ts'
import { EVENT_TYPES } from '#lib/livechat/catalogue.ts'

const DAY_MS = 86_400_000
const DAYS = 7
/** Whoever has an ingest URL can invent event types: the page stays readable. */
const MOST = 50

// A loose scan: one step an event type, each a look into the (event_type, id) index of every partition in the
// bounds. They start at midnight, where a partition does, so that no step passes over rows out of bounds.
const LOOSE_SCAN = `
WITH RECURSIVE met AS (
  (SELECT event_type, 1 AS step FROM call WHERE id >= $1 AND event_type IS NOT NULL ORDER BY event_type LIMIT 1)
  UNION ALL
  SELECT (SELECT event_type FROM call WHERE id >= $1 AND event_type > met.event_type ORDER BY event_type LIMIT 1), step + 1
  FROM met WHERE met.event_type IS NOT NULL AND step < $2
)
SELECT event_type AS "eventType" FROM met WHERE event_type IS NOT NULL AND event_type <> ALL($3)`

/** Event types of the last seven days that are none of the twelve, in alphabetical order; at most fifty. */
export async function unknownEventTypes(now = Date.now()): Promise<string[]> {
  const from = uuidFloor(Math.floor(now / DAY_MS) * DAY_MS - DAYS * DAY_MS)
  const values = [from, MOST + EVENT_TYPES.length, EVENT_TYPES]
  const { rows } = await pool().query<{ eventType: string }>({
    name: 'unknown-types',
    text: LOOSE_SCAN,
    values,
  })
  return rows.map((row) => row.eventType)
}
