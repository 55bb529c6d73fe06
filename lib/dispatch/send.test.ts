import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { send } from './send.ts'
import { agentFor, bodyOf, receiver, requestTo, sendTo } from './testing/attempt.ts'
import { answerOk, answerText } from './testing/loopback-server.ts'

const KIB = 1024

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
      /^127\.0\.0\.1:\d+ took longer than 0.2 s before the answer began\. The receiver may have got the call\.$/,
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
    expect(result).toMatchObject({ kind: 'timeout', phase: 'dns' })
  })

  it('covers a TLS handshake that never ends', async () => {
    const server = await receiver(() => {})
    const agent = agentFor('127.0.0.1', { connectTimeoutMs: 100 })
    const result = await send(agent, requestTo(`https://127.0.0.1:${server.port}/`), { timeoutMs: 60_000 })
    expect(result).toMatchObject({
      kind: 'timeout',
      phase: 'tls',
      address: '127.0.0.1',
      timings: { connectMs: expect.any(Number) },
    })
  })
})
