import { describe, expect, it } from 'vitest'
import { startOfDay } from './local-day.ts'

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
