import { describe, expect, it } from 'vitest'
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

  it.each(['', 'GET /', 'GET / HTTP/2.0\r\n\r\n', 'G(T / HTTP/1.1\r\n\r\n', '\r\nGET / HTTP/1.1\r\n\r\n'])(
    '%j has no request line',
    (text) => {
      expect(read(text)).toBeNull()
    },
  )

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
