import type { Direction } from '#lib/delivery-log/find-ids.ts'
import type { LogQuery } from '#lib/delivery-log/log-query.ts'

/** A query with words: a part of what it matches. */
export type WordedQuery = LogQuery & {
  words: string
  direction: Direction
  /** Beyond this row; null: from the newest. */
  from: string | null
  limit: number
}
