import { describe, expect, it } from 'vitest'
import { makeAgent } from './guarded-agent.ts'
import type { Lookup } from './guarded-connect.ts'
import { send } from './send.ts'
import { agentFor, policyOf, receiver, requestTo } from './testing/attempt.ts'
import { TEST_CERTIFICATE } from './testing/certificate.ts'
import { answerOk, answerText } from './testing/loopback-server.ts'

const limit = { timeoutMs: 5_000 }
const answers =
  (...addresses: string[]): Lookup =>
  async () =>
    addresses.map((address) => ({ address }))
/** undici takes a connection back one turn of the event loop after the answer; a request before that opens another. */
const connectionsAreFree = () => new Promise((free) => setImmediate(free))
const noLookup: Lookup = async (name) => {
  throw Object.assign(new Error(`${name} was looked up`), { code: 'LOOKED_UP' })
}

describe('with nothing allowed', () => {
  it.each([
    '127.0.0.1',
    '127.1',
    '0x7f.1',
    '0177.0.0.1',
    '2130706433',
    '0x7f000001',
    '017700000001',
    '127.0.0.1.',
    '0',
    '0.0.0.0',
    '%31%32%37.0.0.1',
    '①②⑦.⓪.⓪.①',
    '127。0。0。1',
    '１２７.0.0.1',
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[0:0:0:0:0:0:0:1]',
    '[::127.0.0.1]',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
    '127.0.0.2',
    '127.255.255.254',
  ])('http://%s is refused and its listener sees nothing', async (host) => {
    const plain = await receiver(answerOk, { host: '0.0.0.0' })
    const result = await send(
      agentFor('', { lookup: noLookup }),
      requestTo(`http://${host}:${plain.port}/`),
      limit,
    )
    expect(result).toMatchObject({ outcome: 'failed', kind: 'policy', phase: 'connect', answer: null })
    expect(plain.connections()).toBe(0)
  })

  it('http:\\\\127.0.0.1 is refused as well', async () => {
    const server = await receiver(answerOk)
    const result = await send(agentFor(''), requestTo(`http:\\\\127.0.0.1:${server.port}\\`), limit)
    expect(result).toMatchObject({
      kind: 'policy',
      address: '127.0.0.1',
      message: '127.0.0.1 is private. Set DISPATCH_ALLOW=127.0.0.1/32 on the server and restart.',
    })
    expect(server.connections()).toBe(0)
  })

  it.each(['localhost', 'localhost.', 'x.localhost', 'internal.test'])(
    'the name %s is judged by what it leads to',
    async (name) => {
      const server = await receiver(answerOk)
      const agent = agentFor('', { lookup: answers('127.0.0.1') })
      const result = await send(agent, requestTo(`http://${name}:${server.port}/`), limit)
      expect(result).toMatchObject({ kind: 'policy', address: '127.0.0.1' })
      expect(result.outcome === 'failed' && result.message).toContain(
        `${name.replace(/\.$/, '')} leads to 127.0.0.1. 127.0.0.1 is private. Set DISPATCH_ALLOW=127.0.0.1/32`,
      )
      expect(server.connections()).toBe(0)
    },
  )
})

describe('a name with several addresses', () => {
  it.each([
    ['public and private', ['8.8.8.8', '127.0.0.1'], '127.0.0.1'],
    ['private and public', ['127.0.0.1', '8.8.8.8'], '127.0.0.1'],
    ['mapped', ['::ffff:127.0.0.1'], '::ffff:127.0.0.1'],
    ['allowed and metadata', ['127.0.0.9', '169.254.169.254'], '169.254.169.254'],
    ['nonsense', ['127.0.0.9', 'localhost'], 'localhost'],
  ])('is refused when one is bad: %s', async (_what, addresses, bad) => {
    const server = await receiver(answerOk, { host: '0.0.0.0' })
    const agent = agentFor('127.0.0.9', { lookup: answers(...addresses) })
    const result = await send(agent, requestTo(`http://receiver.test:${server.port}/`), limit)
    expect(result).toMatchObject({ outcome: 'failed', kind: 'policy', address: bad })
    expect(server.connections()).toBe(0)
  })

  it('is tried in order until one answers', async () => {
    const server = await receiver(answerOk, { host: '127.0.0.3' })
    const agent = agentFor('127.0.0.0/8', { lookup: answers('127.0.0.2', '127.0.0.3') })
    const result = await send(agent, requestTo(`http://receiver.test:${server.port}/`), limit)
    expect(result).toMatchObject({ outcome: 'answered', address: '127.0.0.3' })
  })

  it('is judged anew at each connection, so that a name that moves to a private address is refused', async () => {
    const server = await receiver(
      (socket) => socket.end(answerText('ok', '200 OK', 'connection: close\r\n')),
      { host: '0.0.0.0' },
    )
    let lookups = 0
    const lookup: Lookup = async () => [{ address: lookups++ === 0 ? '127.0.0.1' : '127.0.0.2' }]
    const agent = agentFor('127.0.0.1', { lookup })
    const request = requestTo(`http://receiver.test:${server.port}/`)
    expect(await send(agent, request, limit)).toMatchObject({ outcome: 'answered', address: '127.0.0.1' })
    expect(await send(agent, request, limit)).toMatchObject({ kind: 'policy', address: '127.0.0.2' })
    expect(server.connections()).toBe(1)
  })
})

describe('with an address allowed', () => {
  it('calls it on its port only', async () => {
    const allowed = await receiver(answerOk)
    const other = await receiver(answerOk)
    const agent = agentFor(`127.0.0.1:${allowed.port}`)
    expect(await send(agent, requestTo(`http://127.1:${allowed.port}/`), limit)).toMatchObject({
      outcome: 'answered',
      status: 200,
    })
    expect(await send(agent, requestTo(`http://127.0.0.1:${other.port}/`), limit)).toMatchObject({
      kind: 'policy',
    })
    expect(other.connections()).toBe(0)
  })

  it('never calls Bellhop’s own port', async () => {
    const own = await receiver(answerOk)
    const agent = agentFor('127.0.0.0/8', {}, [own.port])
    expect(await send(agent, requestTo(`http://127.0.0.1:${own.port}/`), limit)).toMatchObject({
      kind: 'policy',
    })
    expect(own.connections()).toBe(0)
  })

  it.each([301, 302, 307, 308])('does not follow %i to a refused or an allowed place', async (status) => {
    const elsewhere = await receiver(answerOk)
    const location = `http://127.0.0.1:${elsewhere.port}/`
    const server = await receiver((socket) =>
      socket.write(answerText('', `${status} Moved`, `Location: ${location}\r\n`)),
    )
    const result = await send(agentFor('127.0.0.0/8'), requestTo(`http://127.0.0.1:${server.port}/`), limit)
    expect(result).toMatchObject({
      outcome: 'answered',
      status,
      headers: [
        ['Location', location],
        ['content-length', '0'],
      ],
    })
    expect(elsewhere.connections()).toBe(0)
  })

  it('a kept-alive connection ends with its agent, and the agent of a tightened policy refuses', async () => {
    const server = await receiver(answerOk)
    const request = requestTo(`http://127.0.0.1:${server.port}/`)
    const old = makeAgent(policyOf('127.0.0.1'), { connectTimeoutMs: 5000 })
    expect(await send(old, request, limit)).toMatchObject({ outcome: 'answered' })
    await old.destroy()
    expect(await send(old, request, limit)).toMatchObject({ kind: 'unknown' })
    expect(await send(agentFor(''), request, limit)).toMatchObject({ kind: 'policy' })
    expect(server.requests).toHaveLength(1)
  })
})

describe('connections', () => {
  it('are kept alive, and a request tells whether its own was new', async () => {
    const server = await receiver(answerOk)
    const agent = agentFor('127.0.0.1', { lookup: answers('127.0.0.1') })
    const request = requestTo(`http://receiver.test:${server.port}/`)
    const first = await send(agent, request, limit)
    await connectionsAreFree()
    const second = await send(agent, request, limit)
    expect(first.timings).toMatchObject({
      dnsMs: expect.any(Number),
      connectMs: expect.any(Number),
      tlsMs: null,
      reusedConnection: false,
    })
    expect(second.timings).toMatchObject({
      dnsMs: null,
      connectMs: null,
      tlsMs: null,
      reusedConnection: true,
    })
    expect([first.address, second.address]).toEqual(['127.0.0.1', '127.0.0.1'])
    expect(server.connections()).toBe(1)
  })

  it('at the same time each belong to one request', async () => {
    const waiting: (() => void)[] = []
    const server = await receiver(
      (socket, request) => {
        waiting.push(() => socket.write(answerText(/\?(\d+)/.exec(request)?.[1] ?? '')))
        if (waiting.length === 10) for (const answer of waiting.splice(0)) answer()
      },
      { host: '0.0.0.0' },
    )
    // Each connection gets an address of its own: a request that is told another's would show it.
    let lookups = 0
    const agent = agentFor('127.0.0.0/8', { lookup: async () => [{ address: `127.0.1.${++lookups}` }] })
    const url = `http://receiver.test:${server.port}/`
    const round = () =>
      Promise.all(
        Array.from({ length: 10 }, (_, i) => send(agent, requestTo(url, { query: String(i) }), limit)),
      )
    const first = await round()
    await connectionsAreFree()
    const second = await round()
    for (const results of [first, second]) {
      expect(results.map((r) => r.outcome === 'answered' && Buffer.from(r.body).toString())).toEqual([
        ...'0123456789',
      ])
      expect(new Set(results.map((r) => r.address)).size).toBe(10)
    }
    expect(first.every((r) => !r.timings.reusedConnection)).toBe(true)
    expect(second.every((r) => r.timings.reusedConnection)).toBe(true)
    expect(server.connections()).toBe(10)
  })
})

describe('https', () => {
  it('is checked against the name, and its handshake is timed', async () => {
    const server = await receiver(answerOk, { tls: true })
    const agent = agentFor('127.0.0.1', { ca: TEST_CERTIFICATE, lookup: answers('127.0.0.1') })
    const named = await send(agent, requestTo(`https://receiver.test:${server.port}/`), limit)
    expect(named).toMatchObject({ outcome: 'answered', status: 200, timings: { tlsMs: expect.any(Number) } })
    expect(await send(agent, requestTo(`https://receiver.test.:${server.port}/`), limit)).toMatchObject({
      outcome: 'answered',
    })
    expect(await send(agent, requestTo(`https://127.0.0.1:${server.port}/`), limit)).toMatchObject({
      outcome: 'answered',
    })
    const other = await send(agent, requestTo(`https://other.test:${server.port}/`), limit)
    expect(other).toMatchObject({
      kind: 'tls',
      message: expect.stringContaining('other.test'),
      timings: { connectMs: expect.any(Number) },
    })
    expect(server.requests).toHaveLength(3)
  })

  it('fails with a certificate that nobody vouches for', async () => {
    const server = await receiver(answerOk, { tls: true })
    const result = await send(agentFor('127.0.0.1'), requestTo(`https://127.0.0.1:${server.port}/`), limit)
    expect(result).toMatchObject({
      kind: 'tls',
      address: '127.0.0.1',
      message: expect.stringContaining('self-signed'),
    })
    expect(server.requests).toHaveLength(0)
  })

  it('fails where no TLS is spoken', async () => {
    const server = await receiver(answerOk)
    server.greet('HTTP/1.1 400 Bad Request\r\n\r\n')
    const result = await send(agentFor('127.0.0.1'), requestTo(`https://127.0.0.1:${server.port}/`), limit)
    expect(result).toMatchObject({
      outcome: 'failed',
      kind: 'tls',
      phase: 'connect',
      timings: { tlsMs: null },
    })
  })
})

describe('connect-to', () => {
  const to = (text: string) => ({ text, source: 'endpoint' as const })

  it('goes to its address while URL, path and Host stay the URL’s', async () => {
    const server = await receiver(answerOk)
    const request = requestTo({ url: 'http://shop.example/e.pl', connectTo: to(`127.0.0.1:${server.port}`) })
    const result = await send(agentFor('127.0.0.1', { lookup: noLookup }), request, limit)
    expect(result).toMatchObject({ outcome: 'answered', address: '127.0.0.1' })
    expect(request.url).toBe('http://shop.example/e.pl')
    expect(server.requests[0]).toMatch(/^GET \/e\.pl HTTP\/1\.1\r\nhost: shop\.example\r\n/)
  })

  it('takes the port of the URL when it names none', async () => {
    const server = await receiver(answerOk, { host: '127.0.0.4' })
    const request = requestTo({ url: `http://shop.example:${server.port}/`, connectTo: to('127.0.0.4') })
    expect(await send(agentFor('127.0.0.4', { lookup: noLookup }), request, limit)).toMatchObject({
      outcome: 'answered',
      address: '127.0.0.4',
    })
  })

  it.each([
    '127.0.0.1',
    '127.1',
    '0x7f.1',
    '2130706433',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '169.254.169.254',
    '0.0.0.0',
  ])('to %s is judged as a URL to it would be, and no packet leaves', async (host) => {
    const server = await receiver(answerOk, { host: '0.0.0.0' })
    const request = requestTo({ url: 'http://8.8.8.8/', connectTo: to(`${host}:${server.port}`) })
    const refused = await send(agentFor('', { lookup: noLookup }), request, limit)
    const direct = await send(agentFor(''), requestTo(`http://${host}:${server.port}/`), limit)
    expect(refused).toMatchObject({ outcome: 'failed', kind: 'policy' })
    expect(refused.outcome === 'failed' && refused.message).toBe(
      direct.outcome === 'failed' && direct.message,
    )
    expect(server.connections()).toBe(0)
  })

  it('to a private address says what to set for that address, not for the URL’s', async () => {
    const request = requestTo({ url: 'http://127.0.0.1/', connectTo: to('10.0.0.5:8080') })
    expect(await send(agentFor('127.0.0.1'), request, limit)).toMatchObject({
      kind: 'policy',
      address: '10.0.0.5',
      message: '10.0.0.5 is private. Set DISPATCH_ALLOW=127.0.0.1/32,10.0.0.5/32 on the server and restart.',
    })
  })

  it('to a name is judged by every answer, and tried in order', async () => {
    const server = await receiver(answerOk, { host: '127.0.0.3' })
    const request = requestTo({ url: 'http://shop.example/', connectTo: to(`rpc.test:${server.port}`) })
    const asked: string[] = []
    const lookup =
      (...addresses: string[]): Lookup =>
      async (name) => {
        asked.push(name)
        return addresses.map((address) => ({ address }))
      }
    const mixed = agentFor('127.0.0.3', { lookup: lookup('127.0.0.3', '10.9.9.9') })
    expect(await send(mixed, request, limit)).toMatchObject({
      kind: 'policy',
      address: '10.9.9.9',
      message: expect.stringMatching(/^rpc\.test leads to 10\.9\.9\.9\. /),
    })
    const good = agentFor('127.0.0.0/8', { lookup: lookup('127.0.0.2', '127.0.0.3') })
    expect(await send(good, request, limit)).toMatchObject({ outcome: 'answered', address: '127.0.0.3' })
    expect(asked).toEqual(['rpc.test', 'rpc.test'])
  })

  it('never reaches Bellhop’s own port, also when the URL’s is another', async () => {
    const own = await receiver(answerOk)
    const request = requestTo({ url: 'http://shop.example/', connectTo: to(`127.0.0.1:${own.port}`) })
    const result = await send(agentFor('127.0.0.0/8', {}, [own.port]), request, limit)
    expect(result).toMatchObject({ kind: 'policy', message: expect.stringContaining("Bellhop's own") })
    expect(own.connections()).toBe(0)
  })

  it('reaches an IPv6 address', async () => {
    const server = await receiver(answerOk, { host: '::1' })
    const request = requestTo({ url: 'http://shop.example/', connectTo: to(`[::1]:${server.port}`) })
    const result = await send(agentFor('[::1]', { lookup: noLookup }), request, limit)
    expect(result).toMatchObject({ outcome: 'answered', address: '::1' })
    expect(server.requests[0]).toContain('host: shop.example\r\n')
  })

  it('to a name that does not resolve, or that refuses, names both places', async () => {
    const lost: Lookup = async () => {
      throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })
    }
    const request = requestTo({ url: 'http://shop.example/', connectTo: to('rpc.test:80') })
    expect(await send(agentFor('', { lookup: lost }), request, limit)).toMatchObject({
      kind: 'dns',
      message: expect.stringContaining('The name rpc.test could not be resolved (ENOTFOUND).'),
    })
    const server = await receiver(answerOk)
    await server.close()
    const closed = requestTo({ url: 'http://shop.example/', connectTo: to(`127.0.0.1:${server.port}`) })
    expect(await send(agentFor('127.0.0.1'), closed, limit)).toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(/^127\.0\.0\.1:\d+ for shop\.example refused the connection\./),
    })
  })

  it('speaks TLS with the name of the URL and checks its certificate against it', async () => {
    const server = await receiver(answerOk, { tls: true })
    const agent = agentFor('127.0.0.1', { ca: TEST_CERTIFICATE, lookup: answers('127.0.0.1') })
    const connectTo = to(`rpc.test:${server.port}`)
    expect(await send(agent, requestTo({ url: 'https://receiver.test/', connectTo }), limit)).toMatchObject({
      outcome: 'answered',
    })
    expect(await send(agent, requestTo({ url: 'https://other.test/', connectTo }), limit)).toMatchObject({
      kind: 'tls',
      message: expect.stringContaining('other.test'),
    })
    expect(server.requests).toHaveLength(1)
    expect(server.requests[0]).toContain('host: receiver.test\r\n')
  })

  it('never shares a connection with another connect-to of the same URL, nor with the URL’s own', async () => {
    const [a, b, own] = [await receiver(answerOk), await receiver(answerOk), await receiver(answerOk)]
    const agent = agentFor('127.0.0.1', { lookup: answers('127.0.0.1') })
    const url = `http://shop.test:${own.port}/`
    const requests = [a, b].map(({ port }) => requestTo({ url, connectTo: to(`127.0.0.1:${port}`) }))
    for (let round = 0; round < 3; round += 1) {
      for (const request of [...requests, requestTo(url)]) {
        expect(await send(agent, request, limit)).toMatchObject({ outcome: 'answered' })
        await connectionsAreFree()
      }
    }
    for (const server of [a, b, own]) {
      expect(server.requests).toHaveLength(3)
      expect(server.connections()).toBe(1)
    }
  })

  it('that is the URL’s own address changes nothing', () => {
    expect(requestTo({ url: 'http://127.0.0.1/', connectTo: to('127.1:80') }).connectTo).toBeNull()
    expect(requestTo({ url: 'https://[::1]/', connectTo: to('[0:0::1]') }).connectTo).toBeNull()
    expect(requestTo({ url: 'https://h.test/', connectTo: to('H.test:80') }).connectTo).toEqual({
      hostname: 'h.test',
      port: 80,
      source: 'endpoint',
    })
  })
})
