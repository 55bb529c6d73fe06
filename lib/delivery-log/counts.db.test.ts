import { beforeAll, describe, expect, it } from 'vitest'
import { pool } from '../db/pool.ts'
import { useTestDatabase } from '../test/database.ts'
import { mapTo, storeForms } from '../test/events.ts'
import { countDeliveryFacets, readDeliveryBars } from './delivery-summary.ts'
import { fillWords } from './fill-words.ts'

useTestDatabase()

const MINUTE = 60_000
// At the beginning of a bar: what is stored together, within milliseconds, stands in one.
const NOW = Math.floor(Date.now() / 10_000) * 10_000

let shop = ''
let crm = ''

beforeAll(async () => {
  shop = await mapTo('CHAT_STARTED', 'http://shop.example/a')
  crm = await mapTo('CHAT_RATED', 'http://crm.example/b')
  for (const minutesAgo of [1, 5, 5, 9]) {
    const receivedAt = new Date(NOW - minutesAgo * MINUTE)
    await storeForms(
      ['EVENT=CHAT_STARTED&LICENCE=1520&NOTE=apple', 'EVENT=CHAT_RATED&LICENCE=100100&NOTE=pear'],
      { receivedAt },
      3600,
      true,
    )
  }
  await pool().query(
    "UPDATE delivery SET status = 'failed', last_status = 503, last_error_kind = 'http_status' WHERE endpoint_id = $1",
    [crm],
  )
  await pool().query(
    "UPDATE delivery SET status = 'failed', last_error_kind = 'timeout' WHERE id = (SELECT min(id::text)::uuid FROM delivery WHERE endpoint_id = $1)",
    [shop],
  )
  await fillWords()
})

const counts = (values: { value: string; count: number }[]) =>
  Object.fromEntries(values.filter(({ count }) => count > 0).map(({ value, count }) => [value, count]))

describe('facets', () => {
  it('count the values of what a list holds', async () => {
    const { values, total } = await countDeliveryFacets({})
    expect(total).toBe(8)
    expect(values.status.map(({ value }) => value)).toEqual([
      'failed',
      'pending',
      'held',
      'succeeded',
      'cancelled',
    ])
    expect(counts(values.status)).toEqual({ failed: 5, pending: 3 })
    expect(counts(values.answer)).toEqual({ 503: 4, timeout: 1 })
    expect(counts(values.eventType)).toEqual({ CHAT_RATED: 4, CHAT_STARTED: 4 })
    expect(counts(values.licence)).toEqual({ 1520: 4, 100100: 4 })
    expect(values.endpoint.map(({ label }) => label).sort()).toEqual([
      'http://crm.example/b',
      'http://shop.example/a',
    ])
  })

  it('leave out what is not chosen of the others, but not of their own', async () => {
    const { values, total } = await countDeliveryFacets({ status: ['failed'], endpointId: [shop] })
    expect(total).toBe(1)
    expect(counts(values.status)).toEqual({ failed: 1, pending: 3 })
    expect(counts(values.endpoint)).toEqual({ [crm]: 4, [shop]: 1 })
    expect(counts(values.licence)).toEqual({ 1520: 1 })
  })

  it('count an answer and an error as one facet', async () => {
    const { values, total } = await countDeliveryFacets({ code: ['5xx'], error: ['timeout'] })
    expect(total).toBe(5)
    expect(counts(values.answer)).toEqual({ 503: 4, timeout: 1 })
  })

  it('count what words leave', async () => {
    const { values, total } = await countDeliveryFacets({ agent: [], search: 'apple', licence: ['1520'] })
    expect(total).toBe(4)
    expect(counts(values.status)).toEqual({ failed: 1, pending: 3 })
  })
})

describe('the histogram', () => {
  it('has a bar for each step that holds deliveries, by status', async () => {
    const histogram = await readDeliveryBars({ since: '10m' }, NOW)
    expect(histogram).toMatchObject({ stepMs: 10_000, isEstimate: false, isNewestOnly: false })
    const bars = histogram?.bars ?? []
    expect(bars.map(({ at }) => Math.floor((NOW - at) / MINUTE))).toEqual([9, 5, 1])
    expect(bars[1]?.counts).toEqual({ failed: 2, pending: 2 })
    for (const { at } of bars) expect(at % 10_000).toBe(0)
  })

  it('keeps to the filters and the time', async () => {
    const since = new Date(NOW - 6 * MINUTE).toISOString()
    const until = new Date(NOW - 2 * MINUTE).toISOString()
    const histogram = await readDeliveryBars({ since, until, endpointId: [crm] }, NOW)
    expect(histogram?.bars.map(({ counts: one }) => one)).toEqual([{ failed: 2 }])
  })

  it('reaches from the oldest delivery to now without a time', async () => {
    const histogram = await readDeliveryBars({ search: 'apple' }, NOW)
    expect(histogram?.bars.map(({ counts: one }) => one)).toEqual([
      { failed: 1 },
      { pending: 2 },
      { pending: 1 },
    ])
    expect((await readDeliveryBars({}, NOW))?.from).toBeLessThanOrEqual(NOW - 9 * MINUTE)
  })

  it('is none where nothing matches the words', async () => {
    expect(await readDeliveryBars({ search: 'cherry' }, NOW)).toBeNull()
  })
})
