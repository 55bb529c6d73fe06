import { describe, expect, it } from 'vitest'
import type { AttemptTimings } from '#lib/delivery-log/types.ts'
import { phases } from './phases.ts'

const none: AttemptTimings = {
  dnsMs: null,
  connectMs: null,
  tlsMs: null,
  firstByteMs: null,
  totalMs: 5,
  reusedConnection: false,
}

const told = (timings: Partial<AttemptTimings>, errorKind: string | null) =>
  phases({ ...none, ...timings }, errorKind).map(({ ms, note }) => ms ?? note)

describe('the phases of an attempt', () => {
  it.each<[string, Partial<AttemptTimings>, string | null, (number | string)[]]>([
    [
      'an answer over TLS',
      { dnsMs: 1, connectMs: 2, tlsMs: 3, firstByteMs: 4, totalMs: 15 },
      null,
      [1, 2, 3, 4, 5],
    ],
    [
      'an answer of an address',
      { connectMs: 2, firstByteMs: 4, totalMs: 7 },
      null,
      ['not needed', 2, 'none', 4, 1],
    ],
    [
      'a connection kept alive',
      { firstByteMs: 4, totalMs: 5, reusedConnection: true },
      null,
      ['kept alive', 'kept alive', 'kept alive', 4, 1],
    ],
    ['no such name', {}, 'dns', ['failed', 'not tried', 'not tried', 'not tried', 'not tried']],
    ['not allowed', { dnsMs: 1 }, 'policy', [1, 'not tried', 'not tried', 'not tried', 'not tried']],
    ['refused', { dnsMs: 1 }, 'refused', [1, 'failed', 'not tried', 'not tried', 'not tried']],
    ['no TLS', { dnsMs: 1, connectMs: 2 }, 'tls', [1, 2, 'failed', 'not tried', 'not tried']],
    [
      'no answer in time',
      { connectMs: 2 },
      'timeout',
      ['not needed', 2, 'none', 'did not come', 'did not come'],
    ],
  ])('of %s', (_, timings, errorKind, expected) => {
    expect(told(timings, errorKind)).toEqual(expected)
  })
})
