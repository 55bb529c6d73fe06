import { describe, expect, it } from 'vitest'
import { expectedAnswer } from '../endpoints/expected-answer.ts'
import { classify } from './classify.ts'
import { FAILURE_KIND_NAMES, type FailureKind } from './failure-kinds.ts'
import { nextStep } from './next-step.ts'
import type { Answered, Failed } from './send-result.ts'

const timings = {
  dnsMs: null,
  connectMs: 1,
  tlsMs: null,
  firstByteMs: 1,
  totalMs: 2,
  reusedConnection: false,
}

function answered(status: number, headers: Answered['headers'] = []): Answered {
  const body = new Uint8Array()
  return {
    outcome: 'answered',
    status,
    statusText: 'PASSWORD=x',
    headers,
    body,
    truncated: false,
    address: null,
    timings,
  }
}

function failed(kind: FailureKind): Failed {
  return {
    outcome: 'failed',
    kind,
    message: `why ${kind}`,
    phase: 'connect',
    address: null,
    timings,
    answer: null,
  }
}

describe('an answer', () => {
  it.each([
    [200, 'succeeded', null],
    [201, 'succeeded', null],
    [204, 'succeeded', null],
    [299, 'succeeded', null],
    [300, 'retry', null],
    [301, 'retry', null],
    [302, 'retry', null],
    [304, 'retry', null],
    [307, 'retry', null],
    [308, 'retry', null],
    [400, 'retry', 3],
    [401, 'retry', 3],
    [403, 'retry', 3],
    [404, 'retry', 3],
    [413, 'retry', 3],
    [499, 'retry', 3],
    [408, 'retry', null],
    [425, 'retry', null],
    [429, 'retry', null],
    [410, 'failed', null],
    [500, 'retry', null],
    [502, 'retry', null],
    [503, 'retry', null],
    [504, 'retry', null],
    [599, 'retry', null],
    [999, 'retry', null],
  ] as const)('of %i is %s, with tries at most %s', (status, verdict, triesAtMost) => {
    const classification = classify(answered(status))
    expect(classification).toMatchObject({ verdict, triesAtMost, pausesEndpoint: status === 410 })
    expect(classification.errorKind).toBe(verdict === 'succeeded' ? null : 'http_status')
  })

  it('is told without a word of the receiver’s own', () => {
    expect(classify(answered(500)).lastError).toBe('The receiver answered 500 Internal Server Error.')
    expect(classify(answered(599)).lastError).toBe('The receiver answered 599.')
    expect(classify(answered(302)).lastError).toBe(
      'The receiver answered 302 Found, a redirect, which Bellhop does not follow.',
    )
    expect(classify(answered(200)).lastError).toBeNull()
  })

  it.each([
    [429, '120'],
    [503, '120'],
    [500, null],
    [301, null],
    [404, null],
  ])('of %i hands on Retry-After as %s', (status, expected) => {
    expect(classify(answered(status, [['RETRY-AFTER', '120']])).retryAfter).toBe(expected)
  })
})

describe('no answer', () => {
  it.each(FAILURE_KIND_NAMES.map((kind) => [kind, kind === 'policy' ? 'failed' : 'retry']))(
    'because of %s is %s',
    (kind, verdict) => {
      const classification = classify(failed(kind as FailureKind))
      expect(classification).toMatchObject({
        verdict,
        errorKind: kind,
        lastError: `why ${kind}`,
        pausesEndpoint: false,
      })
    },
  )
})

describe('what an endpoint expects', () => {
  const answer = (status: number, body: string, truncated = false) => ({
    ...answered(status),
    body: Buffer.from(body),
    truncated,
  })
  it.each([
    ['2xx', 'DONE', answer(200, 'all DONE'), 'succeeded', null],
    ['2xx', 'DONE', answer(200, 'done'), 'retry', 'unexpected_text'],
    ['2xx', 'DONE', answer(200, 'x', true), 'retry', 'too_large'],
    ['2xx', 'DONE', answer(200, 'DONE x', true), 'succeeded', null],
    ['2xx', 'DONE', answer(500, 'DONE'), 'retry', 'http_status'],
    ['204', null, answer(200, ''), 'retry', 'http_status'],
    ['2xx 404', null, answer(404, ''), 'succeeded', null],
    ['302', null, answer(302, ''), 'succeeded', null],
  ])('of %s and %j is measured: %#', (status, text, result, verdict, errorKind) => {
    expect(classify(result, expectedAnswer(status, text))).toMatchObject({ verdict, errorKind })
  })

  it('is named when a good status is not among it', () => {
    expect(classify(answered(200), expectedAnswer('204', null)).lastError).toBe(
      'The receiver answered 200 OK, and the endpoint expects 204.',
    )
  })
})

describe('what counts', () => {
  it.each([
    [answered(200), true, true],
    [answered(503), true, true],
    [failed('timeout'), true, true],
    [failed('policy'), false, true],
    [failed('internal'), false, true],
    [failed('unknown'), false, false],
  ])('for the breaker and as a try: %#', (result, countsForBreaker, countsAsTry) => {
    expect(classify(result)).toMatchObject({ countsForBreaker, countsAsTry })
  })

  it.each(FAILURE_KIND_NAMES.filter((kind) => kind !== 'http_status'))('%s has a next step', (kind) => {
    expect(nextStep(kind, null)).toMatch(/^[A-Z].*\.$/)
  })
  it.each([200, 302, 400, 401, 404, 405, 408, 410, 422, 425, 429, 500, 503, 599])(
    '%i has a next step',
    (status) => {
      expect(nextStep('http_status', status)).toMatch(/^[A-Z].*\.$/)
    },
  )
})
