import type { ColumnFilter, Condition } from '#lib/delivery-log/find-ids.ts'
import type { TimeRange } from '#lib/delivery-log/time-range.ts'

/** What is asked of the log, as the database is asked. */
export type LogQuery = {
  table: 'call' | 'delivery'
  /** The best to go by first. */
  filters: ColumnFilter[]
  conditions: Condition[]
  /** A tsquery; null: no words. */
  words: string | null
  range: TimeRange
}
