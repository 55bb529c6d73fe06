import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { FAILURE_KIND_NAMES, failureSentence } from './failure-kinds.ts'
import { refusedResult, send } from './send.ts'
import type { SendResult } from './send-result.ts'
import { agentFor, receiver, requestTo } from './testing/attempt.ts'
import { type Answerer, answerOk, answerText } from './testing/loopback-server.ts'

const KIB = 1024

/** What one call to a receiver with this answer gives. */
async function sendTo(
  answer: Answerer,
  options: { timeoutMs?: number; keepBytes?: number; signal?: AbortSignal } = {},
) {
  const server = await receiver(answer)
  const result = await send(agentFor('127.0.0.1'), requestTo(`http://127.0.0.1:${server.port}/`), {
    timeoutMs: 5_000,
    ...options,
  })
  if (result.outcome === 'failed') expect(result.message).not.toContain('{')
  return result
}

const bodyOf = (result: SendResult) =>
  Buffer.from((result.outcome === 'answered' ? result.body : result.answer?.body) ?? []).toString('latin1')

describe('an answer', () => {
  it('is kept byte for byte: status, words, headers in order with repetitions, body', async () => {
    const result = await sendTo((socket) => {
      socket.write(
        'HTTP/1.1 418 I am\ta teapot\r\nX-B: \xe81\r\nX-A: 2\r\nx-b: 3\r\ncontent-length: 4\r\n\r\n\0\xff\r\n',
        'latin1',
      )
    })
    expect(result).toMatchObject({
      outcome: 'answered',
      status: 418,
      statusText: 'I am�a teapot',
      headers: [
        ['X-B', '\xe81'],
        ['X-A', '2'],
        ['x-b', '3'],
        ['content-length', '4'],
      ],
      truncated: false,
      address: '127.0.0.1',
    })
    expect(bodyOf(result)).toBe('\0\xff\r\n')
    const { connectMs, firstByteMs, totalMs } = result.timings
    expect(totalMs).toBeGreaterThanOrEqual((connectMs ?? Number.NaN) + (firstByteMs ?? Number.NaN) - 0.2)
  })

  it.each([
    ['in chunks', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n'],
    ['up to the end of the connection', 'HTTP/1.1 200 OK\r\n\r\nabcdef'],
    ['of HTTP/1.0', 'HTTP/1.0 200 OK\r\n\r\nabcdef'],
    [
      'after an early hint',
      'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nabcdef',
    ],
  ])('%s is whole', async (_how, bytes) => {
    const result = await sendTo((socket) => socket.end(bytes))
    expect(result).toMatchObject({ outcome: 'answered', status: 200, truncated: false })
    expect(bodyOf(result)).toBe('abcdef')
  })

  it.each([204, 304])('of %i has no body', async (status) => {
    const result = await sendTo((socket) => socket.write(`HTTP/1.1 ${status} x\r\n\r\n`))
    expect(result).toMatchObject({ outcome: 'answered', status, body: new Uint8Array() })
  })

  it('is never decompressed', async () => {
    const zipped = gzipSync('hello').toString('latin1')
    const answer = answerText(zipped, '200 OK', 'content-encoding: gzip\r\n')
    expect(bodyOf(await sendTo((socket) => socket.write(answer, 'latin1')))).toBe(zipped)
  })
})

describe('a long answer', () => {
  it('of exactly 64 KiB is whole', async () => {
    const result = await sendTo((socket) => socket.write(answerText('x'.repeat(64 * KIB))))
    expect(result).toMatchObject({ outcome: 'answered', truncated: false })
    expect(bodyOf(result)).toHaveLength(64 * KIB)
  })

  it('of one byte more is cut at 64 KiB, with its status, and its connection is closed', async () => {
    let closed: Promise<unknown> | undefined
    const result = await sendTo((socket) => {
      closed = new Promise((close) => socket.on('close', close))
      socket.write(answerText(`${'x'.repeat(64 * KIB)}y`, '500 Oh'))
    })
    expect(result).toMatchObject({ outcome: 'answered', status: 500, truncated: true })
    expect(bodyOf(result)).toBe('x'.repeat(64 * KIB))
    await closed
  })

  it('without an end is cut and not read further', async () => {
    const block = 'x'.repeat(16 * KIB)
    const result = await sendTo((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      const more = () => {
        while (!socket.destroyed && socket.write(block));
      }
      socket.on('drain', more)
      more()
    })
    expect(result).toMatchObject({ outcome: 'answered', status: 200, truncated: true })
    expect(bodyOf(result)).toHaveLength(64 * KIB)
  })

  it('is cut where the caller says', async () => {
    const result = await sendTo((socket) => socket.write(answerText('abcdef')), { keepBytes: 4 })
    expect(result).toMatchObject({ truncated: true })
    expect(bodyOf(result)).toBe('abcd')
  })
})

describe('the time limit', () => {
  it('ends a call that is never answered', async () => {
    const result = await sendTo(() => {}, { timeoutMs: 200 })
    expect(result).toMatchObject({
      outcome: 'failed',
      kind: 'timeout',
      phase: 'first_byte',
      answer: null,
      address: '127.0.0.1',
    })
    expect(result.outcome === 'failed' && result.message).toMatch(
      /^127\.0\.0\.1:\d+ took longer than 0.2 s before the answer began\.$/,
    )
  })

  it('ends an answer that trickles, and keeps what was read', async () => {
    const result = await sendTo(
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\nx-a: 1\r\ncontent-length: 100000\r\n\r\nfirst')
        const trickle = setInterval(() => socket.write('.'), 10)
        socket.on('close', () => clearInterval(trickle))
      },
      { timeoutMs: 300 },
    )
    expect(result).toMatchObject({
      outcome: 'failed',
      kind: 'timeout',
      phase: 'body',
      answer: {
        status: 200,
        headers: [
          ['x-a', '1'],
          ['content-length', '100000'],
        ],
      },
    })
    expect(bodyOf(result)).toMatch(/^first\.+$/)
  })

  it('covers headers that trickle', async () => {
    const result = await sendTo(
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\nx-a: ')
        const trickle = setInterval(() => socket.write('a'), 10)
        socket.on('close', () => clearInterval(trickle))
      },
      { timeoutMs: 200 },
    )
    expect(result).toMatchObject({ kind: 'timeout', phase: 'first_byte', answer: null })
  })

  it('covers a name that is never resolved, and the connection that comes too late sends nothing', async () => {
    const server = await receiver(answerOk)
    let answerLookup = (_: { address: string }[]) => {}
    const lookup = () =>
      new Promise<{ address: string }[]>((resolve) => {
        answerLookup = resolve
      })
    const result = await send(
      agentFor('127.0.0.1', { lookup }),
      requestTo(`http://receiver.test:${server.port}/`),
      { timeoutMs: 100 },
    )
    expect(result).toMatchObject({
      kind: 'timeout',
      phase: 'connect',
      address: null,
      timings: { dnsMs: null, connectMs: null },
    })
    const connected = server.nextClose()
    answerLookup([{ address: '127.0.0.1' }])
    await connected
    expect(server.requests).toHaveLength(0)
  })

  it('for connecting is its own', async () => {
    const lookup = () => new Promise<never>(() => {})
    const agent = agentFor('127.0.0.1', { lookup, connectTimeoutMs: 100 })
    const result = await send(agent, requestTo('http://receiver.test/'), { timeoutMs: 60_000 })
    expect(result).toMatchObject({ kind: 'timeout', phase: 'connect' })
  })

  it('covers a TLS handshake that never ends', async () => {
    const server = await receiver(() => {})
    const agent = agentFor('127.0.0.1', { connectTimeoutMs: 100 })
    const result = await send(agent, requestTo(`https://127.0.0.1:${server.port}/`), { timeoutMs: 60_000 })
    expect(result).toMatchObject({
      kind: 'timeout',
      phase: 'connect',
      address: '127.0.0.1',
      timings: { connectMs: expect.any(Number) },
    })
  })
})

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
    const values = { host: 'h', target: 'h (1.2.3.4)', phase: 'p', seconds: 1, detail: 'd' }
    expect(failureSentence(kind, values)).not.toMatch(/[{}]/)
  })
  it('of a refusal before sending is the reason itself', () => {
    expect(refusedResult('No.')).toMatchObject({ outcome: 'failed', kind: 'policy', message: 'No.' })
  })
})
