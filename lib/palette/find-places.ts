import { z } from 'zod'
import type { DeliveryStatus } from '#lib/delivery-log/delivery-status.ts'
import { placeholders } from '#lib/delivery-log/find-ids.ts'
import { type Read, readLog } from '#lib/delivery-log/read-log.ts'
import { prefixQuery, throughWindows } from '#lib/delivery-log/search-windows.ts'
import { EVENT_TYPES } from '#lib/livechat/catalogue.ts'

/** So many of a kind are offered: who wants more writes more. */
export const MOST_OF_A_KIND = 5

export const placesQuery = z.string().trim().min(1).max(300, 'Write at most 300 characters.')

/** What carries what was asked for in its name. The times are ISO strings in UTC. */
export type FoundPlaces = {
  licences: string[]
  /** With the URL as it is kept: to be masked before it is shown. */
  endpoints: { id: string; url: string }[]
  deliveries: { id: string; eventType: string; licence: string; status: DeliveryStatus; at: string }[]
  /** Events and rejected calls. */
  calls: { id: string; eventType: string | null; licence: string | null; at: string }[]
  /** Clients whose id begins like that, in each licence that has them. */
  clients: { licence: string; clientId: string; at: string }[]
  /** Mapped ones that are none of the twelve, which the console knows by heart. */
  eventTypes: string[]
}

// One pass over licence, whose rows are a number and a moment; the number itself first, then what begins with it.
const LICENCES = `
SELECT number FROM licence WHERE strpos(lower(number), lower($1)) > 0
ORDER BY strpos(lower(number), lower($1)), length(number), number COLLATE "C" LIMIT $2`

// One pass over endpoint. What comes after the "?" may be secret: only a whole URL is compared with it.
const ENDPOINTS = `
SELECT id, url FROM endpoint WHERE url = $1 OR strpos(lower(split_part(url, '?', 1)), lower($1)) > 0
ORDER BY url <> $1, strpos(lower(url), lower($1)), url COLLATE "C" LIMIT $2`

// Counts on: delivery by key, newest first; the ids prune the partitions.
const DELIVERIES = `
SELECT id, event_type AS "eventType", licence, status, created_at AS at FROM delivery
WHERE id >= $1::uuid AND id <= $2::uuid ORDER BY id DESC LIMIT $3`

// As above, of call.
const CALLS = `
SELECT id, event_type AS "eventType", licence, received_at AS at FROM call
WHERE id >= $1::uuid AND id <= $2::uuid ORDER BY id DESC LIMIT $3`

// Counts on: call by key.
const CLIENTS = `
SELECT licence, client_id AS "clientId", max(received_at) AS at FROM call WHERE id = ANY($1::uuid[])
GROUP BY 1, 2 ORDER BY at DESC LIMIT $2`

const CLIENT_ROWS = 100
const SHORTEST_CLIENT = 3

/** Clients whose id begins like that, those of the newest events first. Counts on: GIN call (words). */
async function clients(read: Read, text: string): Promise<Timed<FoundPlaces['clients'][number]>[]> {
  const words = text.length < SHORTEST_CLIENT ? null : prefixQuery(text)
  if (words === null) return []
  const query = { from: null, to: null, direction: 'older', cursor: null, chunk: CLIENT_ROWS } as const
  const windows = throughWindows(read, query, async (bounds) => {
    const { values, place } = placeholders()
    const conditions = [
      `words @@ ${place(words)}::tsquery`,
      `starts_with(lower(client_id), lower(${place(text)}))`,
      "outcome = 'accepted' AND licence IS NOT NULL",
      ...bounds.map(([operator, id]) => `id ${operator} ${place(id)}::uuid`),
    ]
    const rows = await read<{ id: string }>(
      `WITH hit AS MATERIALIZED (SELECT id FROM call WHERE ${conditions.join(' AND ')})
      SELECT id FROM hit ORDER BY id DESC LIMIT ${CLIENT_ROWS}`,
      values,
    )
    return rows.map((row) => row.id)
  })
  const ids = (await windows.next()).value ?? []
  return read<Timed<FoundPlaces['clients'][number]>>(CLIENTS, [ids, MOST_OF_A_KIND])
}

// One pass over the index mapping (event_type, licence).
const EVENT_TYPES_MAPPED = `
SELECT DISTINCT event_type AS "eventType" FROM mapping
WHERE strpos(lower(event_type), lower($1)) > 0 AND event_type <> ALL($3) ORDER BY event_type LIMIT $2`

const SHORTEST_ID = 6
const BEGINNING = new RegExp(`^[0-9a-f]{${SHORTEST_ID},32}$`)

/** The first and the last id that begin like this; null when no id does. Hyphens may be left out. */
export function idRange(text: string): { first: string; last: string } | null {
  const digits = text.toLowerCase().replaceAll('-', '')
  if (!BEGINNING.test(digits)) return null
  return { first: digits.padEnd(32, '0'), last: digits.padEnd(32, 'f') }
}

/**
 * Where a person may want to go who writes this: licences and event types by a part of their name, endpoints by a part
 * of their URL, deliveries, events and clients by their id or its beginning. A few of each.
 * @throws ZodError for a text that is empty or too long; LogTimeout after 3 s.
 */
export async function findPlaces(query: string): Promise<FoundPlaces> {
  const text = placesQuery.parse(query).replaceAll('\0', '')
  const range = idRange(text)
  return readLog(async (read) => {
    const named = [text, MOST_OF_A_KIND]
    // People write "licence 1520" as well, as it stands on the screen.
    const number = text.replace(/^licen[cs]e\s+/i, '')
    const licences = await read<{ number: string }>(LICENCES, [number, MOST_OF_A_KIND])
    const eventTypes = await read<{ eventType: string }>(EVENT_TYPES_MAPPED, [...named, EVENT_TYPES])
    return {
      licences: licences.map(({ number }) => number),
      endpoints: await read<FoundPlaces['endpoints'][number]>(ENDPOINTS, named),
      clients: withIsoTimes(await clients(read, text)),
      eventTypes: eventTypes.map(({ eventType }) => eventType),
      deliveries: await byId<FoundPlaces['deliveries'][number]>(read, DELIVERIES, range),
      calls: await byId<FoundPlaces['calls'][number]>(read, CALLS, range),
    }
  })
}

type Timed<Row extends { at: string }> = Omit<Row, 'at'> & { at: Date }

function withIsoTimes<Row extends { at: string }>(rows: Timed<Row>[]) {
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
}

async function byId<Row extends { at: string }>(
  read: Read,
  statement: string,
  range: ReturnType<typeof idRange>,
) {
  if (!range) return []
  return withIsoTimes(await read<Timed<Row>>(statement, [range.first, range.last, MOST_OF_A_KIND]))
}
