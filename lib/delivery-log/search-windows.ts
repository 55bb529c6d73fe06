import { uuidFloor } from '#lib/db/partitions.ts'
import type { Direction, IdBound } from '#lib/delivery-log/find-ids.ts'
import type { Read } from '#lib/delivery-log/read-log.ts'
import { queryWords } from '#lib/livechat/search-words.ts'

const FIRST_WINDOW_MS = 60_000
/** Windows grow this much while they are not full. */
const GROWTH = 4
const DAY_MS = 86_400_000

/** The moment in a UUIDv7, in ms since 1970. */
export function uuidTime(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)
}

/**
 * Every word must be there, as a lexeme of its own: the words were split by us, not by Postgres' parser. null: no words.
 */
export function wordsQuery(search: string): string | null {
  const lexemes = queryWords(search).map(lexeme)
  return lexemes.length > 0 ? lexemes.join(' & ') : null
}

/** The same for a text that may be cut short: its last word begins like that. */
export function prefixQuery(text: string): string | null {
  const query = wordsQuery(text)
  return query && `${query}:*`
}

const lexeme = (word: string) => `'${word.replaceAll(/['\\]/g, '$&$&')}'`

export type WindowSearch = {
  /** Moments in ms between which the rows were made: `from` <= row < `to`; null is open. */
  from: number | null
  to: number | null
  direction: Direction
  /** Start beyond this row; null starts at the end of the range. */
  cursor: string | null
  /** Ids of a chunk, at most. */
  chunk: number
}

/** Finds the ids in a window, in the order of the direction, at most a chunk of them. */
export type SearchWindow = (bounds: IdBound[]) => Promise<string[]>

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
 * Ids in the order of the direction, a chunk at a time. Looks at windows of time from the start of the range: a minute
 * first, then ever wider ones while they are not full, so that a frequent word is found at once and a rare one in a dozen
 * statements.
 */
export async function* throughWindows(
  read: Read,
  query: WindowSearch,
  search: SearchWindow,
  now = Date.now(),
): AsyncGenerator<string[], void> {
  const bottom = Math.max(query.from ?? 0, await oldestPartition(read))
  const top = query.to ?? now + DAY_MS
  const isDown = query.direction === 'older'
  let { cursor } = query
  const start = cursor === null ? null : uuidTime(cursor)
  let at = isDown ? Math.min(top, (start ?? now) + 1) : Math.max(bottom, start ?? bottom)
  let width = FIRST_WINDOW_MS
  for (;;) {
    const next = isDown ? Math.max(bottom, at - width) : Math.min(top, at + width)
    const isLast = next === (isDown ? bottom : top)
    const [low, high] = isDown ? [next, at] : [at, next]
    // The ends of the range are open where the query leaves them so: a clock may run ahead.
    const isTop = query.to === null && (isDown ? cursor === null && at >= now : isLast)
    const ids = await search([
      ['>=', uuidFloor(low)],
      ...(isTop ? [] : [['<', uuidFloor(high)] as const]),
      ...(cursor === null ? [] : [[isDown ? '<' : '>', cursor] as const]),
    ])
    if (ids.length > 0) yield ids
    const last = ids.at(-1)
    if (ids.length < query.chunk || last === undefined) {
      if (isLast) return
      at = next
      width *= GROWTH
    } else {
      // More of this window is left. The words are dense here: go on in steps of about a chunk.
      width = Math.max(1, Math.abs(at - uuidTime(last)))
      at = uuidTime(last) + (isDown ? 1 : 0)
      cursor = last
    }
  }
}

/** The first so many of them. */
export async function firstIds(chunks: AsyncIterable<string[]>, limit: number): Promise<string[]> {
  const found: string[] = []
  for await (const ids of chunks) {
    found.push(...ids)
    if (found.length >= limit) break
  }
  return found.slice(0, limit)
}
