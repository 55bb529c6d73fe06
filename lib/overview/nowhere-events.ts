import { uuidFloor } from '#lib/db/partitions.ts'
import { barsOf } from '#lib/overview/bars.ts'
import type { OverviewRange } from '#lib/overview/ranges.ts'
import { readByIndex } from '#lib/overview/read-by-index.ts'

/** So many of the newest events that went nowhere are looked at. */
export const NOWHERE_LOOKED_AT = 10_000
const MOST = 6

/** An event type that came and is still mapped nowhere for those it came from. */
export type NowhereType = {
  eventType: string
  events: number
  licences: number
  /** The only licence it came from; null when there are several. */
  licence: string | null
  /** The newest of these events: its page maps it and delivers it. */
  newestId: string
}

export type NowhereEvents = {
  /** The most frequent first, six at most. */
  rows: NowhereType[]
  /** How many event types there are. */
  types: number
  /** More events went nowhere than were looked at; the newest were. */
  isBounded: boolean
}

type Row = NowhereType & { types: number; isBounded: boolean }

// Counts on: call (id) of those that went nowhere, newest first, $2 + 1 rows at most; mapping (event_type, licence) a group.
// "Deliver nothing" is a mapping too: whoever said so knows.
const NOWHERE = `
WITH newest AS MATERIALIZED (
  SELECT id, event_type, licence FROM call
  WHERE outcome = 'accepted' AND mapped = 0 AND NOT muted AND id >= $1 ORDER BY id DESC LIMIT $2 + 1
), scoped AS (
  SELECT event_type, licence, count(*)::int AS events, (array_agg(id ORDER BY id DESC))[1] AS newest
  FROM newest GROUP BY event_type, licence
), unmapped AS (
  SELECT * FROM scoped WHERE NOT EXISTS (
    SELECT FROM mapping m WHERE m.event_type = scoped.event_type AND (m.licence = scoped.licence OR m.licence IS NULL))
)
SELECT event_type AS "eventType", sum(events)::int AS events, count(*)::int AS licences,
  CASE count(*) WHEN 1 THEN min(licence) END AS licence, (array_agg(newest ORDER BY newest DESC))[1] AS "newestId",
  (count(*) OVER ())::int AS types, (SELECT count(*) > $2 FROM newest) AS "isBounded"
FROM unmapped GROUP BY event_type ORDER BY sum(events) DESC, event_type LIMIT ${MOST}`

/**
 * What came in a range and would go nowhere today as well.
 * @throws LogTimeout after 3 s.
 */
export async function nowhereEvents(range: OverviewRange, now = Date.now()): Promise<NowhereEvents> {
  const from = uuidFloor(barsOf(range, now)[0]?.from ?? now)
  const rows = await readByIndex((read) => read<Row>(NOWHERE, [from, NOWHERE_LOOKED_AT]))
  return {
    rows: rows.map(({ types: _types, isBounded: _isBounded, ...row }) => row),
    types: rows[0]?.types ?? 0,
    isBounded: rows[0]?.isBounded ?? false,
  }
}
