import type pg from 'pg'
import { uuidFloor } from '../db/partitions.ts'
import { type DeliveryFilters, deliveryFilters, momentMs } from './filters.ts'
import { afterId, CLOCK_MARGIN_MS, Conditions, oldestMs, pageOf, readLog, windows, wordsQuery } from './read-log.ts'
import type { ListedDelivery, LogPage } from './types.ts'

/** The columns of a listed delivery, from delivery d, call c and endpoint e. */
export const LISTED = `
  d.id, d.event_id AS "eventId", c.received_at AS "receivedAt", d.licence, d.event_type AS "eventType",
  c.operator_id AS "operatorId", c.client_id AS "clientId", d.endpoint_id AS "endpointId", e.url, d.status, d.attempts,
  d.next_attempt_at AS "nextAttemptAt", d.last_status AS "lastStatus", d.last_error_kind AS "lastErrorKind",
  d.last_error AS "lastError", d.last_duration_ms AS "lastDurationMs"`

type Row = Omit<ListedDelivery, 'receivedAt' | 'nextAttemptAt'> & { receivedAt: Date; nextAttemptAt: Date | null }

/** A row as pages get it: times as ISO strings. */
export function toListed(row: Row): ListedDelivery {
  return { ...row, receivedAt: row.receivedAt.toISOString(), nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null }
}

type Parsed = ReturnType<typeof deliveryFilters.parse>

function conditions(filters: Parsed): Conditions {
  const where = new Conditions()
  where.oneOf('d.status', filters.status)
  where.oneOf('d.event_type', filters.eventType)
  where.oneOf('d.licence', filters.licence)
  where.oneOf('d.endpoint_id', filters.endpointId, 'uuid')
  if (filters.since) where.add('d.id >= ?::uuid', uuidFloor(momentMs(filters.since, Date.now())))
  return where
}

/**
 * A page of the deliveries that match, newest first. Cursors are delivery ids; in a search by words the order is that of
 * the events, and a cursor is `eventId_deliveryId`. Nothing is counted.
 * @throws ZodError for a filter that is not valid, the database's error when it takes more than 3 s.
 */
export async function listDeliveries(filters: DeliveryFilters): Promise<LogPage<ListedDelivery>> {
  const parsed = deliveryFilters.parse(filters)
  const words = wordsQuery(parsed.search)
  return readLog((client) => (words ? searched(client, parsed, words) : listed(client, parsed)))
}

// Counts on: delivery by key, or (status|licence|event_type|endpoint_id, id); call and endpoint by key, 50 times.
async function listed(client: pg.ClientBase, filters: Parsed): Promise<LogPage<ListedDelivery>> {
  const where = conditions(filters)
  if (filters.before) where.add('d.id < ?::uuid', filters.before)
  if (filters.after) where.add('d.id > ?::uuid', filters.after)
  const order = filters.after ? 'ASC' : 'DESC'
  const { rows } = await client.query<Row>(
    `SELECT ${LISTED}
     FROM (SELECT * FROM delivery d WHERE ${where} ORDER BY d.id ${order} LIMIT ${filters.limit + 1}) d
     JOIN call c ON c.id = d.event_id JOIN endpoint e ON e.id = d.endpoint_id
     ORDER BY d.id DESC`,
    where.values,
  )
  return pageOf(rows.map(toListed), filters.limit, filters, (row) => row.id)
}

// Counts on: call (words) within a window, delivery (event_id).
async function searched(client: pg.ClientBase, filters: Parsed, words: string): Promise<LogPage<ListedDelivery>> {
  const cursor = filters.before?.split('_')
  const found: Row[] = []
  const from = filters.since ? momentMs(filters.since, Date.now()) : await oldestMs(client)
  for (const { low, high } of windows(from, cursor ? afterId(cursor[0]) : Date.now() + CLOCK_MARGIN_MS)) {
    const where = conditions({ ...filters, since: undefined })
    if (cursor) where.add('(c.id, d.id) < (?::uuid, ?::uuid)', cursor[0], cursor[1])
    const hit = new Conditions(where.values)
    hit.add('words @@ ?::tsquery AND id >= ?::uuid AND id < ?::uuid', words, low, high)
    const { rows } = await client.query<Row>(
      `WITH hit AS MATERIALIZED (SELECT * FROM call WHERE ${hit})
       SELECT ${LISTED} FROM hit c JOIN delivery d ON d.event_id = c.id JOIN endpoint e ON e.id = d.endpoint_id
       WHERE ${where} ORDER BY c.id DESC, d.id DESC LIMIT ${filters.limit + 1 - found.length}`,
      hit.values,
    )
    found.push(...rows)
    if (found.length > filters.limit) break
  }
  return pageOf(found.map(toListed), filters.limit, filters, (row) => `${row.eventId}_${row.id}`)
}
