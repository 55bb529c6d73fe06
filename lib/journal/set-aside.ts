import { readdir, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { type JournalRecord, salvageRecords } from './record.ts'

/** Where the journal of a DATA_DIR is. */
export const journalFolder = (dataDir: string) => join(dataDir, 'journal')

const NAME = /^[^/\\]+\.(?:refused|damaged)$/

/** What was set aside and has not been brought in. */
export type SetAside = {
  /** Its name in the journal's folder. */
  file: string
  records: JournalRecord[]
  /** Bytes of it that cannot be read. */
  unreadableBytes: number
}

/** Whether this may be the name of a file that was set aside. */
export const isSetAside = (name: string) => NAME.test(name)

/** The names of all files that were set aside, in order. */
export async function namesSetAside(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return names.filter(isSetAside).sort()
}

/** @returns null when there is no such file (any more). */
export async function readSetAside(folder: string, file: string): Promise<SetAside | null> {
  const bytes = await readFile(join(folder, file)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (bytes === null) return null
  const { records, unreadable } = salvageRecords(bytes)
  return { file, records, unreadableBytes: unreadable.reduce((sum, { from, to }) => sum + to - from, 0) }
}

/** Marks a file as brought in: it stays, bytes that cannot be read included. @returns its new name. */
export async function markBroughtIn(folder: string, file: string): Promise<string> {
  const marked = `${file}.brought-in`
  await rename(join(folder, file), join(folder, marked)).catch((error: NodeJS.ErrnoException) => {
    // Somebody else has just brought it in as well.
    if (error.code !== 'ENOENT') throw error
  })
  return marked
}
