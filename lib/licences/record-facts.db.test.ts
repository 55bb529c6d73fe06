import { beforeEach, describe, expect, it } from 'vitest'
import { pool, transaction } from '../db/pool.ts'
import { storeCalls } from '../ingest/store-calls.ts'
import { useTestDatabase } from '../test/database.ts'
import { readForm, SOME_CHAT_SERVER, storeForms } from '../test/events.ts'
import { forgetEndedChats } from './forget-ended-chats.ts'
import type { ToldFact } from './newest-facts.ts'
import { recordFacts } from './record-facts.ts'

useTestDatabase()

const START = Date.UTC(2026, 10, 25, 12)

const call = (form: string, at = START) => readForm(form, { receivedAt: new Date(at) }, SOME_CHAT_SERVER)

const record = (told: ToldFact[]) => transaction((client) => recordFacts(client, told))

async function facts(licence?: string) {
  const { rows } = await pool().query(
    `SELECT licence, kind, subject, name, value, at, since, event_id FROM licence_fact
     WHERE $1::text IS NULL OR licence = $1 ORDER BY licence, kind, subject, name`,
    [licence ?? null],
  )
  return rows
}

/** The same sequence for the same seed. */
function seeded(seed: number) {
  let state = seed
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

function eventsOf(random: (below: number) => number, count: number): ToldFact[] {
  return Array.from({ length: count }, (_, index) => ({
    licence: String(1 + random(2)),
    kind: 'agent' as const,
    subject: `agent ${random(3)}`,
    name: 'state',
    value: String(random(3)),
    // Few moments, so that many events share one.
    at: new Date(START + random(8) * 1000),
    eventId: `01990000-0000-7000-8000-${String(index).padStart(12, '0')}`,
  }))
}

function shuffled<Item>(items: Item[], random: (below: number) => number): Item[] {
  const left = [...items]
  return items.map(() => left.splice(random(left.length), 1)[0] as Item) // one is left for each item
}

function batched<Item>(items: Item[], random: (below: number) => number): Item[][] {
  const left = [...items]
  const batches: Item[][] = []
  while (left.length > 0) batches.push(left.splice(0, 1 + random(6)))
  return batches
}

beforeEach(async () => {
  await pool().query('TRUNCATE licence_fact')
})

describe('facts that are recorded', () => {
  it('end in the same values in any order and any batches', async () => {
    for (let seed = 1; seed <= 25; seed += 1) {
      const random = seeded(seed)
      const events = eventsOf(random, 30)
      const ends = []
      for (let turn = 0; turn < 3; turn += 1) {
        await pool().query('TRUNCATE licence_fact')
        for (const batch of batched(shuffled(events, random), random)) await record(batch)
        ends.push((await facts()).map(({ since: _, ...rest }) => rest))
      }
      expect(ends[1]).toEqual(ends[0])
      expect(ends[2]).toEqual(ends[0])
    }
  })

  it('have the same since in any batches when they come in the order of time', async () => {
    for (let seed = 1; seed <= 25; seed += 1) {
      const random = seeded(seed)
      const events = eventsOf(random, 30).toSorted(
        (a, b) => a.at.getTime() - b.at.getTime() || (a.eventId < b.eventId ? -1 : 1),
      )
      await pool().query('TRUNCATE licence_fact')
      for (const event of events) await record([event])
      const oneByOne = await facts()
      await pool().query('TRUNCATE licence_fact')
      for (const batch of batched(events, random)) await record(batch)
      expect(await facts()).toEqual(oneByOne)
    }
  })

  it('lose nothing and meet no deadlock when many batches come at once', async () => {
    const random = seeded(7)
    const events = eventsOf(random, 3000).map((event, index) => ({
      ...event,
      subject: `agent ${index % 40}`,
      at: new Date(START + index),
    }))
    const batches = Array.from({ length: 60 }, (_, batch) =>
      shuffled(
        events.filter((_event, index) => index % 60 === batch),
        random,
      ),
    )
    await Promise.all(batches.map(record))
    const together = (await facts()).map(({ since: _, ...rest }) => rest)
    await pool().query('TRUNCATE licence_fact')
    await record(events)
    expect(together).toEqual((await facts()).map(({ since: _, ...rest }) => rest))
    expect(together.length).toBeGreaterThan(40)
  })
})

describe('the events of a licence', () => {
  it('tell its state in the transaction that stores them; a repeated one moves only the moment', async () => {
    const form = 'EVENT=OPERATOR_STATUS&LICENCE=1520&OPERATOR_ID=jane&STATUS=1'
    await storeCalls([call(form)])
    const [stored] = await storeCalls([call(form, START + 5000)])
    expect(await facts('1520')).toEqual([
      {
        licence: '1520',
        kind: 'agent',
        subject: 'jane',
        name: 'state',
        value: '1',
        at: new Date(START + 5000),
        since: new Date(START),
        event_id: stored?.id,
      },
    ])
  })

  it('are never set back by one that is older', async () => {
    const status = (value: number) => `EVENT=OPERATOR_STATUS&LICENCE=1520&OPERATOR_ID=jane&STATUS=${value}`
    await storeCalls([call(status(1), START)])
    const before = await facts()
    await storeCalls([call(status(2), START - 1)])
    expect(await facts()).toEqual(before)
  })

  it('come in many batches at once, of the same licences, without a deadlock', async () => {
    const random = seeded(3)
    const batches = Array.from({ length: 40 }, (_, batch) =>
      shuffled(
        Array.from({ length: 25 }, (_event, index) => index),
        random,
      ).map((licence) =>
        call(
          `EVENT=OPERATOR_STATUS&LICENCE=at-once-${licence}&OPERATOR_ID=jane&STATUS=${batch % 6}`,
          START + batch,
        ),
      ),
    )
    await Promise.all(batches.map((batch) => storeCalls(batch)))
    const told = await facts()
    expect(told).toHaveLength(25)
    expect(new Set(told.map((fact) => `${fact.value} ${fact.at.getTime() - START}`))).toEqual(
      new Set(['3 39']),
    )
  })

  it('tell nothing when they are tests from the console, or rejected', async () => {
    await storeForms(['EVENT=OPERATOR_STATUS&LICENCE=1520&OPERATOR_ID=jane&STATUS=1'])
    await storeCalls([call('LICENCE=1520&OPERATOR_ID=jane&STATUS=1')])
    expect(await facts()).toEqual([])
  })

  it('are all stored, however odd one of a batch is', async () => {
    const longest = 'ż'.repeat(255)
    const odd = `EVENT=PRIVATE_CHAT_STATUS&LICENCE=${encodeURIComponent(longest)}&OPERATOR_ID=${encodeURIComponent(longest)}&STATUS=%00&GROUP=${encodeURIComponent(longest)}`
    const stored = await storeCalls([
      call(odd),
      call(odd.replace('%00', 'start%00')),
      call('EVENT=NEW_LICENCE&LICENCE=8&LANGUAGE=%FF%00%ED%A0%80'),
      call('EVENT=BUTTON_STATUS&LICENCE=8&STATUS=online'),
    ])
    expect(stored.map((one) => one.outcome)).toEqual(Array(4).fill('accepted'))
    expect((await facts('8')).map((fact) => fact.name)).toEqual(['LANGUAGE', 'button'])
    expect((await facts(longest)).map((fact) => fact.value)).toEqual(['yes', 'start'])
  })
})

it('removes the private chats that ended more than a week ago, and nothing else', async () => {
  const DAY = 86_400_000
  const chat = (group: string, status: string, age: number) =>
    call(
      `EVENT=PRIVATE_CHAT_STATUS&LICENCE=1520&OPERATOR_ID=jane&STATUS=${status}&GROUP=${group}`,
      Date.now() - age * DAY,
    )
  await storeCalls([chat('old', 'stop', 8), chat('recent', 'stop', 6), chat('open', 'start', 30)])
  expect(await forgetEndedChats()).toBe(1)
  const chats = (await facts()).filter((fact) => fact.kind === 'private chat')
  expect(chats.map((fact) => fact.subject)).toEqual(['open', 'recent'])
})
