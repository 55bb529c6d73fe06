import { describe, expect, it } from 'vitest'
import { send } from './send.ts'
import { agentFor, receiver, requestTo } from './testing/attempt.ts'
import { answers, noLookup } from './testing/lookups.ts'
import { answerOk } from './testing/loopback-server.ts'

const limit = { timeoutMs: 5_000 }

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

  it.each(['http', 'https'])(
    'port 0 of an %s URL is refused, and not taken for the port of the scheme',
    async (scheme) => {
      const agent = agentFor('127.0.0.0/8', { lookup: noLookup })
      const result = await send(agent, requestTo(`${scheme}://127.0.0.1:0/`), limit)
      expect(result).toMatchObject({ outcome: 'failed', kind: 'policy' })
      expect(result.outcome === 'failed' && result.message).toContain('There is no port 0')
    },
  )

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
