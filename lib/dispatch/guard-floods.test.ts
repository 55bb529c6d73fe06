import { describe, expect, it } from 'vitest'
import { bodyOf, sendTo } from './testing/attempt.ts'

const MIB = 1024 * 1024

/** Writes a piece again and again, as fast as it is taken, 64 MiB at most. */
function flood(first: string, piece: string) {
  const block = Buffer.from(piece.repeat(Math.ceil((64 * 1024) / piece.length)), 'latin1')
  return (socket: import('node:net').Socket) => {
    socket.write(first, 'latin1')
    let left = (64 * MIB) / block.length
    const more = () => {
      while (left-- > 0 && !socket.destroyed) if (!socket.write(block)) return socket.once('drain', more)
    }
    more()
  }
}

const CHUNKED = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n'

describe('an answer that never ends', () => {
  it.each([
    ['notes ahead of it', '', 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'],
    ['extensions of a chunk', `${CHUNKED}1;`, 'a=b;'],
    ['chunks with long extensions', CHUNKED, `1;${'x'.repeat(1000)}\r\na\r\n`],
    ['trailers', `${CHUNKED}0\r\n`, 'x-trailer: 1\r\n'],
  ])('is given up by its size: %s', async (_what, first, piece) => {
    const before = performance.now()
    const result = await sendTo(flood(first, piece), { timeoutMs: 60_000 })
    expect(result).toMatchObject({ outcome: 'failed' })
    expect(['bad_response', 'reset']).toContain(result.outcome === 'failed' && result.kind)
    expect(performance.now() - before).toBeLessThan(60_000)
  })

  it('is kept to its first 64 KiB when it is a body', async () => {
    const result = await sendTo(flood('HTTP/1.1 200 OK\r\n\r\n', 'abcd'))
    expect(result).toMatchObject({ outcome: 'answered', truncated: true })
    expect(bodyOf(result)).toHaveLength(64 * 1024)
  })
})
