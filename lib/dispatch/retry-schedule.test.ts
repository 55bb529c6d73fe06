import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { STANDARD_DELAYS } from '../endpoints/retry-presets.ts'
import { nextAttempt } from './retry-schedule.ts'

const now = new Date('2026-11-22T10:00:00Z')
const retry = { verdict: 'retry', triesAtMost: null, retryAfter: null } as const

function secondsUntilNext(input: Partial<Parameters<typeof nextAttempt>[0]>): number | 'give up' {
  const next = nextAttempt({ triesMade: 1, classification: retry, random: 0.5, now, ...input })
  return 'waitMs' in next ? next.waitMs / 1000 : 'give up'
}

describe('the schedule', () => {
  it.each([
    [1, 5],
    [2, 30],
    [3, 300],
    [4, 1800],
    [5, 7200],
    [6, 18000],
    [7, 36000],
    [8, 36000],
    [9, 'give up'],
    [10, 'give up'],
    [500, 'give up'],
  ] as const)('after attempt %i waits %s', (triesMade, expected) => {
    expect(secondsUntilNext({ triesMade })).toBe(expected)
  })
  it.each([
    [0, 4],
    [0.5, 5],
    [1, 6],
  ])('with random %d waits %d s after the first attempt', (random, expected) => {
    expect(secondsUntilNext({ random })).toBe(expected)
  })
  it.each([
    [1, 5],
    [2, 30],
    [3, 'give up'],
    [4, 'give up'],
  ] as const)('with three tries at most, after attempt %i: %s', (triesMade, expected) => {
    expect(secondsUntilNext({ triesMade, classification: { ...retry, triesAtMost: 3 } })).toBe(expected)
  })
  it.each(['failed', 'succeeded'] as const)('ends at once with the verdict %s', (verdict) => {
    expect(secondsUntilNext({ classification: { ...retry, verdict } })).toBe('give up')
  })
})

describe('Retry-After', () => {
  it.each([
    ['120', 120],
    [' 120 ', 120],
    ['0', 5],
    ['3', 5],
    ['86400', 86_400],
    ['86401', 86_400],
    ['99999999999999999999999', 86_400],
    ['9'.repeat(400), 86_400],
    ['Sun, 22 Nov 2026 10:10:00 GMT', 600],
    ['Sunday, 22-Nov-26 10:10:00 GMT', 600],
    ['Sun Nov 22 10:10:00 2026', 600],
    ['Sun, 22 Nov 2026 09:00:00 GMT', 5],
    ['Sun, 22 Nov 2027 10:00:00 GMT', 86_400],
    ['', 5],
    ['soon', 5],
    ['-5', 5],
    ['1e3', 5],
    ['12.5', 5],
    ['0x10', 5],
    ['Sun, nonsense', 5],
    ['2030', 2030],
    ['1 May 2027', 5],
  ])('of %j waits %d s instead of the planned 5', (retryAfter, expected) => {
    expect(secondsUntilNext({ classification: { ...retry, retryAfter } })).toBe(expected)
  })
  it('never brings an attempt forward, never beyond a day, never adds one, whatever it says', () => {
    const text = fc.oneof(
      fc.string(),
      fc.nat().map(String),
      fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
    )
    fc.assert(
      fc.property(
        text,
        fc.integer({ min: 1, max: 12 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (retryAfter, triesMade, random) => {
          const wait = secondsUntilNext({ triesMade, random, classification: { ...retry, retryAfter } })
          const planned = STANDARD_DELAYS[triesMade - 1]
          if (planned === undefined) return wait === 'give up'
          return wait !== 'give up' && wait >= planned * 0.8 - 0.001 && wait <= 86_400
        },
      ),
    )
  })
})
