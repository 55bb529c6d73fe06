import { describe, expect, it } from 'vitest'
import { type ShownHealth, WELL } from '#lib/delivery-log/health-of.ts'
import { type EndpointState, type LastHour, stateOf } from './endpoint-state.ts'

const at = (minute: number) => `2026-11-25T14:${String(minute).padStart(2, '0')}:00.000Z`
const HOUR: LastHour = {
  succeeded: 100,
  failed: 20,
  failedAt: at(10),
  quietMinutes: 1,
  before: 98,
  after: 1,
  succeededAt: at(10),
}

type Case = [state: EndpointState, why: string, health: Partial<ShownHealth>, hour: Partial<LastHour>]

const CASES: Case[] = [
  ['paused', 'whatever its breaker says', { pausedAt: at(0), breaker: 'open', failuresInRow: 12 }, {}],
  ['open', 'its breaker holds it', { breaker: 'open' }, {}],
  ['half-open', 'its breaker lets a few through', { breaker: 'half-open' }, {}],
  ['failing', 'three failed in a row', { failuresInRow: 3 }, { failed: 3, succeeded: 500 }],
  ['failing', 'much fails, and the last did', { failuresInRow: 1 }, { quietMinutes: 30, after: 9 }],
  ['failing', 'much fails, and one success in between says little', {}, {}],
  ['failing', 'of a hundred that came between twenty, 14 more are no long run', {}, { after: 14 }],
  ['recovered', '15 more are one', {}, { after: 15 }],
  ['recovered', 'nothing had succeeded, and now it does', {}, { succeeded: 1, before: 0 }],
  ['recovered', 'nothing failed for five minutes', {}, { quietMinutes: 5 }],
  ['recovered', 'its breaker closed after the last failure', { breakerSince: at(11) }, {}],
  ['failing', 'its breaker had closed before that', { breakerSince: at(9) }, {}],
  [
    'working',
    'it was resumed after the last failure, and not called since',
    { breakerSince: at(10) },
    { after: 0 },
  ],
  ['failing', 'nothing succeeded since, for however long', {}, { quietMinutes: 50, after: 0 }],
  ['working', 'two failures are next to nothing', { failuresInRow: 2 }, { succeeded: 0, failed: 2 }],
  ['working', 'less than a tenth fails', { failuresInRow: 1 }, { succeeded: 181 }],
  ['working', 'nothing failed', {}, { failed: 0, failedAt: null }],
]

describe('the state of an endpoint', () => {
  it.each(CASES)('is %s: %s', (state, _, health, hour) => {
    expect(stateOf({ ...WELL, ...health }, { ...HOUR, ...hour })).toBe(state)
  })

  it('is told by its health alone where nobody knows of its last hour', () => {
    expect([stateOf(WELL), stateOf({ ...WELL, failuresInRow: 3 })]).toEqual(['working', 'failing'])
  })
})
