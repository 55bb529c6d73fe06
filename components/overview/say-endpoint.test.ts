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
const AT = '2026-11-25T08:12:00.000Z'
const lastHour = {
  ...{ succeeded: 80, failed: 20, failedAt: AT },
  ...{ quietMinutes: 0, before: 80, after: 0, succeededAt: null },
}
const told = { health, failingSince: null, lastFailure: null, lastHour }
const failure = (error: string) => ({ deliveryId: 'd', attempt: 2, at: AT, error })

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
    expect(sayWhy({ ...told, health: open, lastFailure: failure('Answered 503. Ask its owner.') })).toEqual({
      what: 'Answered 503.',
      more: ['Held', ' since ', { at: AT }, '; tried again ', { until: AT }],
    })
    expect(sayWhy({ ...told, health: open }).what).toBe('12 failures in a row.')
  })

  it('says how much fails of one that works now and then', () => {
    expect(sayWhy({ ...told, lastFailure: failure('Answered 503.') })).toEqual({
      what: 'Answered 503.',
      more: ['20 of the 100 attempts of the last hour failed, the last at ', { minute: AT }, '.'],
    })
    expect(sayWhy(told).what).toBe('It fails')
  })
})

describe('what is looked at next', () => {
  it('is what is held, else the attempt that failed last, else the endpoint itself', () => {
    const of = { id: 'e', health, held: 0, lastFailure: failure('Answered 503.') }
    expect(nextLook({ ...of, held: 3 })).toEqual({
      text: 'Show held',
      href: '/deliveries?status=held&endpoint=e',
    })
    expect(nextLook(of)).toEqual({ text: 'Show last failure', href: '/deliveries/d?attempt=2' })
    expect(nextLook({ ...of, lastFailure: null }).href).toBe('/endpoints/e')
    expect(nextLook({ ...of, health: { ...health, pausedAt: AT } }).href).toBe('/endpoints/e')
  })
})
