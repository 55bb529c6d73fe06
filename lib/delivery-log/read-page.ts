import type { Direction } from '#lib/delivery-log/find-ids.ts'
import type { LogPage } from '#lib/delivery-log/types.ts'

/** Finds the ids of up to `limit` rows that way from a row (exclusive), or from the newest, in the order read. */
export type FindIds = (direction: Direction, from: string | null, limit: number) => Promise<string[]>

/**
 * A page, newest first unless ordered otherwise. One row more than asked for is read, and one the other way when the page starts at a row:
 * so the cursors are there exactly when there is more.
 * @param cursor.order `oldest`: the oldest row stands first.
 */
export async function readPage<Row extends { id: string }>(
  cursor: { before?: string | undefined; after?: string | undefined; limit: number; order?: string },
  find: FindIds,
  readRows: (ids: string[]) => Promise<Row[]>,
): Promise<LogPage<Row>> {
  const isOldestFirst = cursor.order === 'oldest'
  const direction: Direction = cursor.after || (isOldestFirst && !cursor.before) ? 'newer' : 'older'
  const from = cursor.after ?? cursor.before ?? null
  const found = await find(direction, from, cursor.limit + 1)
  const hasMore = found.length > cursor.limit
  const inOrder = found.slice(0, cursor.limit)
  const ids = direction === 'older' ? inOrder : inOrder.reverse()

  const opposite: Direction = direction === 'older' ? 'newer' : 'older'
  const edge = (direction === 'older' ? ids[0] : ids.at(-1)) ?? from
  const hasOpposite = from !== null && edge !== null && (await find(opposite, edge, 1)).length > 0
  const [hasOlder, hasNewer] = direction === 'older' ? [hasMore, hasOpposite] : [hasOpposite, hasMore]

  const rows = new Map((ids.length > 0 ? await readRows(ids) : []).map((row) => [row.id, row]))
  const shown = isOldestFirst ? ids.toReversed() : ids
  return {
    rows: shown.flatMap((id) => rows.get(id) ?? []),
    older: hasOlder ? (ids.at(-1) ?? from) : null,
    newer: hasNewer ? (ids[0] ?? from) : null,
  }
}
