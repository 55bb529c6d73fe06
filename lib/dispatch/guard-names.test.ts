import { describe, expect, it } from 'vitest'
import type { Lookup } from './guarded-connect.ts'
import { send } from './send.ts'
import { agentFor, receiver, requestTo } from './testing/attempt.ts'
import { answers } from './testing/lookups.ts'
import { answerOk, answerText } from './testing/loopback-server.ts'

const limit = { timeoutMs: 5_000 }

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
