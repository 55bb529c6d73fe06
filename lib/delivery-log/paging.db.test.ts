import { beforeAll, describe, expect, it } from 'vitest'
import { makePartitionsOf, uuidFloor } from '#lib/db/partitions.ts'
import { pool } from '#lib/db/pool.ts'
import { fillWords } from '#lib/delivery-log/fill-words.ts'
import { listCalls } from '#lib/delivery-log/list-calls.ts'
import { listDeliveries } from '#lib/delivery-log/list-deliveries.ts'
import type { LogPage } from '#lib/delivery-log/types.ts'
import { useTestDatabase } from '#lib/test/database.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

useTestDatabase()

/** Noon today: rows are placed relative to it, in partitions of their own days. */
const NOON = Math.floor(Date.now() / DAY_MS) * DAY_MS + DAY_MS / 2
const NOW = NOON + HOUR_MS
const OLD_DAYS = 40

let serial = 0

/** An id of a moment; the later made, the greater among those of one millisecond. */
function idAt(at: number): string {
  serial += 1
  return `${uuidFloor(at).slice(0, 14)}7000-8000-${serial.toString(16).padStart(12, '0')}`
}

async function addEvent(at: number, words: string[], licence = '1'): Promise<string> {
  const id = idAt(at)
  await pool().query(
    `INSERT INTO call (id, received_at, outcome, method, query, body, headers, charset, event_type, licence, parameters, words)
     VALUES ($1, $2, 'accepted', 'POST', '', '', '[]', 'utf-8', 'OPERATOR_STATUS', $3, '[]', array_to_tsvector($4::text[]))`,
    [id, new Date(at), licence, words],
  )
  return id
}

let endpoint = ''

async function addDelivery(
  eventId: string,
  at: number,
  status = 'succeeded',
  licence = '1',
): Promise<string> {
  const id = idAt(at)
  await pool().query(
    `INSERT INTO delivery (id, event_id, endpoint_id, event_type, licence, status) VALUES ($1, $2, $3, 'OPERATOR_STATUS', $4, $5)`,
    [id, eventId, endpoint, licence, status],
  )
  return id
}

type Cursor = { before?: string; after?: string }
type List = (cursor: Cursor) => Promise<LogPage<{ id: string }>>

/** All pages from the newest down, and again from the last one up. */
async function walkBothWays(list: List): Promise<{ down: string[]; up: string[] }> {
  const down: string[] = []
  let cursor: Cursor = {}
  for (;;) {
    const { rows, older } = await list(cursor)
    down.push(...rows.map((row) => row.id))
    if (!older) break
    cursor = { before: older }
  }
  const last = down.at(-1)
  const up: string[] = []
  let after: string | null = last ?? null
  while (after) {
    const { rows, newer }: LogPage<{ id: string }> = await list({ after })
    up.unshift(...rows.map((row) => row.id))
    after = newer
  }
  return { down, up: last ? [...up, last] : up }
}

const byId = (ids: string[]) => ids.toSorted().reverse()

const made: { id: string; eventId: string; status: string }[] = []
let lateEvent = ''
let lateDelivery = ''
let ancient = ''

beforeAll(async () => {
  const { rows } = await pool().query<{ id: string }>(
    "INSERT INTO endpoint (url) VALUES ('http://receiver.example/') RETURNING id",
  )
  endpoint = rows[0]?.id ?? ''
  await makePartitionsOf([OLD_DAYS, 20, 3].map((daysAgo) => NOON - daysAgo * DAY_MS))
  // Three events a millisecond, two deliveries an event, over one hour and over several days.
  for (const daysAgo of [3, 0]) {
    for (let n = 0; n < 12; n += 1) {
      const at = NOON - daysAgo * DAY_MS + Math.floor(n / 3) * 7 * 60_000
      const eventId = await addEvent(at, ['common', `n${n}`])
      for (const status of ['succeeded', n % 4 === 0 ? 'failed' : 'held']) {
        made.push({ id: await addDelivery(eventId, at, status), eventId, status })
      }
    }
  }
  ancient = await addEvent(NOON - OLD_DAYS * DAY_MS, ['common', 'needle'])
  made.push({
    id: await addDelivery(ancient, NOON - OLD_DAYS * DAY_MS),
    eventId: ancient,
    status: 'succeeded',
  })
  lateEvent = await addEvent(NOON - 20 * DAY_MS, ['common', 'late'])
  lateDelivery = await addDelivery(lateEvent, NOON)
  made.push({ id: lateDelivery, eventId: lateEvent, status: 'succeeded' })
  await fillWords()
})

describe('paging through deliveries', () => {
  it.each([1, 2, 5, 49, 500])(
    'skips and repeats none either way, ties included, at %i a page',
    async (limit) => {
      const { down, up } = await walkBothWays((cursor) => listDeliveries({ limit, ...cursor }, NOW))
      expect(down).toEqual(byId(made.map((row) => row.id)))
      expect(up).toEqual(down)
    },
  )

  it.each([1, 3, 500])('skips and repeats none of several statuses, at %i a page', async (limit) => {
    const status = ['failed' as const, 'held' as const]
    const { down, up } = await walkBothWays((cursor) => listDeliveries({ status, limit, ...cursor }, NOW))
    expect(down).toEqual(byId(made.filter((row) => row.status !== 'succeeded').map((row) => row.id)))
    expect(up).toEqual(down)
  })

  it.each([1, 4, 500])('skips and repeats none of a search, at %i a page', async (limit) => {
    const { down, up } = await walkBothWays((cursor) =>
      listDeliveries({ search: 'common', limit, ...cursor }, NOW),
    )
    expect(down).toEqual(byId(made.map((row) => row.id)))
    expect(up).toEqual(down)
  })

  it('says that there is nothing newer on the first page, and nothing older on the last', async () => {
    const all = await listDeliveries({ limit: 500 }, NOW)
    expect([all.older, all.newer]).toEqual([null, null])
    const beyond = await listDeliveries({ before: all.rows.at(-1)?.id ?? '' }, NOW)
    expect(beyond).toMatchObject({ rows: [], older: null })
    expect(beyond.newer).not.toBeNull()
  })
})

describe('the time of a list', () => {
  it('is kept by since and until, to the millisecond', async () => {
    const since = new Date(NOON).toISOString()
    const until = new Date(NOON + 7 * 60_000).toISOString()
    const ids = async (filters: { since?: string; until?: string }) =>
      (await listDeliveries({ ...filters, limit: 500 }, NOW)).rows.length
    expect(await ids({ since })).toBe(25)
    expect(await ids({ since, until })).toBe(7)
    expect(await ids({ until: since })).toBe(25)
    expect(await ids({ since: '2h' })).toBe(25)
    expect(await ids({ since: '30d' })).toBe(49)
  })

  it.each([
    {},
    { since: '2h' },
    { since: '7d' },
    { since: '30d' },
    { until: new Date(NOON + 60_000).toISOString() },
  ])('holds the same deliveries with and without a search: %j', async (range) => {
    const listed = await walkBothWays((cursor) => listDeliveries({ ...range, limit: 4, ...cursor }, NOW))
    const found = await walkBothWays((cursor) =>
      listDeliveries({ ...range, search: 'common', limit: 4, ...cursor }, NOW),
    )
    expect(found.down).toEqual(listed.down)
    expect(found.up).toEqual(found.down)
  })
})

describe('a search', () => {
  const found = async (search: string) =>
    (await listDeliveries({ search }, NOW)).rows.map((row) => row.eventId)

  it('finds a word that is only in the oldest window', async () => {
    expect(await found('needle')).toEqual([ancient])
    expect((await listCalls({ search: 'needle' }, NOW)).rows.map((row) => row.id)).toEqual([ancient])
  })

  it('finds nothing for a word that is nowhere, and for words that are only in different events', async () => {
    expect(await found('nowhere')).toEqual([])
    expect(await found('needle late')).toEqual([])
  })

  it('finds a delivery that was made long after its event, also by the time when it was made', async () => {
    expect(await found('late')).toEqual([lateEvent])
    const { rows } = await listDeliveries({ search: 'late', since: '2h' }, NOW)
    expect(rows.map((row) => row.id)).toEqual([lateDelivery])
  })

  it('goes together with the other filters', async () => {
    const { rows } = await listDeliveries({ search: 'common', status: ['failed'], limit: 2 }, NOW)
    expect(rows.map((row) => row.status)).toEqual(['failed', 'failed'])
    const none = await listDeliveries({ search: 'common', licence: ['2'] }, NOW)
    expect(none.rows).toEqual([])
  })

  it('pages through calls both ways', async () => {
    const { down, up } = await walkBothWays((cursor) =>
      listCalls({ search: 'common', limit: 4, ...cursor }, NOW),
    )
    expect(down).toEqual(byId([...new Set(made.map((row) => row.eventId))]))
    expect(up).toEqual(down)
  })

  it.each(["'", '\\', "o'brien\\", '<->', 'a & !b', '🙂x', '%_%x', `${'('.repeat(400)}x`])(
    'takes %s as text',
    async (search) => {
      const words = /[\p{L}\p{N}]/u.test(search)
      const list = listDeliveries({ search }, NOW)
      if (words) expect((await list).rows).toEqual([])
      else await expect(list).rejects.toThrow('Search for words')
    },
  )
})
