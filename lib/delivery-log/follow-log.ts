import { setTimeout as wait } from 'node:timers/promises'
import { FOLLOWED } from './followed.ts'
import { sayReadFailure } from './read-failure.ts'
import { type Read, readLog } from './read-log.ts'
import type { LogPage } from './types.ts'

const EVERY_MS = 700
/** A list that takes long to read is read the less often. */
const REST = 4

/**
 * Rows that are new or have changed, newest first, and those that have left the list, as they are now; or why they cannot
 * be read at present.
 */
export type News<Row> = { rows: Row[]; left: Row[] } | { problem: string }

/**
 * Follows a list from its newest rows: first all of them, also when there are none, then what is new or changed within a
 * second. One that no longer belongs to the list is told once more. Goes on when the database was away; ends with the signal.
 */
export async function* followLog<Row extends { id: string }>(
  log: {
    list: (limit: number) => Promise<LogPage<Row>>
    readRows: (read: Read, ids: string[]) => Promise<Row[]>
  },
  signal: AbortSignal,
): AsyncGenerator<News<Row>, void> {
  let told = new Map<string, string>()
  let problem: string | null = null
  let isFirst = true
  while (!signal.aborted) {
    const before = performance.now()
    try {
      const { rows } = await log.list(FOLLOWED)
      const now = new Map(rows.map((row) => [row.id, JSON.stringify(row)]))
      const changed = rows.filter(({ id }) => told.get(id) !== now.get(id))
      const gone = goneIds(rows, told)
      const left = gone.length === 0 ? [] : await readLog((read) => log.readRows(read, gone))
      told = now
      if (isFirst || changed.length + left.length > 0 || problem !== null) yield { rows: changed, left }
      isFirst = false
      problem = null
    } catch (error) {
      problem = sayReadFailure(error)
      yield { problem }
    }
    const took = performance.now() - before
    await wait(Math.max(EVERY_MS, took * REST), undefined, { signal }).catch(() => {})
  }
}

/** Those that were told of, lie within what is followed, and have left the list. */
function goneIds(rows: { id: string }[], told: Map<string, string>): string[] {
  const here = new Set(rows.map((row) => row.id))
  const last = rows.length === FOLLOWED ? (rows.at(-1)?.id ?? '') : ''
  return [...told.keys()].filter((id) => !here.has(id) && id > last)
}
