import { describe, expect, it } from 'vitest'
import { send } from './send.ts'
import { agentFor, receiver, requestTo } from './testing/attempt.ts'
import { TEST_CERTIFICATE } from './testing/certificate.ts'
import { answers } from './testing/lookups.ts'
import { answerOk } from './testing/loopback-server.ts'

const limit = { timeoutMs: 5_000 }

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
