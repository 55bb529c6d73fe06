import { describe, expect, it } from 'vitest'
import { makeAgent } from './guarded-agent.ts'
import { send } from './send.ts'
import { agentFor, policyOf, receiver, requestTo } from './testing/attempt.ts'
import { answerOk, answerText } from './testing/loopback-server.ts'

const limit = { timeoutMs: 5_000 }

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
