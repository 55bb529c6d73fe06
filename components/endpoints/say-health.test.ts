import { describe, expect, it } from 'vitest'
import type { Saying } from '#components/ui/saying.tsx'
import type { ShownHealth } from '#lib/delivery-log/health-of.ts'
import { stateOf } from '#lib/endpoints/endpoint-state.ts'
import { sayHealth } from './say-health.ts'

const WELL: ShownHealth = {
  breaker: 'closed',
  breakerSince: null,
  breakerReason: null,
  probeAt: null,
  halfOpenLimit: 1,
  failuresInRow: 0,
  pausedAt: null,
  pausedBy: null,
  pauseReason: null,
}
const NOON = '2026-11-19T12:00:00.000Z'
const LATER = '2026-11-19T12:00:41.000Z'

const flat = (saying: Saying) =>
  saying
    .map((part) => (typeof part === 'string' ? part : 'at' in part || 'minute' in part ? 'NOON' : 'in 0:41'))
    .join('')

const rows: [string, Partial<ShownHealth>, string][] = [
  ['working', {}, ''],
  ['working', { failuresInRow: 2 }, ''],
  ['failing', { failuresInRow: 3 }, 'The last 3 attempts failed; after 10 in a row its deliveries are held.'],
  [
    'open',
    {
      breaker: 'open',
      breakerSince: NOON,
      probeAt: LATER,
      breakerReason: '10 failures in a row, the last: h:80 refused the connection. Check that it runs.',
    },
    'Held since NOON: 10 failures in a row, the last: h:80 refused the connection. The next probe goes out in 0:41.',
  ],
  [
    'half-open',
    { breaker: 'half-open', breakerSince: NOON, halfOpenLimit: 4 },
    'Half-open since NOON: 4 requests at once for now, twice as many with each one that succeeds.',
  ],
  [
    'paused',
    { pausedAt: NOON, pausedBy: 'ola', pauseReason: 'The shop moves' },
    'Paused by ola since NOON: The shop moves. Nothing goes out until it is resumed.',
  ],
  [
    'paused',
    { breaker: 'open', pausedAt: NOON, pausedBy: 'ola' },
    'Paused by ola since NOON. Nothing goes out until it is resumed.',
  ],
]

describe('the health of an endpoint', () => {
  it.each(rows)('is %s with %j, and says so', (state, more, said) => {
    const health = { ...WELL, ...more }
    expect(stateOf(health)).toBe(state)
    expect(flat(sayHealth(health))).toBe(said)
  })
  it('says how much of the last hour failed, and since when it works again', () => {
    const hour = { succeeded: 997, failed: 303, failedAt: NOON, quietMinutes: 0, before: 990, after: 0 }
    const lastHour = { ...hour, succeededAt: null }
    expect(flat(sayHealth(WELL, lastHour))).toBe(
      '303 of the 1,300 attempts of the last hour failed, the last at NOON.',
    )
    expect(flat(sayHealth(WELL, { ...lastHour, quietMinutes: 5, after: 7, succeededAt: LATER }))).toBe(
      'Recovered at NOON. 303 of the 1,300 attempts of the last hour failed.',
    )
  })
})
