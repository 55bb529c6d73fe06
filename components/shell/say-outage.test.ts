import { describe, expect, it } from 'vitest'
import { sayOutage } from './say-outage.ts'

const [startedAt, endedAt] = ['2026-11-19T13:00:00.000Z', '2026-11-19T13:01:00.000Z']
const outage = { id: '1', startedAt, endedAt, reason: 'connect ECONNREFUSED', obstacle: null }

describe('a time without the database', () => {
  it.each([
    [12_000, 0, '12,000 calls were kept on disk and came in, in order.'],
    [1, 0, '1 call was kept on disk and came in.'],
    [2, 1, '2 calls were kept on disk and came in, in order; 1 call could not be kept and was answered 503.'],
    [0, 3, '3 calls could not be kept and were answered 503.'],
    [0, 0, 'no call came in that time.'],
  ])('with %d calls kept and %d refused says what became of them', (kept, refused, told) => {
    expect(sayOutage({ ...outage, kept, refused })).toEqual([
      'The database did not answer from ',
      { at: startedAt },
      ' to ',
      { at: endedAt },
      `: ${told}`,
    ])
  })

  it.each([
    [0, ''],
    [1, ' 1 call could not be kept and was answered 503.'],
  ])('whose calls cannot be brought in says why and what to do, and that %d were lost', (refused, lost) => {
    const obstacle = 'journal/00000001.log was cut short on disk'
    expect(sayOutage({ ...outage, kept: 2, refused, obstacle }).at(-1)).toBe(
      `: 2 calls were kept on disk and cannot all be brought in: ${obstacle}. What can be read of it comes in when Bellhop is started again.${lost}`,
    )
  })
})
