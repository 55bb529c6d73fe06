import { mkdirSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { groupCommit } from '../db/group-commit.ts'
import { breakConnections, pool } from '../db/pool.ts'
import { holdFolder } from '../journal/hold-folder.ts'
import { Journal } from '../journal/journal.ts'
import { Keeper, type Outage } from '../journal/keeper.ts'
import type { JournalRecord } from '../journal/record.ts'
import { journalFolder } from '../journal/set-aside.ts'
import type { Ingested, ReadCall } from './call.ts'
import { KnownSources } from './known-sources.ts'
import { readCall } from './read-call.ts'
import { storeCalls } from './store-calls.ts'

/** What a process has that keeps calls while the database is away. */
export type Door = { keeper: Keeper<Ingested>; sources: KnownSources; close: () => Promise<void> }

let door: Door | null = null

/** The journal of this process; null where none was opened: then every call needs the database. */
export const openDoor = (): Door | null => door

// One flush at a time: of two, the later could be committed first, and an agent's newer event would be sent ahead.
const store = groupCommit((calls: ReadCall[]) => storeCalls(calls), { lanes: 1 })

/** Reads a call of the journal as its door did. */
export function readRecord({ id, call, chatServerId, charset, refusedFor }: JournalRecord): ReadCall {
  const read = { ...readCall(call, { chatServerId, charset }), id }
  return refusedFor === null ? read : { ...read, outcome: 'rejected', reason: refusedFor, odd: [] }
}

function outcomeOf(record: JournalRecord): Ingested {
  const read = readRecord(record)
  return read.outcome === 'accepted'
    ? { outcome: 'accepted', id: record.id }
    : { outcome: 'rejected', id: record.id, reason: read.reason }
}

// Told again, it is as it was told last.
const TELL = `
INSERT INTO journal_outage (id, host, started_at, ended_at, kept, refused, reason, obstacle)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO UPDATE
SET ended_at = excluded.ended_at, kept = excluded.kept, refused = excluded.refused, obstacle = excluded.obstacle`

const tell = ({ id, startedAt, endedAt, kept, refused, reason, obstacle }: Outage) =>
  pool().query(TELL, [id, hostname(), startedAt, endedAt, kept, refused, reason, obstacle])

/**
 * From now on calls of this process are kept in a journal in DATA_DIR while the database is away. What an earlier process
 * left there is brought in. @throws the file system's error when the folder cannot be used, and when another process uses it.
 */
export async function openJournal(
  dataDir: string,
  maxBytes: number,
  report: (error: unknown, doing: string) => void,
): Promise<Door> {
  const folder = journalFolder(dataDir)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  // Two processes would bring in, and remove, what the other one is about to write.
  const release = await holdFolder(folder, DRAIN_MS)
  const journal = await Journal.open(folder, maxBytes, (file) =>
    report(new Error(`${file} is damaged: see bellhop journal list`), 'reading the journal'),
  )
  const sources = await KnownSources.open(join(dataDir, 'known-sources.json'))
  const keeper = new Keeper<Ingested>(journal, {
    storeOne: (record) => store(readRecord(record)),
    storeBatch: (records) => storeCalls(records.map(readRecord)),
    stored: outcomeOf,
    probe: () => pool().query('SELECT'),
    silent: breakConnections,
    tell,
    report,
  })
  const refresh = setInterval(() => {
    if (!keeper.isAway) sources.refresh().catch((error) => report(error, 'reading the ingest tokens'))
  }, REFRESH_MS)
  await sources.refresh().catch((error) => keeper.tellAway(error))
  const opened: Door = {
    keeper,
    sources,
    close: async () => {
      clearInterval(refresh)
      door = null
      await keeper.stop()
      await release()
    },
  }
  door = opened
  return opened
}

const REFRESH_MS = 5000
/** So long a web process that ends may still answer. */
const DRAIN_MS = 10_000

/** Keeps a call. @throws when it is neither in the database nor on disk. */
export function keepCall(record: JournalRecord): Promise<Ingested> {
  return door ? door.keeper.keep(record) : store(readRecord(record))
}
