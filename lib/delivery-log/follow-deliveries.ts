import { setTimeout as wait } from 'node:timers/promises'
import type { DeliveryFilters } from './filters.ts'
import { listDeliveries } from './list-deliveries.ts'
import { readListedDeliveries } from './listed-delivery.ts'
import { sayReadFailure } from './read-failure.ts'
import { readLog } from './read-log.ts'
import type { ListedDelivery } from './types.ts'

/** The newest so many are followed. */
const FOLLOWED = 100
const EVERY_MS = 700
/** A list that takes long to read is read the less often. */
const REST = 4

/** Deliveries that are new or have changed, newest first; or why they cannot be read at present. */
export type News = { rows: ListedDelivery[] } | { problem: string }

/**
 * Follows a list from its newest deliveries: first all of them, then what is new or changed within a second. One that no
 * longer belongs to the list is told once more as it is now. Goes on when the database was away; ends with the signal.
 */
export async function* followDeliveries(
  filters: Omit<DeliveryFilters, 'before' | 'after' | 'limit'>,
  signal: AbortSignal,
): AsyncGenerator<News, void> {
  let told = new Map<string, string>()
  let problem: string | null = null
  while (!signal.aborted) {
    const before = performance.now()
    try {
      const { rows } = await listDeliveries({ ...filters, limit: FOLLOWED })
      const now = new Map(rows.map((row) => [row.id, JSON.stringify(row)]))
      const changed = rows.filter(({ id }) => told.get(id) !== now.get(id))
      const gone = await readGone(rows, told)
      told = now
      if (changed.length + gone.length > 0 || problem !== null) yield { rows: [...changed, ...gone] }
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
async function readGone(rows: ListedDelivery[], told: Map<string, string>): Promise<ListedDelivery[]> {
  const here = new Set(rows.map((row) => row.id))
  const last = rows.length === FOLLOWED ? (rows.at(-1)?.id ?? '') : ''
  const gone = [...told.keys()].filter((id) => !here.has(id) && id > last)
  return gone.length === 0 ? [] : readLog((read) => readListedDeliveries(read, gone))
}
