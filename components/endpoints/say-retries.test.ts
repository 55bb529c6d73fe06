import { describe, expect, it } from 'vitest'
import { sayRetries, saySeconds } from './say-retries.ts'

describe('a retry schedule in words', () => {
  it.each([
    [[], 'A single attempt: what fails is given up at once.'],
    [[90], '2 attempts, the second 1 min 30 s after the first failed.'],
    [
      [5, 30, 300, 1800, 7200, 18000, 36000, 36000],
      '9 attempts over 27 h 35 min, with pauses of 5 s, 30 s, 5 min, 30 min, 2 h, 5 h, 10 h, 10 h.',
    ],
  ])('of %j says how many attempts there are, and over what time', (delays, said) => {
    expect(sayRetries(delays)).toBe(said)
  })

  it.each([
    [1, '1 s'],
    [3600, '1 h'],
    [86_400, '24 h'],
    [93_785, '26 h 3 min'],
  ])('says %d seconds in two units at most', (seconds, said) => {
    expect(saySeconds(seconds)).toBe(said)
  })
})
