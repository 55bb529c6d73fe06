import { describe, expect, it } from 'vitest'
import {
  echoMask,
  isHiddenBody,
  maskHeaders,
  maskUrl,
  type PayloadRow,
  toPayload,
} from '#lib/delivery-log/payload.ts'

function payload(form: string, more: Partial<PayloadRow> = {}): PayloadRow {
  return {
    method: 'POST',
    query: Buffer.alloc(0),
    body: Buffer.from(form, 'latin1'),
    contentType: 'application/x-www-form-urlencoded',
    charset: 'utf-8',
    parameters: [],
    eventType: 'NEW_OPERATOR',
    ...more,
  }
}

const text = (base64: string) => Buffer.from(base64, 'base64').toString('latin1')

describe('a payload for a page', () => {
  it('has every byte but those of secrets', () => {
    const row = payload('EVENT=NEW_OPERATOR&PASSWORD=pa55+w0rd%26&LAST_NAME=No%77ak', {
      query: Buffer.from('api_token=1&x=%zz'),
      parameters: [
        ['PASSWORD', 'pa55 w0rd&'],
        ['LAST_NAME', 'Nowak'],
      ],
    })
    const shown = toPayload(row, false)
    expect(text(shown.body)).toBe('EVENT=NEW_OPERATOR&PASSWORD=****&LAST_NAME=No%77ak')
    expect(text(shown.query)).toBe('api_token=****&x=%zz')
    expect(shown.parameters).toEqual([
      ['PASSWORD', '••••'],
      ['LAST_NAME', 'Nowak'],
    ])
  })

  it('hides a body that is no form as a whole', () => {
    const json = payload('{"PASSWORD":"hunter2"}', { contentType: 'application/json' })
    expect(text(toPayload(json, false).body)).toBe('****')
    expect(text(toPayload(payload('', { contentType: 'application/json' }), false).body)).toBe('')
  })

  it.each([
    '{"x":{"PASSWORD":"canary"},"x":1}',
    '{"a":["PASSWORD=canary"]}',
    '{"pas\\u0000sword":"canary"}',
    '{"a":1',
  ])('hides JSON that may hold a secret: %s', (body) => {
    const row = payload(body, { contentType: 'application/json' })
    expect(text(toPayload(row, false).body)).toBe('****')
    expect(isHiddenBody(row)).toBe(true)
  })

  it('shows JSON that holds none', () => {
    const row = payload('{"a":{"b":"c"},"a":1}', { contentType: 'application/json' })
    expect(text(toPayload(row, false).body)).toBe('{"a":{"b":"c"},"a":1}')
    expect(isHiddenBody(row)).toBe(false)
    expect(isHiddenBody(payload('', { contentType: 'multipart/form-data' }))).toBe(false)
  })

  it('has the exact bytes when secrets are asked for', () => {
    const shown = toPayload(payload('PASSWORD=hunter2', { contentType: 'application/json' }), true)
    expect(text(shown.body)).toBe('PASSWORD=hunter2')
  })
})

describe('a URL that was called', () => {
  it('loses the secrets of its query, short ones too', () => {
    expect(maskUrl('http://r.example/a.pl?x=1&PASSWORD=ab&y=\xe8', payload(''))).toBe(
      'http://r.example/a.pl?x=1&PASSWORD=****&y=\xe8',
    )
    expect(maskUrl('http://r.example/a.pl', payload(''))).toBe('http://r.example/a.pl')
  })
})

describe('headers', () => {
  it('lose the values that are secret by name', () => {
    expect(
      maskHeaders([
        ['Authorization', 'Basic eA=='],
        ['cookie', 'a=b'],
        ['x-api-token', 't'],
        ['accept', '*/*'],
      ]),
    ).toEqual([
      ['Authorization', '••••'],
      ['cookie', '••••'],
      ['x-api-token', '••••'],
      ['accept', '*/*'],
    ])
  })
})

describe('what a receiver echoes', () => {
  const mask = echoMask(payload('PASSWORD=pa55+w0rd%26%3c%22&LAST_NAME=Nowak'), false)
  it.each([
    ['as it reads', 'made pa55 w0rd&<" for Nowak'],
    ['as it was sent', 'PASSWORD=pa55+w0rd%26%3c%22'],
    ['percent-encoded', 'pa55%20w0rd%26%3C%22'],
    ['form-encoded', 'pa55+w0rd%26%3C%22'],
    ['in HTML', '<p>pa55 w0rd&amp;&lt;&quot;</p>'],
    ['in JSON', '{"password":"pa55 w0rd&<\\""}'],
  ])('is masked %s', (_, echoed) => {
    expect(mask(echoed)).not.toMatch(/pa55/)
    expect(mask(echoed)).toContain('****')
  })

  it('keeps everything else', () => {
    expect(mask('OK 200 Nowak \xe8')).toBe('OK 200 Nowak \xe8')
    expect(echoMask(payload('PASSWORD=abc'), false)('abc abc')).toBe('abc abc')
  })

  it('is masked in the bytes of the charset and in UTF-8', () => {
    const polish = echoMask(payload('PASSWORD=\xbf%f3%b3w', { charset: 'windows-1250' }), false)
    expect(polish('\xbf\xf3\xb3w')).toBe('****')
    expect(polish(Buffer.from('żółw').toString('latin1'))).toBe('****')
  })
})

it('shows nothing of an answer to a call with more secrets than can be looked for', () => {
  const form = Array.from({ length: 2000 }, (_, at) => `PASSWORD=canary${at}`).join('&')
  const echo = echoMask(payload(form), false)
  expect(echo('you sent canary1999')).toBe('****')
  expect(echo('')).toBe('')
})
