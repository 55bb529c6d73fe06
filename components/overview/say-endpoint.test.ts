import { describe, expect, it } from 'vitest'
import { nextLook, sayWhy } from './say-endpoint.ts'

const health = {
  breaker: 'closed' as const,
  breakerSince: null,
  breakerReason: null,
  probeAt: null,
  halfOpenLimit: 1,
  failuresInRow: 0,
  pausedAt: null,
  pausedBy: null,
  pauseReason: null,
}
const told = { health, failingSince: null, lastError: null, lastHour: { succeeded: 80, failed: 20 } }
const AT = '2026-11-25T08:12:00.000Z'

describe('why an endpoint needs somebody', () => {
  it('says a pause before all else', () => {
    const paused = { ...health, breaker: 'open' as const, pausedAt: AT, pausedBy: 'ola', pauseReason: null }
    expect(sayWhy({ ...told, health: paused })).toEqual({
      what: 'Paused, no reason given',
      more: ['Paused by ola', ' since ', { at: AT }],
    })
  })

  it('says what failed last, and when it is tried again', () => {
    const open = {
      ...health,
      breaker: 'open' as const,
      breakerReason: '12 failures in a row.',
      breakerSince: AT,
      probeAt: AT,
    }
    expect(sayWhy({ ...told, health: open, lastError: 'Answered 503. Ask its owner.' })).toEqual({
      what: 'Answered 503.',
      more: ['Held', ' since ', { at: AT }, '; tried again ', { until: AT }],
    })
    expect(sayWhy({ ...told, health: open }).what).toBe('12 failures in a row.')
  })

  it('says how much fails of one that works now and then', () => {
    expect(sayWhy(told)).toEqual({
      what: 'It fails now and then',
      more: ['20 of the last hour’s 100 attempts failed'],
    })
  })
})

describe('what is looked at next', () => {
  it('is what is held, else what failed, else the endpoint itself', () => {
    expect(nextLook({ id: 'e', health, held: 3 })).toEqual({
      text: 'Show held',
      href: '/deliveries?status=held&endpoint=e',
    })
    expect(nextLook({ id: 'e', health, held: 0 }).href).toBe(
      '/deliveries?status=failed,pending&endpoint=e&since=24h',
    )
    expect(nextLook({ id: 'e', health: { ...health, pausedAt: AT }, held: 0 }).href).toBe('/endpoints/e')
  })
})
