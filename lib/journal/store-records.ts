import { isOutage } from './is-outage.ts'
import type { JournalRecord } from './record.ts'

/**
 * Stores records in their order: all together, or each by itself when the database refuses one of them, or another
 * connection has just stored one.
 * @param store stores records in one transaction; those that are there already are left as they are.
 * @param refused is told of each that the database refuses by itself too.
 * @throws the database's error when it is away; what was not stored yet is to be stored again.
 */
export async function storeRecords(
  records: JournalRecord[],
  store: (records: JournalRecord[]) => Promise<unknown>,
  refused: (record: JournalRecord, error: unknown) => Promise<void>,
): Promise<void> {
  try {
    await store(records)
  } catch (error) {
    if (isOutage(error)) throw error
    for (const record of records) await storeAlone(record, store, refused)
  }
}

async function storeAlone(
  record: JournalRecord,
  store: (records: JournalRecord[]) => Promise<unknown>,
  refused: (record: JournalRecord, error: unknown) => Promise<void>,
): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      await store([record])
      return
    } catch (error) {
      if (isOutage(error)) throw error
      if (tries > 0) return refused(record, error)
    }
  }
}
