import { uuidFloor } from '../db/partitions.ts'
import { readLog } from '../delivery-log/read-log.ts'
import type { OddityKind } from '../livechat/oddities.ts'
import { MOST_OTHER_TYPES } from '../mappings/limits.ts'
import { listMappings, type MappedTo } from '../mappings/list-mappings.ts'
import { COUNTED, ODD_DAYS, ODD_GLANCED_AT } from './bounds.ts'

const DAY_MS = 86_400_000

/** How much of an event type comes in. */
export type Traffic = {
  /** Calls of the last 24 hours; COUNTED + 1 says that there were more than COUNTED. */
  inDay: number
  newest: { id: string; at: string } | null
  /** What was odd among the newest odd ones of seven days. */
  oddKinds: OddityKind[]
}

/** An event type, one of the twelve or another that is mapped or arrived. */
export type ListedEventType = Traffic & {
  eventType: string
  known: boolean
  /** Where the defaults send it. */
  defaults: MappedTo
}

type Row = { eventType: string; inDay: number; id: string | null; at: Date | null; oddKinds: OddityKind[] }

// Counts on: call (event_type, id), newest first: at most $4 + 1 rows of 24 h, one row, and of the partial index of odd
// calls at most $5 rows an event type.
const TRAFFIC = `
SELECT types.event_type AS "eventType", counted.calls AS "inDay", newest.id, newest.received_at AS at, met.kinds AS "oddKinds"
FROM unnest($1::text[]) WITH ORDINALITY AS types(event_type, place)
CROSS JOIN LATERAL (SELECT count(*)::int AS calls FROM (
  SELECT FROM call WHERE call.event_type = types.event_type AND id >= $2 ORDER BY id DESC LIMIT $4 + 1) newest) counted
LEFT JOIN LATERAL (
  SELECT id, received_at FROM call WHERE call.event_type = types.event_type ORDER BY id DESC LIMIT 1) newest ON true
CROSS JOIN LATERAL (SELECT coalesce(array_agg(DISTINCT finding->>'kind'), '{}') AS kinds FROM (
  SELECT odd FROM call WHERE call.event_type = types.event_type AND odd IS NOT NULL AND id >= $3 ORDER BY id DESC LIMIT $5) odds,
  jsonb_array_elements(odds.odd) AS finding) met
ORDER BY types.place`

/**
 * How much comes of these event types, in the order given.
 * @throws LogTimeout after 3 s.
 */
export async function readTraffic(
  eventTypes: readonly string[],
  now = Date.now(),
): Promise<(Traffic & { eventType: string })[]> {
  const bounds = [uuidFloor(now - DAY_MS), uuidFloor(now - ODD_DAYS * DAY_MS), COUNTED, ODD_GLANCED_AT]
  const rows = await readLog((read) => read<Row>(TRAFFIC, [eventTypes, ...bounds]))
  return rows.map(({ id, at, ...row }) => ({
    ...row,
    newest: id && at ? { id, at: at.toISOString() } : null,
  }))
}

/** The twelve in the page's order, then every other event type that is mapped or came in during the last days. */
export async function listEventTypes(now = Date.now()): Promise<ListedEventType[]> {
  const mappings = await listMappings(null, MOST_OTHER_TYPES)
  const traffic = await readTraffic(
    mappings.map(({ eventType }) => eventType),
    now,
  )
  return mappings.flatMap(({ known, own }, index) => {
    const of = traffic[index]
    return of ? [{ ...of, known, defaults: own }] : []
  })
}
