import { describe, expect, it } from 'vitest'
import { makeAgent } from './guarded-agent.ts'
import { send } from './send.ts'
import { agentFor, policyOf, receiver, requestTo } from './testing/attempt.ts'
import { answerOk, answerText } from './testing/loopback-server.ts'
import { stubDns, type Zone } from './testing/stub-dns.ts'

const limit = { timeoutMs: 5_000 }

describe('a name server that means ill', () => {
  it.each<[string, string[], string]>([
    ['a private address', ['127.0.0.1'], '127.0.0.1'],
    ['public and private', ['93.184.216.34', '127.0.0.1'], '127.0.0.1'],
    ['an alias to a private address', ['CNAME inside.test'], '127.0.0.1'],
    ['a private IPv6 address', ['::1'], '::1'],
    ['a mapped address', ['::ffff:7f00:1'], '::ffff:127.0.0.1'],
    ['metadata', ['169.254.169.254'], '169.254.169.254'],
    ['public IPv6 and private IPv4', ['2606:4700::1111', '10.0.0.5'], '10.0.0.5'],
  ])('%s: refused, and nothing is connected to', async (_what, said, address) => {
    const server = await receiver(answerOk, { host: '::' })
    const lookup = await stubDns({ 'shop.test': said, 'inside.test': ['127.0.0.1'] })
    const result = await send(agentFor('', { lookup }), requestTo(`http://shop.test:${server.port}/`), limit)
    expect(result).toMatchObject({ outcome: 'failed', kind: 'policy', address })
    expect(server.connections()).toBe(0)
  })

  it('first allowed, then private: the second connection is refused', async () => {
    const closing = answerText('ok', '200 OK', 'connection: close\r\n')
    const server = await receiver((socket) => socket.end(closing), { host: '0.0.0.0' })
    const lookup = await stubDns({ 'shop.test': [['127.0.0.1'], ['127.0.0.2']] })
    const agent = agentFor('127.0.0.1', { lookup })
    const request = requestTo(`http://shop.test:${server.port}/`)
    expect(await send(agent, request, limit)).toMatchObject({ outcome: 'answered' })
    expect(await send(agent, request, limit)).toMatchObject({ kind: 'policy', address: '127.0.0.2' })
    expect(server.connections()).toBe(1)
  })

  it.each<[string, Zone]>([
    ['does not know the name', { 'shop.test': 'NXDOMAIN' }],
    ['fails', { 'shop.test': 'SERVFAIL' }],
    ['knows no address of it', { 'shop.test': [] }],
  ])('%s: the name could not be resolved, to be tried again', async (_what, zone) => {
    const lookup = await stubDns(zone)
    const result = await send(agentFor('', { lookup }), requestTo('http://shop.test/'), limit)
    expect(result).toMatchObject({ outcome: 'failed', kind: 'dns' })
  })
})

describe('what a policy is made for', () => {
  it('the database is never called, wherever it is and whatever is allowed', async () => {
    const server = await receiver(answerOk, { host: '127.0.0.7' })
    const lookup = await stubDns({ 'db.test': ['127.0.0.7'], 'shop.test': ['127.0.0.7'] })
    const policyFor = (hostname: string, port: number) => ({
      ...policyOf('127.0.0.0/8'),
      database: { hostname, port },
    })
    for (const hostname of ['db.test', '127.0.0.7']) {
      const agent = makeAgent(policyFor(hostname, server.port), { connectTimeoutMs: 5000, lookup })
      for (const host of ['127.0.0.7', 'shop.test', 'db.test'])
        expect(await send(agent, requestTo(`http://${host}:${server.port}/`), limit)).toMatchObject({
          kind: 'policy',
        })
      await agent.destroy()
    }
    expect(server.connections()).toBe(0)
    const elsewhere = makeAgent(policyFor('db.test', 1), { connectTimeoutMs: 5000, lookup })
    expect(await send(elsewhere, requestTo(`http://shop.test:${server.port}/`), limit)).toMatchObject({
      outcome: 'answered',
    })
    await elsewhere.destroy()
  })

  it('a kept connection does not outlive it: a tightened policy has an agent of its own', async () => {
    const server = await receiver(answerOk)
    const request = requestTo(`http://127.0.0.1:${server.port}/`)
    const wide = agentFor('127.0.0.1')
    expect(await send(wide, request, limit)).toMatchObject({ outcome: 'answered' })
    await wide.destroy()
    expect(await send(agentFor(''), request, limit)).toMatchObject({ kind: 'policy' })
    expect(server.connections()).toBe(1)
  })

  it('of many addresses six are tried', async () => {
    const dead = Array.from({ length: 40 }, (_, n) => ({ address: `127.0.2.${n + 1}` }))
    const server = await receiver(answerOk, { host: '127.0.3.1' })
    const lookup = async () => [...dead, { address: '127.0.3.1' }]
    const result = await send(
      agentFor('127.0.0.0/8', { lookup }),
      requestTo(`http://many.test:${server.port}/`),
      limit,
    )
    expect(result).toMatchObject({ kind: 'refused', address: '127.0.2.6' })
  })
})
