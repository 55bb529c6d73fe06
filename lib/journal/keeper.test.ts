import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
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
/** Connections that give no answer until they are broken; null: there are none. */
let dead: PromiseWithResolvers<void> | null
let stored: string[]
let outages: Outage[]
let reported: string[]
let probes: number

const there = async () => {
  if (!isThere) throw new Error('connection refused')
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bellhop-keeper-'))
  isThere = true
  batch = Promise.withResolvers()
  dead = null
  stored = []
  outages = []
  reported = []
  probes = 0
  keeper = new Keeper(await Journal.open(folder, MAX_BYTES, () => {}), {
    storeOne: async ({ id }) => {
      await dead?.promise
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
    probe: async () => {
      probes += 1
      await there()
    },
    silent: () => {
      dead?.reject(new Error('connection reset'))
      dead = null
    },
    tell: async (outage) => outages.push(outage),
    report: (error) => reported.push(String(error)),
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

/** The database goes away, and calls are kept until the journal takes no more. @returns the ids of those that it took. */
async function fill(): Promise<string[]> {
  isThere = false
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
    expect(await fill()).not.toEqual([])
    await expect(keeper.keep(record())).rejects.toThrow(JournalFull)
    expect(stored).toEqual([])
  })

  it('goes into a database that is back, ahead of what the journal still holds; and all of that follows', async () => {
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
    await fill()
    isThere = true
    await vi.waitFor(() => keeper.keep(record()), WHILE)
    isThere = false
    await expect(keeper.keep(record())).rejects.toThrow(JournalFull)
    expect(stored).toHaveLength(1)
  })

  it('goes into a database that is back though the journal cannot be brought in', async () => {
    await fill()
    const [file = ''] = readdirSync(folder).map((name) => join(folder, name))
    writeFileSync(file, readFileSync(file).fill('x', 100, 200))
    isThere = true
    const ahead = await vi.waitFor(() => keeper.keep(record()), WHILE)
    expect(stored).toEqual([ahead])
    // Also once it was tried to bring the journal in.
    for (let n = 0; n < 100; n++) await keeper.keep(record())
    await vi.waitFor(() => expect(reported).toContainEqual(expect.stringContaining('changed on disk')), WHILE)
    await keeper.keep(record())
    expect(stored).toHaveLength(102)
  })

  it('is not kept from a database that is back by connections from before the outage', async () => {
    dead = Promise.withResolvers()
    const before = await fill()
    isThere = true
    const ahead = await vi.waitFor(() => keeper.keep(record()), WHILE)
    expect(stored).toEqual([ahead])
    batch.resolve()
    await vi.waitFor(() => expect(stored).toEqual([ahead, ...before]), WHILE)
  })
})

describe('a journal that is cut short on disk under the running process', () => {
  it.each([
    ['in the middle of a record', (size: number) => size - 7],
    ['between two records', (size: number) => size / 2],
    ['to nothing', () => 0],
  ])('%s gives what is left, and then says what is wrong and waits', async (_, end) => {
    batch.resolve()
    const kept = await fill()
    expect(kept).toHaveLength(2)
    const file = join(folder, readdirSync(folder)[0] ?? '')
    const { size } = statSync(file)
    truncateSync(file, end(size))
    isThere = true
    await vi.waitFor(() => expect(outages).not.toEqual([]), WHILE)
    const left = kept.slice(0, end(size) === 0 ? 0 : 1)
    expect(stored).toEqual(left)
    const why = `${file} was cut short on disk: it ends at ${end(size)} of ${size} bytes`
    expect(outages).toEqual([expect.objectContaining({ kept: 2, refused: 1, obstacle: why })])
    // It is looked at again and again, with a pause: twice a second.
    const [at, seen] = [performance.now(), probes]
    await vi.waitFor(() => expect(probes).toBeGreaterThan(seen + 1), WHILE)
    expect(probes - seen).toBeLessThan(2 + (performance.now() - at) / 400)
    expect(reported.filter((one) => one.includes('cut short'))).toHaveLength(1)
  })

  it('tells the outage anew once all of it is in', async () => {
    batch.resolve()
    await fill()
    const file = join(folder, readdirSync(folder)[0] ?? '')
    const whole = readFileSync(file)
    truncateSync(file, 0)
    isThere = true
    await vi.waitFor(() => expect(outages).toHaveLength(1), WHILE)
    writeFileSync(file, whole)
    await vi.waitFor(() => expect(outages).toHaveLength(2), WHILE)
    expect(outages[1]).toMatchObject({ id: outages[0]?.id, kept: 2, obstacle: null })
    expect(keeper.isAway).toBe(false)
  })
})
