import { type Read, readLog } from '#lib/delivery-log/read-log.ts'

// Today's partitions are never as their statistics say, and a whole table that is read once for each bar takes minutes.
const BY_INDEX = `
SELECT set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true),
  set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),
  set_config('max_parallel_workers_per_gather', '0', true), set_config('jit', 'off', true)`

/**
 * Reads the log like readLog, by indexes whatever the statistics say, and on one processor: a page that is looked at all
 * day must not take them from the calls.
 * @throws LogTimeout after 3 s.
 */
export function readByIndex<T>(work: (read: Read) => Promise<T>): Promise<T> {
  return readLog(async (read) => {
    await read(BY_INDEX, [])
    return work(read)
  })
}
