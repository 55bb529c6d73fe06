import { describe, expect, it } from 'vitest'
import type { ShownAttempt } from '../shown.ts'
import { compareAttempts } from './compare-attempts.ts'

const attempt = (more: Partial<ShownAttempt>): ShownAttempt => ({
  id: 'a',
  number: 1,
  trigger: 'event',
  actor: null,
  startedAt: '2026-11-25T10:00:00.000Z',
  finishedAt: '2026-11-25T10:00:01.000Z',
  method: 'POST',
  url: 'http://shop.example/',
  requestHeaders: [['bellhop-attempt', '1']],
  requestBody: { base64: '', size: 0 },
  connectTo: null,
  connectToSource: null,
  outcome: 'answered',
  errorKind: null,
  error: null,
  status: 503,
  statusText: 'Busy',
  responseHeaders: [['Server', 'a']],
  responseBody: btoa('one\ntwo\n'),
  truncated: false,
  address: '192.0.2.1',
  timings: null,
  ...more,
})

describe('two attempts', () => {
  it('that are alike differ in nothing', () => {
    expect(compareAttempts(attempt({}), attempt({}))).toEqual({
      facts: [],
      requestHeaders: [],
      responseHeaders: [],
      body: 'same',
    })
  })

  it('differ in their answers, headers and lines', () => {
    const after = attempt({
      status: 200,
      statusText: 'OK',
      requestHeaders: [['Bellhop-Attempt', '2']],
      responseHeaders: [
        ['server', 'a'],
        ['Set-Cookie', 'x'],
        ['set-cookie', 'y'],
      ],
      responseBody: btoa('one\nthree\n'),
    })
    expect(compareAttempts(attempt({}), after)).toEqual({
      facts: [{ name: 'Answer', before: '503 Busy', after: '200 OK' }],
      requestHeaders: [{ name: 'bellhop-attempt', before: '1', after: '2' }],
      responseHeaders: [{ name: 'set-cookie', before: null, after: 'x, y' }],
      body: [
        { kind: 'same', text: 'one\n' },
        { kind: 'removed', text: 'two\n' },
        { kind: 'added', text: 'three\n' },
      ],
    })
  })

  it('that have nothing in common are not told line by line', () => {
    const lines = (word: string) => btoa(Array.from({ length: 3000 }, (_, n) => `${word}${n}\n`).join(''))
    const before = attempt({ responseBody: lines('a') })
    expect(compareAttempts(before, attempt({ responseBody: lines('b') })).body).toBe('other')
  })
})
