import { describe, expect, it } from 'vitest'
import { credentialsSchema, customHeadersSchema } from './credentials.ts'
import { expectedAnswer, isExpectedStatus, parseExpectedStatus } from './expected-answer.ts'
import { parseRetrySchedule, RETRY_PRESETS, retryDelays, STANDARD_DELAYS } from './retry-presets.ts'

describe('a retry schedule', () => {
  it.each([
    [null, [5, 30, 300, 1800, 7200, 18000, 36000, 36000]],
    ['none', []],
    ['1s', [1]],
    [' 5s, 2m  1h 1d ', [5, 120, 3600, 86400]],
  ])('%j is %j', (text, delaysSeconds) => {
    expect(parseRetrySchedule(text)).toEqual({ ok: true, delaysSeconds })
  })
  it.each(['', '5', '0s', '25h', '2d', '5s none', '-1s', '1.5h', 'soon', Array(21).fill('1s').join(' ')])(
    '%j is refused',
    (text) => {
      expect(parseRetrySchedule(text)).toMatchObject({ ok: false })
      expect(retryDelays(text)).toBe(STANDARD_DELAYS)
    },
  )
  it('presets can all be read', () => {
    for (const { schedule } of Object.values(RETRY_PRESETS))
      expect(parseRetrySchedule(schedule)).toMatchObject({ ok: true })
  })
})

describe('expected statuses', () => {
  it.each([
    ['2xx', [200, 299], [199, 300]],
    ['200-204 302', [200, 204, 302], [205, 301, 303]],
    ['204', [204], [200]],
    ['2XX, 404', [250, 404], [403]],
  ])('%j takes %j and not %j', (text, good, bad) => {
    const parsed = parseExpectedStatus(text)
    if (!parsed.ok) throw new Error(parsed.reason)
    expect(good.every((status) => isExpectedStatus(parsed.expected, status))).toBe(true)
    expect(bad.some((status) => isExpectedStatus(parsed.expected, status))).toBe(false)
  })
  it.each(['', '2', '6xx', '200-', '204-200', 'ok'])('%j is refused', (text) => {
    expect(parseExpectedStatus(text).ok).toBe(false)
    expect(expectedAnswer(text, 'OK')).toMatchObject({ statusText: '2xx', text: 'OK' })
  })
})

describe('custom headers', () => {
  it('have their names in lower case and their values without blanks around', () => {
    expect(customHeadersSchema.parse([['X-Api-Key ', ' a\xe8b ']])).toEqual([['x-api-key', 'a\xe8b']])
  })
  it.each([
    [[['x y', 'a']]],
    [[['', 'a']]],
    [[['x:', 'a']]],
    [[['x', 'a\r\nY: b']]],
    [[['x', 'a\0']]],
    [[['x', 'č']]],
    [[['Host', 'a']]],
    [[['content-length', '1']]],
    [[['Transfer-Encoding', 'chunked']]],
    [[['connection', 'close']]],
    [[['te', 'a']]],
    [[['upgrade', 'a']]],
    [[['webhook-id', 'a']]],
    [[['bellhop-attempt', 'a']]],
    [
      [
        ['x', '1'],
        ['X', '2'],
      ],
    ],
  ])('%j are refused', (headers) => {
    expect(customHeadersSchema.safeParse(headers).success).toBe(false)
  })
})

describe('credentials', () => {
  it.each([
    [{ kind: 'basic', user: 'ola', password: 'a:b č' }, true],
    [{ kind: 'basic', user: 'o:la', password: 'a' }, false],
    [{ kind: 'basic', user: 'ola', password: 'a\nb' }, false],
    [{ kind: 'bearer', token: 'abc.def' }, true],
    [{ kind: 'bearer', token: 'abc def' }, false],
    [{ kind: 'bearer', token: '' }, false],
  ])('%j: %s', (credentials, good) => {
    expect(credentialsSchema.safeParse(credentials).success).toBe(good)
  })
})
