import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { makeEventId } from '../ingest/event-id.ts'
import { Journal, JournalFull } from './journal.ts'
import { Keeper, type Outage } from './keeper.ts'
import type { JournalRecord } from './record.ts'

/** Room for two records of this test. */
const MAX_BYTES = 1000
const WHILE = { timeout: 20_000 }

let folder: string
let keeper: Keeper<string>
let isThere: boolean
/** Holds up what brings the journal in, as a batch does that takes its time. */
let batch: PromiseWithResolvers<void>
let stored: string[]
let outages: Outage[]

const there = async () => {
  if (!isThere) throw new Error('connection refused')
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bellhop-keeper-'))
  isThere = true
  batch = Promise.withResolvers()
  stored = []
  outages = []
  keeper = new Keeper(await Journal.open(folder, MAX_BYTES, () => {}), {
    storeOne: async ({ id }) => {
      await there()
      stored.push(id)
      return id
    },
    storeBatch: async (records) => {
      await there()
      await batch.promise
      stored.push(...records.map(({ id }) => id))
    },
    stored: ({ id }) => id,
    probe: there,
    silent: () => {},
    over: async (outage) => outages.push(outage),
    report: () => {},
  })
})
afterEach(async () => {
  batch.resolve()
  await keeper.stop()
  rmSync(folder, { recursive: true, force: true })
})

const record = (): JournalRecord => ({
  id: makeEventId(),
  call: {
    method: 'POST',
    query: Buffer.alloc(0),
    body: Buffer.alloc(100, 'x'),
    contentType: null,
    headers: [],
    remoteAddress: null,
    receivedAt: new Date(),
  },
  chatServerId: '01990000-0000-7000-8000-000000000001',
  charset: 'utf-8',
  refusedFor: null,
})

/** Keeps calls until the journal takes no more. @returns the ids of those that it took. */
async function fill(): Promise<string[]> {
  const kept: string[] = []
  for (;;) {
    try {
      kept.push(await keeper.keep(record()))
    } catch (error) {
      expect(error).toBeInstanceOf(JournalFull)
      return kept
    }
  }
}

describe('a call for which the journal has no room', () => {
  it('is refused while the database is away', async () => {
    isThere = false
    expect(await fill()).not.toEqual([])
    await expect(keeper.keep(record())).rejects.toThrow(JournalFull)
    expect(stored).toEqual([])
  })

  it('goes into a database that is back, ahead of what the journal still holds; and all of that follows', async () => {
    isThere = false
    const before = await fill()
    isThere = true
    const ahead = await vi.waitFor(() => keeper.keep(record()), WHILE)
    expect(stored).toEqual([ahead])
    batch.resolve()
    await vi.waitFor(() => expect(keeper.isAway).toBe(false), WHILE)
    expect(stored).toEqual([ahead, ...before])
    expect(outages).toMatchObject([{ kept: before.length }])
  })

  it('is refused when the database goes away again meanwhile', async () => {
    isThere = false
    await fill()
    isThere = true
    await vi.waitFor(() => keeper.keep(record()), WHILE)
    isThere = false
    await expect(keeper.keep(record())).rejects.toThrow(JournalFull)
    expect(stored).toHaveLength(1)
  })
})
