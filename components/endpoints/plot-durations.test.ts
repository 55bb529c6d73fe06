import { describe, expect, it } from 'vitest'
import { durationLines } from './plot-durations.ts'

const hour = (p50: number | null, p95 = 0) => ({
  from: '',
  succeeded: 0,
  failed: 0,
  durations: p50 === null ? null : { p50, p95, of: 1 },
})

describe('the lines of durations', () => {
  it('stand on a log scale, with gaps where nothing is known', () => {
    expect(durationLines([hour(10, 1000), hour(null), hour(100, 100), hour(10, 1000)])).toEqual({
      p50: ['0,95 25,95', '50,50 75,50 75,95 100,95'],
      p95: ['0,5 25,5', '50,50 75,50 75,5 100,5'],
      lowest: 10,
      highest: 1000,
    })
  })

  it('are flat when all took the same, even no time', () => {
    expect(durationLines([hour(0, 0)])).toMatchObject({ p50: ['0,95 100,95'], p95: ['0,95 100,95'] })
  })

  it('are not there when nothing is known', () => {
    expect(durationLines([hour(null)])).toBeNull()
  })
})
