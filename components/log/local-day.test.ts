import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { movingDays, startOfDay, withDays } from './local-day.ts'

// A Wednesday, in whatever zone the test runs.
const NOW = new Date(2026, 10, 25, 14, 30)
const day = (date: number) => new Date(2026, 10, date).toISOString()

describe('a day by its name', () => {
  it.each([
    ['today', 25],
    ['yesterday', 24],
    ['Wednesday', 25],
    ['monday', 23],
    ['thursday', 19],
  ])('%s', (word, date) => expect(startOfDay(word, NOW)).toBe(day(date)))

  it.each(['', 'someday', '24h'])('is not %j', (word) => expect(startOfDay(word, NOW)).toBeNull())
})

describe('where clocks are put forward at midnight', () => {
  const zone = process.env.TZ
  beforeEach(() => {
    process.env.TZ = 'Africa/Cairo'
  })
  afterEach(() => {
    if (zone === undefined) delete process.env.TZ
    else process.env.TZ = zone
  })

  // On 24 April 2026 the clocks went from 0:00 to 1:00.
  it.each([
    ['today', '2026-04-24T12:00:00+03:00', '2026-04-23T22:00:00.000Z'],
    ['yesterday', '2026-04-24T12:00:00+03:00', '2026-04-22T22:00:00.000Z'],
    ['yesterday', '2026-04-25T00:30:00+03:00', '2026-04-23T22:00:00.000Z'],
    ['friday', '2026-04-26T00:00:00+03:00', '2026-04-23T22:00:00.000Z'],
  ])('%s, looked at on %s', (word, now, began) => expect(startOfDay(word, new Date(now))).toBe(began))
})

describe('a query with days by name', () => {
  it('has the moments of the viewer', () => {
    const query = withDays('?status=failed&since=monday&until=today', NOW)
    expect(Object.fromEntries(new URLSearchParams(query))).toEqual({
      status: 'failed',
      since: day(23),
      until: day(25),
    })
  })
  it.each(['', '?since=24h&q=today', '?since=2026-11-20T00%3A00%3A00.000Z'])('%j stays as it is', (query) =>
    expect(withDays(query, NOW)).toBe(query),
  )
})

describe('a day that a list begins on', () => {
  it.each([
    [25, ['today', 'wednesday']],
    [24, ['yesterday', 'tuesday']],
    [23, ['monday']],
    [19, ['thursday']],
    [18, []],
  ])('of %i November is called %j', (date, words) =>
    expect(movingDays(day(date), NOW).map(({ value }) => value)).toEqual(words),
  )
  it.each([null, '24h', 'nonsense', new Date(2026, 10, 25, 0, 1).toISOString()])('is none: %j', (since) =>
    expect(movingDays(since, NOW)).toEqual([]),
  )
})
