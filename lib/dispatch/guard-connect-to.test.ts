import { describe, expect, it } from 'vitest'
import type { Lookup } from './guarded-connect.ts'
import { send } from './send.ts'
import { agentFor, receiver, requestTo } from './testing/attempt.ts'
import { TEST_CERTIFICATE } from './testing/certificate.ts'
import { answers, connectionsAreFree, noLookup } from './testing/lookups.ts'
import { answerOk } from './testing/loopback-server.ts'

const limit = { timeoutMs: 5_000 }

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
