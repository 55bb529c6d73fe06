import { z } from 'zod'
import { uuidFloor } from '#lib/db/partitions.ts'
import { type Read, readLog } from '#lib/delivery-log/read-log.ts'
import { type FindIds, readPage } from '#lib/delivery-log/read-page.ts'
import type { LogPage } from '#lib/delivery-log/types.ts'
import { ONLINE_STATES } from '#lib/licences/fact-names.ts'
import { AGENT_FACTS_BOUND, DELIVERIES_BOUND, LICENCE_ORDERS } from '#lib/licences/list-limits.ts'

const DAY_MS = 86_400_000
const DEFAULT_LIMIT = 50

/** So many of its newest calls are looked at for the last event of a licence: the others may be rejected ones. */
const CALLS_BOUND = 100

const number = z.string().min(1).max(255)

/** What the list can be asked for. `before` and `after` are licences, exclusive: further down the list, and up. */
const licenceFilters = z.object({
  /** Part of the number, in upper or lower case. */
  search: z.string().trim().max(255, 'A licence has at most 255 characters.').optional(),
  order: z.enum(LICENCE_ORDERS).default('number'),
  before: number.optional(),
  after: number.optional(),
  limit: z.int().min(1).max(100).default(DEFAULT_LIMIT),
})

/** A row of the list of licences. `id` is the number. Times are ISO strings in UTC. */
export type ListedLicenceState = {
  id: string
  registeredAt: string
  type: string | null
  expires: string | null
  button: string | null
  agentsOnline: number
  agentsKnown: number
  /** There are more facts of agents than are counted. */
  agentsBounded: boolean
  /** Event types with a mapping of its own. */
  ownMappings: number
  lastEvent: { id: string; eventType: string; receivedAt: string } | null
  failed24h: number
  /** There are more deliveries than are counted; the newest are. */
  failedBounded: boolean
}

// Counts on: one pass over licence, whose rows are a number and a moment, keeping the best $1: 100,000 in some 50 ms.
// The numbers are compared by their bytes, so that the order is the same on every server.
const FIND = {
  number: (way: string, compare: string, from: boolean, where: string) =>
    `SELECT number FROM licence WHERE ${where}
     ${from ? `AND (length(number), number COLLATE "C") ${compare} (length($2), $2)` : ''}
     ORDER BY length(number) ${way}, number COLLATE "C" ${way} LIMIT $1`,
  newest: (way: string, compare: string, from: boolean, where: string) =>
    `SELECT number FROM licence WHERE ${where}
     ${from ? `AND (created_at, number COLLATE "C") ${compare} ((SELECT created_at FROM licence WHERE number = $2), $2)` : ''}
     ORDER BY created_at ${way}, number COLLATE "C" ${way} LIMIT $1`,
}

// One statement for the licences of a page. Counts on, for each: licence, mapping and licence_fact by the beginning of
// their keys; call and delivery (licence, id), newest first, each bounded.
const ROWS = `
SELECT number AS id, created_at AS "registeredAt", own.*, agents.*, mappings.*, failures.*,
  last.id AS "lastId", last.event_type AS "lastType", last.received_at AS "lastAt"
FROM licence
CROSS JOIN LATERAL (
  SELECT max(value) FILTER (WHERE name = 'LIC_TYPE') AS type, max(value) FILTER (WHERE name = 'EXPIRATION_DATE') AS expires,
    max(value) FILTER (WHERE name = 'button') AS button
  FROM licence_fact fact WHERE fact.licence = number AND kind = 'licence'
) own
CROSS JOIN LATERAL (
  SELECT count(DISTINCT subject)::int AS "agentsKnown", count(*) > $3 AS "agentsBounded",
    count(*) FILTER (WHERE name = 'state' AND value = ANY($2))::int AS "agentsOnline"
  FROM (SELECT subject, name, value FROM licence_fact fact WHERE fact.licence = number AND kind = 'agent' LIMIT $3 + 1) told
) agents
CROSS JOIN LATERAL (
  SELECT count(DISTINCT event_type)::int AS "ownMappings" FROM mapping WHERE mapping.licence = number
) mappings
CROSS JOIN LATERAL (
  SELECT count(*) FILTER (WHERE status = 'failed')::int AS "failed24h", count(*) > $5 AS "failedBounded"
  FROM (SELECT status FROM delivery WHERE delivery.licence = number AND id >= $4 ORDER BY id DESC LIMIT $5 + 1) newest
) failures
LEFT JOIN LATERAL (
  SELECT id, event_type, received_at
  FROM (SELECT id, event_type, received_at, outcome FROM call WHERE call.licence = number ORDER BY id DESC LIMIT $6) newest
  WHERE outcome = 'accepted' LIMIT 1
) last ON true
WHERE number = ANY($1)`

type Row = Omit<ListedLicenceState, 'registeredAt' | 'lastEvent'> & {
  registeredAt: Date
  lastId: string | null
  lastType: string
  lastAt: Date
}

/**
 * A page of the registered licences with what their events have told, by number (shorter first) or newest registered
 * first. `older` leads further down the list, `newer` back up.
 * @throws ZodError for filters that say nothing sensible; LogTimeout after 3 s.
 */
export async function listLicencePage(
  filters: z.input<typeof licenceFilters>,
  now = Date.now(),
): Promise<LogPage<ListedLicenceState>> {
  const parsed = licenceFilters.parse(filters)
  return readLog((read) => readPage(parsed, finder(read, parsed), (numbers) => readRows(read, numbers, now)))
}

function finder(read: Read, { search, order }: z.output<typeof licenceFilters>): FindIds {
  const isDown = order === 'number'
  return async (direction, from, limit) => {
    const isAscending = (direction === 'older') === isDown
    const searched = search ? `strpos(lower(number), lower($${from === null ? 2 : 3})) > 0` : 'true'
    const text = FIND[order](isAscending ? 'ASC' : 'DESC', isAscending ? '>' : '<', from !== null, searched)
    const values = [limit, ...(from === null ? [] : [from]), ...(search ? [search] : [])]
    return (await read<{ number: string }>(text, values)).map((row) => row.number)
  }
}

async function readRows(read: Read, numbers: string[], now: number): Promise<ListedLicenceState[]> {
  const rows = await read<Row>(ROWS, [
    numbers,
    ONLINE_STATES,
    AGENT_FACTS_BOUND,
    uuidFloor(now - DAY_MS),
    DELIVERIES_BOUND,
    CALLS_BOUND,
  ])
  return rows.map(({ registeredAt, lastId, lastType, lastAt, ...rest }) => ({
    ...rest,
    registeredAt: registeredAt.toISOString(),
    lastEvent: lastId === null ? null : { id: lastId, eventType: lastType, receivedAt: lastAt.toISOString() },
  }))
}
