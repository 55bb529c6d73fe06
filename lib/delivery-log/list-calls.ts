import type pg from 'pg'
import { uuidFloor } from '../db/partitions.ts'
import { type CallFilters, callFilters, momentMs } from './filters.ts'
import { afterId, CLOCK_MARGIN_MS, Conditions, oldestMs, pageOf, readLog, windows, wordsQuery } from './read-log.ts'
import type { ListedCall, LogPage } from './types.ts'

/** The columns of a listed call, from call c and chat_server s. */
export const LISTED_CALL = `
  c.id, c.received_at AS "receivedAt", c.outcome, c.reason, c.chat_server_id AS "chatServerId", s.name AS "chatServerName",
  c.event_type AS "eventType", c.licence, c.operator_id AS "operatorId", c.client_id AS "clientId", c.mapped,
  c.remote_address AS "remoteAddress"`

export type CallRow = Omit<ListedCall, 'receivedAt' | 'chatServer'> & {
  receivedAt: Date
  chatServerId: string | null
  chatServerName: string | null
}

/** A row as pages get it. A chat server that was removed keeps its calls; its name is gone. */
export function toListedCall({ chatServerId, chatServerName, receivedAt, ...row }: CallRow): ListedCall {
  const chatServer = chatServerId ? { id: chatServerId, name: chatServerName ?? 'removed chat server' } : null
  return { ...row, receivedAt: receivedAt.toISOString(), chatServer }
}

type Parsed = ReturnType<typeof callFilters.parse>

function conditions(filters: Parsed, before: readonly unknown[] = []): Conditions {
  const where = new Conditions(before)
  where.oneOf('c.outcome', filters.outcome)
  where.oneOf('c.event_type', filters.eventType)
  where.oneOf('c.licence', filters.licence)
  if (filters.nowhere) where.add("c.outcome = 'accepted' AND c.mapped = ?", 0)
  if (filters.before) where.add('c.id < ?::uuid', filters.before)
  if (filters.after) where.add('c.id > ?::uuid', filters.after)
  return where
}

/**
 * A page of the calls that match, newest first, accepted and rejected. Cursors are ids. Nothing is counted.
 * @throws ZodError for a filter that is not valid, the database's error when it takes more than 3 s.
 */
export async function listCalls(filters: CallFilters): Promise<LogPage<ListedCall>> {
  const parsed = callFilters.parse(filters)
  const words = wordsQuery(parsed.search)
  return readLog((client) => (words ? searched(client, parsed, words) : listed(client, parsed)))
}

// Counts on: call by key, or (outcome|licence|event_type, id).
async function listed(client: pg.ClientBase, filters: Parsed): Promise<LogPage<ListedCall>> {
  const where = conditions(filters)
  if (filters.since) where.add('c.id >= ?::uuid', uuidFloor(momentMs(filters.since, Date.now())))
  const { rows } = await client.query<CallRow>(
    `SELECT ${LISTED_CALL} FROM call c LEFT JOIN chat_server s ON s.id = c.chat_server_id
     WHERE ${where} ORDER BY c.id ${filters.after ? 'ASC' : 'DESC'} LIMIT ${filters.limit + 1}`,
    where.values,
  )
  if (filters.after) rows.reverse()
  return pageOf(rows.map(toListedCall), filters.limit, filters, (row) => row.id)
}

// Counts on: call (words) within a window.
async function searched(client: pg.ClientBase, filters: Parsed, words: string): Promise<LogPage<ListedCall>> {
  const found: CallRow[] = []
  const from = filters.since ? momentMs(filters.since, Date.now()) : await oldestMs(client)
  for (const { low, high } of windows(from, filters.before ? afterId(filters.before) : Date.now() + CLOCK_MARGIN_MS)) {
    const where = conditions({ ...filters, after: undefined })
    const hit = new Conditions(where.values)
    hit.add('words @@ ?::tsquery AND id >= ?::uuid AND id < ?::uuid', words, low, high)
    const { rows } = await client.query<CallRow>(
      `WITH hit AS MATERIALIZED (SELECT * FROM call WHERE ${hit})
       SELECT ${LISTED_CALL} FROM hit c LEFT JOIN chat_server s ON s.id = c.chat_server_id
       WHERE ${where} ORDER BY c.id DESC LIMIT ${filters.limit + 1 - found.length}`,
      hit.values,
    )
    found.push(...rows)
    if (found.length > filters.limit) break
  }
  return pageOf(found.map(toListedCall), filters.limit, { before: filters.before }, (row) => row.id)
}
