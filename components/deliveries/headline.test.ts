import { describe, expect, it } from 'vitest'
import type { ShownHealth } from '#lib/delivery-log/health-of.ts'
import { type Headline, headline, type Told, type ToldAttempt } from './headline.ts'

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 19, 13, 16, 2) + seconds * 1000).toISOString()

function tries(...outcomes: Partial<ToldAttempt>[]): ToldAttempt[] {
  return outcomes.map((outcome, index) => ({
    number: index + 1,
    startedAt: at(index * 540),
    finishedAt: at(index * 540 + 1),
    status: null,
    errorKind: null,
    error: null,
    ...outcome,
  }))
}

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

const e503 = {
  status: 503,
  errorKind: 'http_status',
  error: 'The receiver answered 503 Service Unavailable.',
}
const e404 = { status: 404, errorKind: 'http_status', error: 'The receiver answered 404 Not Found.' }
const refused = {
  errorKind: 'refused',
  error: '10.0.0.1:80 refused the connection. Check that the receiver runs and listens on that port.',
}

const rows: [name: string, told: Partial<Told>, said: Partial<Headline>][] = [
  [
    'an answer that is tried again',
    { attemptList: tries(e503, e503, e503, e503) },
    {
      happened: 'shop.example answered 503 to attempt 4 of 9.',
      next: 'The next attempt goes out',
      at: at(4000),
    },
  ],
  [
    'the last but one of an answer that gets three tries',
    { attemptList: tries(e404, e404) },
    {
      happened: 'shop.example answered 404 to attempt 2 of 3.',
      next: 'The last attempt goes out',
      at: at(4000),
    },
  ],
  [
    'no answer',
    { attemptList: tries(e503, refused) },
    {
      happened: 'Attempt 2 of 9: 10.0.0.1:80 refused the connection.',
      next: 'The next attempt goes out',
      at: at(4000),
    },
  ],
  [
    'a dispatcher that died',
    {
      attemptList: tries(e503, {
        errorKind: 'unknown',
        error: 'The dispatcher stopped during this attempt.',
      }),
    },
    {
      happened: 'Outcome unknown: the dispatcher ended during attempt 2.',
      next: 'It is sent again with the same webhook-id',
      at: at(4000),
    },
  ],
  [
    'more attempts than the plan has, after resends',
    { attemptList: tries(...Array.from({ length: 11 }, () => e503)) },
    { happened: 'shop.example answered 503 to attempt 11.' },
  ],
  [
    'nothing sent yet',
    { attemptList: [] },
    { happened: 'Not sent to shop.example yet.', next: 'The first attempt goes out', at: at(4000) },
  ],
  [
    'an attempt under way',
    { attemptList: tries(e503, { finishedAt: null }) },
    { happened: 'Attempt 2 to shop.example is under way.', next: null },
  ],
  [
    'arrived at once',
    { status: 'succeeded', attemptList: tries({ status: 200 }) },
    { happened: 'shop.example answered 200 to the first attempt.', next: null },
  ],
  [
    'arrived later',
    { status: 'succeeded', attemptList: tries(e503, { status: 204 }) },
    { happened: 'shop.example answered 204 to attempt 2.', next: null },
  ],
  [
    'given up, the same each time',
    { status: 'failed', attemptList: tries(e503, e503, e503, e503, e503) },
    {
      happened: 'Given up after 5 attempts in 36 min: shop.example answered 503 each time.',
      next: 'Look into the log of the receiver at that moment. Then resend.',
    },
  ],
  [
    'given up, not the same each time',
    { status: 'failed', attemptList: tries(e503, refused) },
    { happened: 'Given up after 2 attempts in 9 min: 10.0.0.1:80 refused the connection.' },
  ],
  [
    'given up at once',
    { status: 'failed', attemptList: tries({ ...e503, status: 410 }) },
    { happened: 'Given up after 1 attempt: shop.example answered 410.' },
  ],
  [
    'not allowed',
    {
      status: 'failed',
      attemptList: tries({
        errorKind: 'policy',
        error: '10.0.0.5 is private. Set DISPATCH_ALLOW=10.0.0.5/32 on the server and restart.',
      }),
    },
    {
      happened: 'Not called: 10.0.0.5 is private. Set DISPATCH_ALLOW=10.0.0.5/32 on the server and restart.',
      next: null,
    },
  ],
  [
    'given up before anything could be sent',
    { status: 'failed', attemptList: [], lastError: 'Its endpoint was removed before it was sent.' },
    {
      happened: 'Given up without an attempt: Its endpoint was removed before it was sent.',
      next: null,
    },
  ],
  [
    'held by a pause',
    { status: 'held', attemptList: tries(refused), health: { ...WELL, pausedAt: at(0), pausedBy: 'ola' } },
    {
      happened: 'Held: shop.example/events.pl is paused by ola.',
      next: 'It goes out when the endpoint is resumed.',
    },
  ],
  [
    'held by a pause of our own',
    {
      status: 'held',
      health: {
        ...WELL,
        pausedAt: at(0),
        pausedBy: 'Bellhop',
        pauseReason: 'The receiver answered 410 Gone.',
      },
    },
    { happened: 'Held: shop.example/events.pl is paused by Bellhop: The receiver answered 410 Gone.' },
  ],
  [
    'held by the breaker',
    {
      status: 'held',
      health: {
        ...WELL,
        breaker: 'open',
        breakerReason: `10 failures in a row, the last: ${refused.error}`,
        probeAt: at(50),
      },
    },
    {
      happened:
        'Held: shop.example/events.pl fails, so its breaker is open. 10 failures in a row, the last: 10.0.0.1:80 refused the connection.',
      next: 'One delivery tries it again',
      at: at(50),
    },
  ],
  [
    'held by the breaker, whose probe failed',
    {
      status: 'held',
      health: {
        ...WELL,
        breaker: 'open',
        breakerReason: 'The probe failed: The receiver answered 500 Internal Server Error.',
        probeAt: at(50),
      },
    },
    {
      happened:
        'Held: shop.example/events.pl fails, so its breaker is open. The probe failed: The receiver answered 500 Internal Server Error.',
    },
  ],
  [
    'held while the endpoint is tried again',
    { status: 'held', health: { ...WELL, breaker: 'half-open' } },
    {
      happened: 'Held: shop.example/events.pl is being tried again, step by step.',
      next: 'This one follows while they arrive.',
    },
  ],
  [
    'held by what is over',
    { status: 'held', health: WELL },
    {
      happened: 'Held until now: shop.example/events.pl takes calls again.',
      next: 'It goes out in a moment.',
    },
  ],
  [
    'one behind another that goes first',
    { attemptList: [], lane: { inOrderBy: 'agent', headId: 'x', later: 0 } },
    { happened: 'Not sent to shop.example yet.', next: 'An earlier delivery goes first.', at: null },
  ],
  [
    'cancelled by somebody',
    { status: 'cancelled', attemptList: tries(e503), lastError: 'Cancelled by ola@lc.example.' },
    { happened: 'Cancelled by ola@lc.example: no further attempt is made.' },
  ],
  [
    'cancelled',
    { status: 'cancelled', attemptList: tries(e503) },
    { happened: 'Cancelled: no further attempt is made.' },
  ],
]

describe('the headline of a delivery', () => {
  it.each(rows)('says of %s what happened and what is next', (_, told, said) => {
    const base: Told = {
      status: 'pending',
      url: 'http://shop.example/events.pl',
      nextAttemptAt: at(4000),
      attemptList: [],
    }
    expect(headline({ ...base, ...told })).toMatchObject(said)
  })
})
