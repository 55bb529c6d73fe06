import { uuidFloor } from '#lib/db/partitions.ts'
import {
  type ColumnFilter,
  columnConditions,
  type Direction,
  placeholders,
} from '#lib/delivery-log/find-ids.ts'
import type { Read } from '#lib/delivery-log/read-log.ts'
import { queryWords } from '#lib/livechat/search-words.ts'

const FIRST_WINDOW_MS = 3_600_000
const DAY_MS = 86_400_000

export type EventSearch = {
  search: string
  filters: readonly ColumnFilter[]
  conditions?: readonly string[]
  /** Moments in ms between which the events came: `from` <= event < `to`; null is open. */
  from: number | null
  to: number | null
  direction: Direction
  /** Start beside this event; null starts at the end of the range. */
  cursor: { id: string; inclusive: boolean } | null
  /** Ids of a chunk, at most. */
  chunk: number
}

/** The moment in a UUIDv7, in ms since 1970. */
export function uuidTime(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)
}

/**
 * Every word must be there, as a lexeme of its own: the words were split by us, not by Postgres' parser. null: no words.
 */
export function wordsQuery(search: string): string | null {
  const lexemes = queryWords(search).map((word) => `'${word.replaceAll(/['\\]/g, '$&$&')}'`)
  return lexemes.length > 0 ? lexemes.join(' & ') : null
}

type Window = { low: string | null; high: string | null }

// Counts on: GIN (words). Without MATERIALIZED the planner walks the ids backwards, which takes minutes for a rare word.
async function searchWindow(read: Read, query: EventSearch, window: Window): Promise<string[]> {
  const { values, place } = placeholders()
  const { cursor, direction } = query
  const past = direction === 'older' ? '<' : '>'
  const conditions = [
    `words @@ ${place(wordsQuery(query.search))}::tsquery`,
    ...(window.low === null ? [] : [`id >= ${place(window.low)}::uuid`]),
    ...(window.high === null ? [] : [`id < ${place(window.high)}::uuid`]),
    ...(cursor === null ? [] : [`id ${past}${cursor.inclusive ? '=' : ''} ${place(cursor.id)}::uuid`]),
    ...columnConditions(query.filters, place),
    ...(query.conditions ?? []),
  ]
  const text = `
WITH hit AS MATERIALIZED (SELECT id FROM call WHERE ${conditions.join(' AND ')})
SELECT id FROM hit ORDER BY id ${direction === 'older' ? 'DESC' : 'ASC'} LIMIT ${place(query.chunk)}`
  return (await read<{ id: string }>(text, values)).map((row) => row.id)
}

// Reads the catalogue only.
async function oldestPartition(read: Read): Promise<number> {
  const rows = await read<{ day: string | null }>(
    `SELECT min(right(tablename, 8)) AS day FROM pg_tables WHERE schemaname = 'log_partition' AND tablename LIKE 'call\\_%'`,
    [],
  )
  const day = rows[0]?.day
  return day ? Date.parse(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T00:00:00Z`) : 0
}

/**
 * The events and rejected calls in which every word is, in the order of the direction, a chunk at a time. Looks at
 * windows of time from the start of the range: an hour first, then doubling while they are not full, so that a
 * frequent word is found at once and a rare one in a dozen statements.
 */
export async function* searchEvents(
  read: Read,
  query: EventSearch,
  now = Date.now(),
): AsyncGenerator<string[], void> {
  const bottom = Math.max(query.from ?? 0, await oldestPartition(read))
  const top = query.to ?? now + DAY_MS
  const isDown = query.direction === 'older'
  let at = isDown ? Math.min(top, startOf(query, now) + 1) : Math.max(bottom, startOf(query, bottom))
  let width = FIRST_WINDOW_MS
  for (;;) {
    const next = isDown ? Math.max(bottom, at - width) : Math.min(top, at + width)
    const isLast = next === (isDown ? bottom : top)
    const ids = await searchWindow(read, query, windowBetween(query, at, next, { isLast, now }))
    if (ids.length > 0) yield ids
    const last = ids.at(-1)
    if (ids.length < query.chunk || last === undefined) {
      if (isLast) return
      at = next
      width *= 2
    } else {
      // More of this window is left. The words are dense here: go on in steps of about a chunk.
      width = Math.max(1, Math.abs(at - uuidTime(last)))
      at = uuidTime(last) + (isDown ? 1 : 0)
      query = { ...query, cursor: { id: last, inclusive: false } }
    }
  }
}

function startOf(query: EventSearch, otherwise: number): number {
  return query.cursor === null ? otherwise : uuidTime(query.cursor.id)
}

// The ends of the range are open where the query leaves them so: a clock may run ahead.
function windowBetween(
  query: EventSearch,
  at: number,
  next: number,
  { isLast, now }: { isLast: boolean; now: number },
): Window {
  const isDown = query.direction === 'older'
  const [low, high] = isDown ? [next, at] : [at, next]
  const isTop = isDown ? query.cursor === null && query.to === null && at >= now : isLast && query.to === null
  return { low: uuidFloor(low), high: isTop ? null : uuidFloor(high) }
}
