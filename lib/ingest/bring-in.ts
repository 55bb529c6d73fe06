import { makePartitionsOf } from '../db/partitions.ts'
import { pool } from '../db/pool.ts'
import { uuidTime } from '../delivery-log/search-windows.ts'
import type { JournalRecord } from '../journal/record.ts'
import { markBroughtIn, readSetAside } from '../journal/set-aside.ts'
import { storeRecords } from '../journal/store-records.ts'
import { readRecord } from './keep-call.ts'
import { storeCalls } from './store-calls.ts'

export type BringInOutcome =
  | { outcome: 'unknown file' }
  | {
      /** 'left': some are refused still, and the file stays as it is. */
      outcome: 'brought in' | 'left'
      /** What it is called now. */
      file: string
      /** Calls that were stored; those of `there` had been stored before. */
      stored: number
      there: number
      refused: { id: string; reason: string }[]
      unreadableBytes: number
    }

const BATCH = 200

// Counts on: call by key.
const THERE = 'SELECT count(*)::int AS count FROM call WHERE id = ANY($1::uuid[])'

async function countThere(records: JournalRecord[]): Promise<number> {
  const { rows } = await pool().query<{ count: number }>(THERE, [records.map(({ id }) => id)])
  return rows[0]?.count ?? 0
}

/**
 * Stores the calls of a journal's file that was set aside, as the journal itself is brought in: in order, each once by its
 * id, so it may be asked again after it ended in the middle. They are delivered by the mappings of now. When all that can be
 * read is in, the file is renamed; it is never removed.
 * @throws the database's error when it is away.
 */
export async function bringIn(folder: string, file: string): Promise<BringInOutcome> {
  const aside = await readSetAside(folder, file)
  if (aside === null) return { outcome: 'unknown file' }
  const { records, unreadableBytes } = aside
  const refused: { id: string; reason: string }[] = []
  // A call that came by a clock that was wrong by weeks was refused for want of its day's partition.
  await makePartitionsOf(records.map(({ id }) => uuidTime(id)))
  let there = 0
  for (let at = 0; at < records.length; at += BATCH) {
    const batch = records.slice(at, at + BATCH)
    there += await countThere(batch)
    await storeRecords(
      batch,
      (some) => storeCalls(some.map(readRecord)),
      async ({ id }, error) => {
        refused.push({ id, reason: error instanceof Error ? error.message : String(error) })
      },
    )
  }
  const counts = { stored: records.length - there - refused.length, there, refused, unreadableBytes }
  if (refused.length > 0) return { outcome: 'left', file, ...counts }
  return { outcome: 'brought in', file: await markBroughtIn(folder, file), ...counts }
}
