import { describe, expect, it } from 'vitest'
import { headline } from './headline.ts'

const base = {
  status: 'pending' as const,
  url: 'http://shop.example/events.pl',
  attempts: 4,
  lastStatus: 503,
  lastErrorKind: 'http_status',
  lastError: 'The receiver answered 503 Service Unavailable.',
  isUnderWay: false,
}

describe('the headline of a delivery', () => {
  it.each([
    [{}, 'shop.example answered 503 to attempt 4.', 'The next attempt goes out'],
    [
      { status: 'succeeded' as const, attempts: 1, lastStatus: 200, lastErrorKind: null, lastError: null },
      'shop.example answered 200 to the first attempt.',
      null,
    ],
    [
      { status: 'succeeded' as const, lastStatus: 204, lastErrorKind: null, lastError: null },
      'shop.example answered 204 to attempt 4.',
      null,
    ],
    [
      { status: 'failed' as const, attempts: 9 },
      'Given up after 9 attempts. shop.example answered 503 to attempt 9.',
      'Mend the endpoint or the mapping, then resend.',
    ],
    [
      {
        status: 'failed' as const,
        attempts: 1,
        lastStatus: null,
        lastErrorKind: 'policy',
        lastError: '10.0.0.5 is private. Set DISPATCH_ALLOW=10.0.0.5/32 on the server and restart.',
      },
      'Given up after 1 attempt. 10.0.0.5 is private. Set DISPATCH_ALLOW=10.0.0.5/32 on the server and restart.',
      'Mend the endpoint or the mapping, then resend.',
    ],
    [
      { attempts: 0, lastStatus: null, lastErrorKind: null, lastError: null },
      'Waiting for its first attempt, to shop.example.',
      null,
    ],
    [{ isUnderWay: true }, 'An attempt is under way to shop.example.', null],
    [
      { lastStatus: null, lastErrorKind: 'unknown', lastError: 'x' },
      'The outcome of attempt 4 is unknown: the dispatcher stopped during it.',
      'The next attempt goes out',
    ],
    [
      { status: 'held' as const },
      'Held: the endpoint is paused.',
      'It goes out when the endpoint is resumed.',
    ],
    [{ status: 'cancelled' as const }, 'Cancelled: no further attempt is made.', null],
  ])('%j', (told, happened, next) => {
    expect(headline({ ...base, ...told })).toEqual({ happened, next })
  })
})
