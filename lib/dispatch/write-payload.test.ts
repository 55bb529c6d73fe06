import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readParameters } from '../livechat/parameters.ts'
import type { EndpointMode } from '../mappings/endpoint-modes.ts'
import { prepareTo, requestTo } from './testing/attempt.ts'

const FORM = 'application/x-www-form-urlencoded'
const url = 'http://h/e.pl?site=1'
const written = (mode: EndpointMode, call: Parameters<typeof prepareTo>[1]) => requestTo({ url, mode }, call)
const bodyOf = (request: { body: Uint8Array }) => Buffer.from(request.body).toString('latin1')
const typeOf = (request: { headers: [string, string][] }) =>
  request.headers.find(([name]) => name === 'content-type')?.[1]

const call = {
  method: 'POST' as const,
  query: 'EVENT=A&Q=%zz',
  body: 'LICENCE=1&A=\xe8+%20&A=2&=x&y&&',
  contentType: FORM,
}

describe('GET', () => {
  it('has the raw pairs of query and body behind the URL’s own query, no body and no content type', () => {
    const request = written('GET', call)
    expect(request).toMatchObject({
      method: 'GET',
      path: '/e.pl?site=1&EVENT=A&Q=%zz&LICENCE=1&A=\xe8+%20&A=2&=x&y&&',
    })
    expect(bodyOf(request)).toBe('')
    expect(typeOf(request)).toBeUndefined()
  })

  it('of a GET as it came is that GET', () => {
    expect(written('GET', { query: 'EVENT=A' }).path).toBe('/e.pl?site=1&EVENT=A')
  })
})

describe('POST form', () => {
  it('has the raw pairs in the body, and the URL’s own query alone in the target', () => {
    const request = written('POST form', { ...call, method: 'GET' })
    expect(request).toMatchObject({ method: 'POST', path: '/e.pl?site=1' })
    expect(bodyOf(request)).toBe('EVENT=A&Q=%zz&LICENCE=1&A=\xe8+%20&A=2&=x&y&&')
    expect(typeOf(request)).toBe(FORM)
  })

  it.each([
    [`${FORM}; charset=windows-1250`, `${FORM}; charset=windows-1250`],
    [`${FORM};version=1; Charset = "iso-8859-2"`, `${FORM}; charset="iso-8859-2"`],
    ['Application/X-WWW-Form-URLencoded;charset=utf-8', `${FORM}; charset=utf-8`],
    ['text/plain; charset=windows-1250', FORM],
    [null, FORM],
  ])('of a call with content type %s has %s', (contentType, sent) => {
    expect(typeOf(written('POST form', { ...call, contentType }))).toBe(sent)
  })
})

describe('POST JSON', () => {
  it('is an object of the decoded text in the order of first appearance, repeats as arrays', () => {
    const request = written('POST JSON', {
      ...call,
      query: 'EVENT=A&9=b&1=a',
      body: '__proto__=p&A=%b9+%0a&=x&A=2&y&constructor=c&__proto__=q&&A=%22',
      charset: 'windows-1250',
    })
    expect(Buffer.from(request.body).toString('utf8')).toBe(
      '{"EVENT":"A","9":"b","1":"a","__proto__":["p","q"],"A":["ą \\n","2","\\""],"":["x",""],"y":"","constructor":"c"}',
    )
    expect(request).toMatchObject({ method: 'POST', path: '/e.pl?site=1' })
    expect(typeOf(request)).toBe('application/json')
  })

  it('of a call without parameters is an empty object', () => {
    expect(bodyOf(written('POST JSON', {}))).toBe('{}')
  })

  it('refuses more parameters than can be decoded without holding up others', () => {
    const endpoint = { url, mode: 'POST JSON' }
    expect(prepareTo(endpoint, { ...call, query: '', body: '&'.repeat(100_000) })).toMatchObject({
      ok: false,
    })
    expect(prepareTo(endpoint, { ...call, query: '', body: '&'.repeat(99_999) })).toMatchObject({ ok: true })
  })
})

describe('a body that is no form', () => {
  const json = { method: 'POST' as const, body: '{"EVENT":"A"}', contentType: 'application/json' }

  it.each(['GET', 'POST form', 'POST JSON'])('is refused as %s, with what to do', (mode) => {
    expect(prepareTo({ url, mode }, json)).toEqual({
      ok: false,
      reason: `The body of this call is no form, so it cannot be sent as ${mode}. Set the endpoint to send it as received.`,
    })
    expect(prepareTo({ url, mode }, { ...json, body: '', query: 'EVENT=A' })).toMatchObject({ ok: true })
  })

  it('goes out as received', () => {
    expect(bodyOf(written('as received', json))).toBe('{"EVENT":"A"}')
  })
})

it('a mode that this version does not know is refused', () => {
  for (const mode of ['PUT', '', '__proto__', 'toString']) {
    expect(prepareTo({ url, mode })).toEqual({ ok: false, reason: expect.stringContaining('mode') })
  }
})

describe('any call', () => {
  // What a target can carry as it is: HTTP has no place for blanks and control characters there.
  const carried = fc
    .array(fc.oneof(fc.constantFrom(...'&&==%+AB__proto__1'), fc.integer({ min: 0x21, max: 255 })), {
      maxLength: 80,
    })
    .map((parts) =>
      parts
        .map((part) => (typeof part === 'number' ? String.fromCharCode(part === 0x7f ? 0x21 : part) : part))
        .join(''),
    )

  it('has exactly the same pair bytes as GET and as POST form', () => {
    fc.assert(
      fc.property(carried, carried, (query, body) => {
        const given = { ...call, query, body }
        const pairs = [query, body].filter((part) => part !== '').join('&')
        expect(bodyOf(written('POST form', given))).toBe(pairs)
        expect(written('GET', given).path).toBe(pairs === '' ? '/e.pl?site=1' : `/e.pl?site=1&${pairs}`)
      }),
    )
  })

  it('parses back from JSON to its decoded parameters', () => {
    const charsets = fc.constantFrom('utf-8', 'windows-1250', 'iso-8859-2', 'shift_jis')
    fc.assert(
      fc.property(carried, carried, charsets, (query, body, charset) => {
        const sent = Buffer.from(written('POST JSON', { ...call, query, body, charset }).body).toString(
          'utf8',
        )
        const parsed: Record<string, string | string[]> = JSON.parse(sent)
        const expected = new Map<string, string[]>()
        const bytes = { query: Buffer.from(query, 'latin1'), body: Buffer.from(body, 'latin1') }
        for (const [name, value] of readParameters({ ...bytes, contentType: FORM, charset })) {
          expected.set(name, [...(expected.get(name) ?? []), value])
        }
        expect(new Map(Object.entries(parsed).map(([name, value]) => [name, [value].flat()]))).toEqual(
          expected,
        )
      }),
    )
  })
})
