import { describe, expect, it } from 'vitest'
import { MAX_HEAD_BYTES } from '../livechat/size-limits.ts'
import { headBytes, headEnd, readHead } from './raw-request.ts'

const read = (text: string) => readHead(Buffer.from(text, 'latin1'))

describe('reading a head', () => {
  it('takes all before the last HTTP/1.x of the line as the target', () => {
    expect(read('GET /rpc/t?A=\xe8 b HTTP/1.1 c HTTP/1.0\r\nA: b\r\nB:\t\xe8 c \r\n\r\n')).toEqual({
      method: 'GET',
      target: '/rpc/t?A=\xe8 b HTTP/1.1 c',
      headers: [
        ['A', 'b'],
        ['B', '\xe8 c'],
      ],
      contentLength: 0,
      expectsContinue: false,
      problem: null,
    })
  })

  it.each(['', 'GET', 'G(T / HTTP/1.1\r\n\r\n', '\r\nGET / HTTP/1.1\r\n\r\n'])(
    '%j has no request line',
    (text) => {
      expect(read(text)).toBeNull()
    },
  )

  it.each([
    ['GET /a', '/a'],
    ['GET /a HTTP/2.0\r\n\r\n', '/a HTTP/2.0'],
    ['GET /a HTTP/1.1 b\r\n\r\n', '/a HTTP/1.1 b'],
  ])('%j is read as far as it can be, with what is wrong', (text, target) => {
    expect(read(text)).toMatchObject({ target, problem: 'The call has a request line that cannot be read' })
  })

  it.each(['GET /a http/1.1\r\n\r\n', 'GET /a HTTP/1.1 \t\r\n\r\n', 'GET /a HTTP/1.2\r\n\r\n'])(
    '%j is taken',
    (text) => {
      expect(read(text)).toMatchObject({ target: '/a', problem: null })
    },
  )

  it('takes blanks within a value as they are, and drops those around it', () => {
    expect(read('GET / HTTP/1.1\r\nA: \t b  c \t\r\nB:\r\n\r\n')?.headers).toEqual([
      ['A', 'b  c'],
      ['B', ''],
    ])
  })

  it('reads a head of blanks in linear time', () => {
    const blanks = ' '.repeat(MAX_HEAD_BYTES)
    const started = performance.now()
    expect(read(`GET /x?\xb1 HTTP/1.1\r\nX: a${blanks}b\r\n\r\n`)?.headers).toEqual([['X', `a${blanks}b`]])
    expect(read(`GET /x${blanks}HTTP/1.1\r\n\r\n`)).not.toBeNull()
    // A minute, where it was quadratic; some milliseconds since.
    expect(performance.now() - started).toBeLessThan(5000)
  })

  it.each([
    ['Content-Length: 12', 12, null],
    ['Content-Length: 12\r\ncontent-length: 12', 12, null],
    ['Content-Length: 12\r\ncontent-length: 13', 0, /content-length/],
    ['Content-Length: 1e3', 0, /content-length/],
    ['Content-Length: +1', 0, /content-length/],
    ['Content-Length:', 0, /content-length/],
    ['Transfer-Encoding: chunked', 0, /chunks/],
    ['Transfer-Encoding: chunked\r\nContent-Length: 5', 0, /chunks/],
    [' folded', 0, /header line/],
    ['A : b', 0, /header line/],
  ])('%j: a body of %i bytes, %s', (headers, contentLength, problem) => {
    const head = read(`POST /rpc/t HTTP/1.1\r\n${headers}\r\n\r\n`)
    expect(head).toMatchObject({ contentLength })
    if (problem) expect(head?.problem).toMatch(problem)
    else expect(head?.problem).toBeNull()
  })
})

describe('the end of a head', () => {
  it.each([
    ['A\r\n\r\nB', 5],
    ['A\n\nB', 3],
    ['A\r\n\nB', 4],
    ['A\r\n', -1],
    ['A\r\nB\r\n', -1],
  ])('of %j is at %i, wherever the packets part', (text, end) => {
    const bytes = headBytes()
    const found = [...Buffer.from(text)].map((byte) => {
      const from = Math.max(0, bytes.view().length - 2)
      bytes.push(Uint8Array.of(byte))
      return headEnd(bytes.view(), from)
    })
    expect(found.find((at) => at !== -1) ?? -1).toBe(end)
    expect(headEnd(Buffer.from(text))).toBe(end)
  })
})
