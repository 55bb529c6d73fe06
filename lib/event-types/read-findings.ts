import { uuidFloor } from '../db/partitions.ts'
import { readLog } from '../delivery-log/read-log.ts'
import type { OddityKind } from '../livechat/oddities.ts'
import { CALLS_LOOKED_AT, ODD_DAYS, ODD_LOOKED_AT } from './bounds.ts'

const DAY_MS = 86_400_000
/** Whoever has an ingest URL can invent parameters: the page stays readable. */
const MOST = 100

/** Something odd of an event type, and how often it came. */
export type Finding = {
  kind: OddityKind
  /** The parameter's; empty where there is none. */
  name: string
  /** Of an unlisted value only. */
  value: string | null
  calls: number
  /** The newest call of it. */
  newest: { id: string; at: string }
}

export type Findings = {
  /** The most frequent first. */
  findings: Finding[]
  /** So many odd calls were looked at; ODD_LOOKED_AT says that there may be more. */
  lookedAt: number
  /** Not all different findings are here. */
  hasMore: boolean
}

type Row = Omit<Finding, 'newest'> & { id: string; at: Date; lookedAt: number }

// Counts on: the partial index call (event_type, id) of odd calls, newest first, at most $3 rows.
const FINDINGS = `
WITH newest AS MATERIALIZED (
  SELECT id, received_at, odd FROM call WHERE event_type = $1 AND odd IS NOT NULL AND id >= $2 ORDER BY id DESC LIMIT $3
)
SELECT finding->>'kind' AS kind, finding->>'name' AS name, finding->>'value' AS value, count(*)::int AS calls,
  (array_agg(id ORDER BY id DESC))[1] AS id, (array_agg(received_at ORDER BY id DESC))[1] AS at,
  (SELECT count(*)::int FROM newest) AS "lookedAt"
FROM newest, jsonb_array_elements(newest.odd) AS finding
GROUP BY 1, 2, 3 ORDER BY calls DESC, kind, name, value LIMIT $4`

/**
 * What was odd among the newest odd calls of an event type, of seven days.
 * @throws LogTimeout after 3 s.
 */
export async function readFindings(eventType: string, now = Date.now()): Promise<Findings> {
  const from = uuidFloor(now - ODD_DAYS * DAY_MS)
  const rows = await readLog((read) => read<Row>(FINDINGS, [eventType, from, ODD_LOOKED_AT, MOST + 1]))
  return {
    findings: rows
      .slice(0, MOST)
      .map(({ id, at, lookedAt: _, ...row }) => ({ ...row, newest: { id, at: at.toISOString() } })),
    lookedAt: rows[0]?.lookedAt ?? 0,
    hasMore: rows.length > MOST,
  }
}

/** A parameter of an event type that the catalogue does not have. */
export type MetParameter = { name: string; calls: number }

// Counts on: call (event_type, id), newest first, at most $3 rows. Long parameters are passed over: reading them takes time.
const MET = `
SELECT parameter->>0 AS name, count(DISTINCT id)::int AS calls FROM (
  SELECT id, CASE WHEN pg_column_size(parameters) < 65536 THEN parameters ELSE '[]' END AS parameters
  FROM call WHERE event_type = $1 AND id >= $2 ORDER BY id DESC LIMIT $3
) newest, jsonb_array_elements(newest.parameters) AS parameter
GROUP BY 1 ORDER BY calls DESC, name LIMIT $4`

/** The parameters that came with the newest calls of an event type, for one that the catalogue does not describe. */
export function readMetParameters(eventType: string, now = Date.now()): Promise<MetParameter[]> {
  const from = uuidFloor(now - ODD_DAYS * DAY_MS)
  return readLog((read) => read<MetParameter>(MET, [eventType, from, CALLS_LOOKED_AT, MOST]))
}
