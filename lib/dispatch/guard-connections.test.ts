import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { describe, expect, it, onTestFinished } from 'vitest'
import { send } from './send.ts'
import { agentFor, receiver, requestTo } from './testing/attempt.ts'
import { answers, connectionsAreFree } from './testing/lookups.ts'
import { answerOk, answerText } from './testing/loopback-server.ts'

const limit = { timeoutMs: 5_000 }

const RESETTING = `
  const { parentPort } = require('node:worker_threads')
  const server = require('node:net').createServer((socket) => socket.resetAndDestroy())
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port))`

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

  it('that are reset as soon as they stand are lost, to be tried again, and never refused', async () => {
    // In a thread of its own, so that the reset comes while this one has not yet looked at its connection.
    const server = new Worker(RESETTING, { eval: true })
    onTestFinished(() => void server.terminate())
    const [port] = await once(server, 'message')
    const agent = agentFor('127.0.0.1')
    const kinds = new Set<string>()
    for (let n = 0; n < 300; n += 1) {
      const result = await send(agent, requestTo(`http://127.0.0.1:${port}/`), limit)
      kinds.add(result.outcome === 'failed' ? result.kind : result.outcome)
    }
    expect([...kinds]).toEqual(['reset'])
  })
})
