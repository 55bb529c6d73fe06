import { describe, expect, it } from 'vitest'
import { parseAttempts, parseTook } from './number-range.ts'

describe('a number of attempts', () => {
  it.each([
    ['3', { low: 3, high: 3 }],
    ['>1', { low: 2, high: null }],
    ['>= 2', { low: 2, high: null }],
    ['<3', { low: null, high: 2 }],
    ['<=3', { low: null, high: 3 }],
    ['2-5', { low: 2, high: 5 }],
  ])('%s', (text, range) => expect(parseAttempts(text)).toEqual(range))

  it.each(['', 'many', '1.5', '5-2', '3s', '>', '1--2', '-1'])('is not %j', (text) =>
    expect(parseAttempts(text)).toBeNull(),
  )
})

describe('a duration', () => {
  it.each([
    ['>5s', { low: 5000, high: null }],
    ['<100ms', { low: null, high: 100 }],
    ['1s-5s', { low: 1000, high: 5000 }],
    ['1-5s', { low: 1000, high: 5000 }],
    ['250', { low: 250, high: null }],
    ['2m', { low: 120_000, high: null }],
    ['1.5s', { low: 1500, high: null }],
  ])('%s', (text, range) => expect(parseTook(text)).toEqual(range))

  it.each(['', 'slow', '5h', '5s-1s', '>5parsecs'])('is not %j', (text) => expect(parseTook(text)).toBeNull())
})
