import { describe, expect, it } from 'vitest'
import { looksOf, sayAbout, sayBytes, sayLong, sayRate, sayShare, shareSucceeded } from './say-numbers.ts'

describe('the numbers of the overview', () => {
  it.each([
    [{ succeeded: 0, failed: 0 }, '–'],
    [{ succeeded: 3, failed: 0 }, '100 %'],
    [{ succeeded: 0, failed: 3 }, '0 %'],
    [{ succeeded: 99_999, failed: 1 }, '99.9 %'],
    [{ succeeded: 1, failed: 99_999 }, '0.1 %'],
    [{ succeeded: 960, failed: 40 }, '96.0 %'],
  ])('say of %j that %s succeeded', (ended, said) => {
    expect(sayShare(shareSucceeded(ended))).toBe(said)
  })

  it.each([
    ['good', { succeeded: 97, failed: 3 }],
    ['good', { succeeded: 97, failed: 3, pending: 6, held: 5 }],
    ['open', { succeeded: 97, failed: 3, pending: 6, held: 6 }],
    ['open', { succeeded: 97, failed: 3, held: 900 }],
    ['bad', { succeeded: 80, failed: 20, held: 900 }],
    ['open', {}],
  ])('look %s of %j', (looks, sum) => {
    expect(looksOf({ succeeded: 0, failed: 0, pending: 0, held: 0, ...sum })).toBe(looks)
  })

  it('round what is an estimate, and only that', () => {
    expect([sayAbout(12_483, false), sayAbout(12_483, true)]).toEqual(['12,483', 'about 12,500'])
  })

  it.each([
    [12, '12 s'],
    [47 * 60, '47 min'],
    [3 * 3600 + 600, '3 h 10 min'],
    [3 * 3600, '3 h'],
    [9 * 3600 + 600, '9 h'],
    [47 * 3600, '47 h'],
    [50 * 3600, '2 days'],
  ])('say %i seconds as %s', (seconds, said) => {
    expect(sayLong(seconds)).toBe(said)
  })

  it('say rates and sizes', () => {
    expect([210.4, 2.54, 2, 1284].map(sayRate)).toEqual(['210', '2.5', '2', '1,284'])
    expect([0, 999, 8_400_000, 41_000_000_000].map(sayBytes)).toEqual([
      '0 bytes',
      '999 bytes',
      '8.4 MB',
      '41 GB',
    ])
  })
})
