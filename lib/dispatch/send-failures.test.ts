import { describe, expect, it } from 'vitest'
import { FAILURE_KIND_NAMES, failureSentence } from './failure-kinds.ts'
import { refusedResult, send } from './send.ts'
import { agentFor, bodyOf, receiver, requestTo, sendTo } from './testing/attempt.ts'
import { type Answerer, answerOk, answerText } from './testing/loopback-server.ts'

const KIB = 1024

describe('no answer', () => {
  it('when nobody listens: refused', async () => {
    const server = await receiver(answerOk)
    await server.close()
    const result = await send(agentFor('127.0.0.1'), requestTo(`http://127.0.0.1:${server.port}/`), {
      timeoutMs: 5_000,
    })
    expect(result).toMatchObject({
      outcome: 'failed',
      kind: 'refused',
      phase: 'connect',
      address: '127.0.0.1',
    })
    expect(result.outcome === 'failed' && result.message).toMatch(
      /^127\.0\.0\.1:\d+ refused the connection\./,
    )
  })

  it.each(['ENOTFOUND', 'EAI_AGAIN'])('when the name leads nowhere (%s): dns', async (code) => {
    const lookup = async () => {
      throw Object.assign(new Error('getaddrinfo'), { code })
    }
    const result = await send(agentFor('', { lookup }), requestTo('http://receiver.test/'), {
      timeoutMs: 5_000,
    })
    expect(result).toMatchObject({
      kind: 'dns',
      phase: 'connect',
      message: expect.stringContaining(`receiver.test could not be resolved (${code})`),
    })
  })

  it('when the name has no address: dns', async () => {
    const result = await send(agentFor('', { lookup: async () => [] }), requestTo('http://receiver.test/'), {
      timeoutMs: 5_000,
    })
    expect(result).toMatchObject({ kind: 'dns' })
  })

  it.each<[string, Answerer]>([
    ['is reset', (socket) => socket.resetAndDestroy()],
    ['is closed', (socket) => socket.end()],
    ['is closed within the headers', (socket) => socket.end('HTTP/1.1 200 OK\r\nx-a: ')],
  ])('when the connection %s before the answer began: reset', async (_how, answer) => {
    expect(await sendTo(answer)).toMatchObject({
      outcome: 'failed',
      kind: 'reset',
      phase: 'first_byte',
      answer: null,
    })
  })

  it.each<[string, Answerer]>([
    ['is closed', (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc')],
    [
      'is closed within a chunk',
      (socket) => socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n9\r\nabc'),
    ],
    [
      'said it would close, and is closed',
      (socket) => socket.end('HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 10\r\n\r\nabc'),
    ],
    [
      'said it would close, and is closed within a chunk',
      (socket) =>
        socket.end('HTTP/1.1 200 OK\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n9\r\nabc'),
    ],
    [
      'is reset',
      (socket) =>
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc', () =>
          setTimeout(() => socket.resetAndDestroy(), 100),
        ),
    ],
  ])('when the connection %s within the body: reset, and what was read is kept', async (_how, answer) => {
    const result = await sendTo(answer)
    expect(result).toMatchObject({ outcome: 'failed', kind: 'reset', phase: 'body', answer: { status: 200 } })
    expect(bodyOf(result)).toBe('abc')
  })

  it.each([
    ['garbage', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['a bad status line', 'HTTP/1.1 abc\r\n\r\n'],
    ['two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab'],
    [
      'length and chunks at once',
      'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n',
    ],
    ['a NUL in a header', 'HTTP/1.1 200 OK\r\nx: a\0b\r\n\r\n'],
    ['a switch of protocols', 'HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'],
    ['headers of 40 KiB', `HTTP/1.1 200 OK\r\nx-a: ${'a'.repeat(40 * KIB)}\r\n\r\n`],
    [
      '1,000 headers',
      `HTTP/1.1 200 OK\r\n${'x-a: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n'.repeat(1000)}\r\n`,
    ],
  ])('when the answer is %s: bad response', async (_what, bytes) => {
    expect(await sendTo((socket) => socket.write(bytes))).toMatchObject({
      outcome: 'failed',
      kind: 'bad_response',
      answer: null,
    })
  })

  it('when a chunk is none: bad response, with what was read', async () => {
    const result = await sendTo((socket) =>
      socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\nxyz\r\n'),
    )
    expect(result).toMatchObject({ kind: 'bad_response', phase: 'body', answer: { status: 200 } })
  })
})

describe('stopping the dispatcher', () => {
  it('leaves the outcome of a call under way unknown', async () => {
    const stop = new AbortController()
    const result = await sendTo(() => stop.abort(), { signal: stop.signal })
    expect(result).toMatchObject({ outcome: 'failed', kind: 'unknown', phase: 'first_byte' })
  })

  it('before a call keeps it from being made', async () => {
    const server = await receiver(answerOk)
    const signal = AbortSignal.abort()
    const result = await send(agentFor('127.0.0.1'), requestTo(`http://127.0.0.1:${server.port}/`), {
      timeoutMs: 5_000,
      signal,
    })
    expect(result).toMatchObject({ kind: 'unknown', phase: 'connect' })
    expect(server.connections()).toBe(0)
  })
})

describe('what goes wrong on a kept-alive connection', () => {
  it('the receiver closes it between two calls: the second goes over a new one', async () => {
    let closed: Promise<unknown> | undefined
    const server = await receiver((socket) => {
      closed = new Promise((close) => socket.on('close', close))
      socket.end(answerText('ok'))
    })
    const agent = agentFor('127.0.0.1')
    const request = requestTo(`http://127.0.0.1:${server.port}/`)
    expect(await send(agent, request, { timeoutMs: 5_000 })).toMatchObject({ outcome: 'answered' })
    await closed
    expect(await send(agent, request, { timeoutMs: 5_000 })).toMatchObject({
      outcome: 'answered',
      timings: { reusedConnection: false },
    })
    expect(server.connections()).toBe(2)
  })

  it('the receiver says more than its answer: the next call does not get it', async () => {
    const server = await receiver((socket, _request, number) => {
      socket.write(answerText(`answer ${number}`) + answerText('smuggled'))
    })
    const agent = agentFor('127.0.0.1')
    const request = requestTo(`http://127.0.0.1:${server.port}/`)
    for (const number of [1, 2, 3]) {
      const result = await send(agent, request, { timeoutMs: 5_000 })
      if (result.outcome === 'answered') expect(bodyOf(result)).toBe(`answer ${number}`)
      else expect(result.kind).toBe('bad_response')
    }
  })

  it('the call is never sent twice by itself', async () => {
    const server = await receiver((socket, _request, number) =>
      number === 1 ? socket.write(answerText('ok')) : socket.resetAndDestroy(),
    )
    const agent = agentFor('127.0.0.1')
    const request = requestTo(`http://127.0.0.1:${server.port}/`)
    await send(agent, request, { timeoutMs: 5_000 })
    await new Promise((free) => setImmediate(free))
    expect(await send(agent, request, { timeoutMs: 5_000 })).toMatchObject({
      kind: 'reset',
      timings: { reusedConnection: true },
    })
    expect(server.requests).toHaveLength(2)
  })
})

describe('the sentences', () => {
  it.each(FAILURE_KIND_NAMES)('of %s have a value for each place', (kind) => {
    const values = { host: 'h', target: 'h (1.2.3.4)', phase: 'p', seconds: 1, detail: 'd', text: 't' }
    expect(failureSentence(kind, values)).not.toMatch(/[{}]/)
  })
  it('of a refusal before sending is the reason itself', () => {
    expect(refusedResult('No.')).toMatchObject({ outcome: 'failed', kind: 'policy', message: 'No.' })
  })
})
