import { describe, expect, it } from 'vitest'
import type { DeliveryStatus } from '#lib/delivery-log/delivery-status.ts'
import { sayFate } from './say-fate.ts'

const accepted = { outcome: 'accepted' as const, reason: null, muted: false }
const of = (...statuses: DeliveryStatus[]) => ({
  mapped: statuses.length,
  deliveries: statuses.map((status) => ({ status, originalId: null })),
})

describe('what became of a call', () => {
  it.each([
    [
      { ...accepted, outcome: 'rejected' as const, reason: 'The call has no LICENCE', ...of() },
      'The call has no LICENCE. It was answered with this reason, and is kept.',
    ],
    [{ ...accepted, ...of() }, 'Accepted, but nothing was mapped for it when it came: it went nowhere.'],
    [
      { ...accepted, muted: true, ...of() },
      'Accepted. Its event type was mapped to deliver nothing when it came.',
    ],
    [{ ...accepted, mapped: 2, deliveries: [] }, 'Accepted. Its deliveries are no longer in the log.'],
    [{ ...accepted, ...of('succeeded') }, 'Accepted for 1 endpoint: succeeded.'],
    [
      {
        ...accepted,
        mapped: 1,
        deliveries: [
          ...of('succeeded').deliveries,
          { status: 'failed' as const, originalId: 'a changed resend' },
        ],
      },
      'Accepted for 1 endpoint: succeeded.',
    ],
    [
      { ...accepted, ...of('succeeded', 'failed', 'succeeded') },
      'Accepted for 3 endpoints: 1 failed, 2 succeeded.',
    ],
  ])('%j', (call, said) => {
    expect(sayFate(call)).toBe(said)
  })
})
