import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { requestHead } from './prepare-request.ts'
import { send } from './send.ts'
import { agentFor, prepareTo, receiver, requestTo } from './testing/attempt.ts'
import { answerOk } from './testing/loopback-server.ts'

describe('the target', () => {
  it.each([
    ['http://h/events.pl', 'EVENT=A', '/events.pl?EVENT=A'],
    ['http://h/events.pl', '', '/events.pl'],
    ['http://h', 'EVENT=A', '/?EVENT=A'],
    ['http://h/events.pl?site=1', 'EVENT=A', '/events.pl?site=1&EVENT=A'],
    ['http://h/events.pl?site=1&', 'EVENT=A', '/events.pl?site=1&EVENT=A'],
    ['http://h/events.pl?', 'EVENT=A', '/events.pl?EVENT=A'],
    ['http://h/events.pl?', '', '/events.pl?'],
    ['http://h/events.pl#part', 'EVENT=A', '/events.pl?EVENT=A'],
    ['http://h/%zz/%41', 'a=%zz&a=+&b=%20&&=x', '/%zz/%41?a=%zz&a=+&b=%20&&=x'],
    ['http://h/a', 'a=#&b=?&c="<>\\^`{|}', '/a?a=#&b=?&c="<>\\^`{|}'],
    ['http://h/a', 'a=\xe8\x9a\xb9\xff', '/a?a=\xe8\x9a\xb9\xff'],
    ['http://h/a', 'a= \t\r\n\0\x7f', '/a?a=%20%09%0D%0A%00%7F'],
  ])('of %s with the query %j is %j', (url, query, path) => {
    expect(requestTo(url, { query }).path).toBe(path)
  })
})

describe('the request', () => {
  it('carries the delivery, the attempt and the time, and shows its URL', () => {
    const body = 'EVENT=A'
    const contentType = 'application/x-www-form-urlencoded; charset=\xe8'
    expect(requestTo('https://h:8443/a', { method: 'POST', query: 'q=\xe8', body, contentType })).toEqual({
      method: 'POST',
      url: 'https://h:8443/a?q=\xe8',
      origin: 'https://h:8443',
      connectTo: null,
      path: '/a?q=\xe8',
      headers: [
        ['content-type', contentType],
        ['accept', '*/*'],
        ['accept-encoding', 'identity'],
        ['user-agent', 'Bellhop/0.1.0'],
        ['webhook-id', '01990000-0000-7000-8000-000000000001'],
        ['webhook-timestamp', '1795341600'],
        ['bellhop-attempt', '1'],
      ],
      body: Buffer.from(body),
    })
  })

  it('has no content type when the call had none, and none that could split the headers', () => {
    expect(requestTo('http://h/').headers.map(([name]) => name)).not.toContain('content-type')
    expect(requestTo('http://h/', { contentType: 'a/b\r\nX: y\0' }).headers[0]).toEqual([
      'content-type',
      'a/bX: y',
    ])
  })

  it.each([
    '',
    'nonsense',
    'ftp://h/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'http://',
    'http://u@127.0.0.1/',
    'http://u:p@h/',
    'http://:p@h/',
  ])('to %j is refused with a reason', (url) => {
    expect(prepareTo({ url })).toEqual({ ok: false, reason: expect.stringContaining('URL') })
  })
})

describe('on the wire', () => {
  it('a GET is exactly these bytes', async () => {
    const server = await receiver(answerOk)
    await send(
      agentFor('127.0.0.1'),
      requestTo(`http://127.0.0.1:${server.port}/e.pl?s=1`, { query: 'EVENT=A&A=\xe8' }),
      { timeoutMs: 5000 },
    )
    expect(server.requests).toEqual([
      `GET /e.pl?s=1&EVENT=A&A=\xe8 HTTP/1.1\r\nhost: 127.0.0.1:${server.port}\r\nconnection: keep-alive\r\n` +
        'accept: */*\r\naccept-encoding: identity\r\nuser-agent: Bellhop/0.1.0\r\n' +
        'webhook-id: 01990000-0000-7000-8000-000000000001\r\nwebhook-timestamp: 1795341600\r\nbellhop-attempt: 1\r\n\r\n',
    ])
  })

  it('a GET with a body and a POST without one keep both as they were', async () => {
    const server = await receiver(answerOk)
    const agent = agentFor('127.0.0.1')
    const url = `http://127.0.0.1:${server.port}/`
    await send(agent, requestTo(url, { body: 'EVENT=A', contentType: 'text/plain' }), { timeoutMs: 5000 })
    await send(agent, requestTo(url, { method: 'POST' }), { timeoutMs: 5000 })
    expect(server.requests[0]).toMatch(
      /^GET \/ HTTP.*content-type: text\/plain\r\n.*content-length: 7\r\n\r\nEVENT=A$/s,
    )
    expect(server.requests[1]).toMatch(/^POST \/ HTTP.*content-length: 0\r\n\r\n$/s)
  })

  it('any query that HTTP can carry, any body and any latin1 content type arrive byte for byte', async () => {
    const server = await receiver(answerOk)
    const agent = agentFor('127.0.0.1')
    const url = `http://127.0.0.1:${server.port}/e`
    const latin1 = (from: number) =>
      fc
        .array(
          fc.integer({ min: from, max: 255 }).filter((byte) => byte !== 0x7f),
          { minLength: 1, maxLength: 300 },
        )
        .map((bytes) => String.fromCharCode(...bytes))
    const bytes = fc.uint8Array({ maxLength: 2000 }).map((body) => Buffer.from(body).toString('latin1'))
    await fc.assert(
      fc.asyncProperty(latin1(0x21), bytes, latin1(0x21), async (query, body, contentType) => {
        const result = await send(agent, requestTo(url, { method: 'POST', query, body, contentType }), {
          timeoutMs: 5000,
        })
        expect(result.outcome).toBe('answered')
        const received = server.requests.pop() ?? ''
        expect(received.startsWith(`POST /e?${query} HTTP/1.1\r\n`)).toBe(true)
        expect(received.slice(received.indexOf('\r\n\r\n') + 4)).toBe(body)
        expect(received).toContain(`\r\ncontent-type: ${contentType}\r\n`)
      }),
      { numRuns: 60 },
    )
  })
})

describe('the head that people are shown', () => {
  it.each([
    [{ url: '/e.pl?s=1' }, { query: 'EVENT=A&A=\xe8' }],
    [{ url: '/e.pl' }, { method: 'POST' as const, body: 'EVENT=A&B=1', contentType: 'text/plain' }],
    [{ url: '/e.pl' }, { method: 'POST' as const }],
    [
      { url: '/', mode: 'GET' },
      { method: 'POST' as const, body: 'A=1' },
    ],
    [{ url: '/', mode: 'POST form' }, { query: 'A=1' }],
    [{ url: '/', mode: 'POST JSON' }, { query: 'A=1&A=\xc5\xbc' }],
  ])('of %j for %j is what the receiver gets, byte for byte', async (endpoint, call) => {
    const server = await receiver(answerOk)
    const request = requestTo({ ...endpoint, url: `http://127.0.0.1:${server.port}${endpoint.url}` }, call)
    await send(agentFor('127.0.0.1'), request, { timeoutMs: 5000 })
    const body = Buffer.from(request.body).toString('latin1')
    expect(server.requests).toEqual([`${requestHead(request).join('\r\n')}\r\n\r\n${body}`])
  })
})
