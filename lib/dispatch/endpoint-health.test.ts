import { describe, expect, it } from 'vitest'
import { type Health, isBlocked, nextHealth, type Observation, type Surroundings } from './endpoint-health.ts'

const NOW = Date.UTC(2026, 10, 25, 8)
const DAY = 86_400_000

const WELL: Health = {
  breaker: 'closed',
  breakerSince: null,
  breakerReason: null,
  probeAt: null,
  halfOpenLimit: 1,
  openings: 0,
  failuresInRow: 0,
  failingSince: null,
  pausedAt: null,
  pausedBy: null,
  pauseReason: null,
}
const FAILED: Observation = { succeeded: false, isProbe: false, error: 'It refused.', isGone: false }
const PROBE_FAILED: Observation = { ...FAILED, isProbe: true }
const SUCCEEDED: Observation = { succeeded: true }

const around = (more: Partial<Surroundings> = {}): Surroundings => ({
  now: NOW,
  maxInFlight: 20,
  recent: { succeeded: 0, failed: 0 },
  ...more,
})
const after = (observed: Observation[], health = WELL, surroundings = around()) =>
  observed.reduce((now, one) => nextHealth(now, one, surroundings), health)

describe('the breaker', () => {
  it('opens after 10 failures in a row, says why, and lets a probe through after 30 s', () => {
    expect(after(Array(9).fill(FAILED)).breaker).toBe('closed')
    expect(after(Array(10).fill(FAILED))).toMatchObject({
      breaker: 'open',
      breakerSince: NOW,
      breakerReason: '10 failures in a row, the last: It refused.',
      probeAt: NOW + 30_000,
    })
  })

  it('counts anew after a success', () => {
    expect(after([...Array(9).fill(FAILED), SUCCEEDED, ...Array(9).fill(FAILED)])).toMatchObject({
      breaker: 'closed',
      failuresInRow: 9,
    })
  })

  it.each([
    [10, 9, 'closed'],
    [10, 10, 'closed'],
    [9, 11, 'open'],
    [8, 11, 'closed'],
  ])('with %i successes and %i failures in 5 minutes is %s', (succeeded, failed, breaker) => {
    expect(after([FAILED], WELL, around({ recent: { succeeded, failed } })).breaker).toBe(breaker)
  })

  it('waits twice as long for each probe that failed, at most 10 minutes', () => {
    let health = after(Array(10).fill(FAILED))
    const waits = []
    for (let probe = 0; probe < 7; probe += 1) {
      waits.push(((health.probeAt ?? 0) - NOW) / 1000)
      health = after([PROBE_FAILED], { ...health, breaker: 'half-open' })
    }
    expect(waits).toEqual([30, 60, 120, 240, 480, 600, 600])
    expect(health.breakerReason).toBe('The probe failed: It refused.')
  })

  it('lets twice as many through with each success, and closes when as many as are allowed went well', () => {
    let health: Health = { ...after(Array(10).fill(FAILED)), breaker: 'half-open' }
    const limits = []
    while (health.breaker === 'half-open') {
      limits.push(health.halfOpenLimit)
      health = after([SUCCEEDED], health)
    }
    expect(limits).toEqual([1, 2, 4, 8, 16])
    expect(health).toMatchObject({ breaker: 'closed', openings: 0, failuresInRow: 0, failingSince: null })
  })

  it('does not open again for what was sent before it opened', () => {
    const halfOpen: Health = { ...after(Array(10).fill(FAILED)), breaker: 'half-open' }
    expect(after([FAILED], halfOpen).breaker).toBe('half-open')
  })

  it('takes a success while it is open for a probe', () => {
    expect(after([...Array(10).fill(FAILED), SUCCEEDED])).toMatchObject({
      breaker: 'half-open',
      halfOpenLimit: 1,
    })
  })
})

describe('the pause', () => {
  it('comes by itself after five days of nothing but failures', () => {
    const failing = after([FAILED])
    expect(after([FAILED], failing, around({ now: NOW + 5 * DAY - 1 })).pausedAt).toBeNull()
    expect(after([FAILED], failing, around({ now: NOW + 5 * DAY }))).toMatchObject({
      pausedAt: NOW + 5 * DAY,
      pausedBy: 'Bellhop',
      pauseReason: 'Nothing but failures for 5 days, the last: It refused.',
    })
    const revived = after([SUCCEEDED, FAILED], failing, around({ now: NOW + 5 * DAY }))
    expect(revived.pausedAt).toBeNull()
  })

  it('comes with 410, and leaves what a person paused as it is', () => {
    const gone: Observation = { ...FAILED, isGone: true }
    expect(after([gone])).toMatchObject({ pausedBy: 'Bellhop', pauseReason: 'It refused.' })
    const paused: Health = { ...WELL, pausedAt: 1, pausedBy: 'ola', pauseReason: 'moving' }
    expect(after([gone], paused)).toMatchObject({ pausedAt: 1, pausedBy: 'ola', pauseReason: 'moving' })
  })

  it.each([
    [{ breaker: 'closed', pausedAt: null }, false],
    [{ breaker: 'closed', pausedAt: NOW }, true],
    [{ breaker: 'open', pausedAt: null }, true],
    [{ breaker: 'half-open', pausedAt: null }, true],
  ] as const)('%o blocks: %s', (health, blocked) => {
    expect(isBlocked(health)).toBe(blocked)
  })
})
