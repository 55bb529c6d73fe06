import { describe, expect, it } from 'vitest'
import { sayBars, sayCount, saySuccess, sayWorking } from './say-figures.ts'

const stretch = (succeeded: number, failed: number) => ({ succeeded, failed })

describe('the figures of an endpoint in words', () => {
  it.each([
    [[], '–', 'no attempts'],
    [[stretch(0, 0)], '–', 'no attempts'],
    [[stretch(1, 0)], '100 %', '1 of 1'],
    [[stretch(0, 3), stretch(0, 1)], '0 %', '0 of 4'],
    [[stretch(1000, 20), stretch(284, 3)], '98.2 %', '1,284 of 1,307'],
    [[stretch(99_999, 1)], '99.9 %', '99,999 of 100,000'],
    [[stretch(1, 99_999)], '0.1 %', '1 of 100,000'],
  ])('of %j say how many succeeded', (stretches, share, of) => {
    expect(saySuccess(stretches)).toMatchObject({ share, of })
  })

  it('count up to a bound', () => {
    expect([sayCount(0), sayCount(1284), sayCount(10_000), sayCount(10_001)]).toEqual([
      '0',
      '1,284',
      '10,000',
      '10,000+',
    ])
  })

  it('make the sentence of one that works', () => {
    expect(sayWorking({ lastDay: stretch(0, 0), waiting: 0 })).toBe('Nothing was sent in the last 24 hours.')
    expect(sayWorking({ lastDay: stretch(9, 1), waiting: 1 })).toBe(
      '90.0 % of the attempts of the last 24 hours succeeded. 1 delivery waits to go out.',
    )
  })

  it('say what bars show', () => {
    expect(sayBars([stretch(3, 0), stretch(1, 0)])).toBe('4 of 4 attempts succeeded')
    expect(sayBars([stretch(3, 2), stretch(1, 4)])).toBe(
      '4 of 10 attempts succeeded, 6 failed, at most 4 in one bar',
    )
  })
})
