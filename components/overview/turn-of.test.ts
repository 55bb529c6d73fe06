import { describe, expect, it } from 'vitest'
import { turnOf } from './turn-of.ts'

const health = {
  breaker: 'closed' as const,
  breakerSince: null,
  breakerReason: null,
  probeAt: null,
  halfOpenLimit: 1,
  failuresInRow: 4,
  pausedAt: null,
  pausedBy: null,
  pauseReason: null,
}
const at = (hour: number) => `2026-11-25T${String(hour).padStart(2, '0')}:00:00.000Z`
const lastHour = {
  ...{ succeeded: 80, failed: 20, failedAt: at(9) },
  ...{ quietMinutes: 0, before: 80, after: 0, succeededAt: null },
}
const failing = { url: 'http://shop.example/a.pl?x=1', health, failingSince: at(9), lastHour }

describe('the moment at which an endpoint turned bad', () => {
  it('is the newest of those in the time', () => {
    const paused = {
      url: 'http://old.example/',
      health: { ...health, pausedAt: at(8) },
      failingSince: at(10),
      lastHour,
    }
    expect(turnOf([paused, failing], at(0))).toEqual({ at: at(9), text: 'shop.example starts to fail' })
    expect(turnOf([paused], at(0))).toEqual({ at: at(8), text: 'old.example is paused' })
    expect(turnOf([paused], at(9))).toBeNull()
  })

  it('is when its breaker opened, if nobody knows of a failure before', () => {
    const open = { ...health, breaker: 'open' as const, breakerSince: at(7) }
    expect(turnOf([{ ...failing, health: open, failingSince: null }], at(0))?.at).toBe(at(7))
  })

  it('is none of one that fails now and then', () => {
    expect(turnOf([{ ...failing, failingSince: null }], at(0))).toBeNull()
  })
})
