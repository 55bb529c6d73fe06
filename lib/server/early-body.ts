import type { IncomingMessage } from 'node:http'

/** So many bytes wait for a reader before the caller is held back. */
const MOST_WAITING = 65_536

/** A body that is collected from the first moment on. */
export type EarlyBody = {
  /** Throws when the call breaks off, after all that came. */
  bytes: AsyncIterable<Uint8Array>
  /** Nobody reads on: what still comes goes nowhere. */
  drop: () => void
}

/**
 * Collects a body while its token is still being looked up: of a request that breaks off meanwhile, Node throws away
 * what nobody has read.
 */
export function earlyBody(request: IncomingMessage): EarlyBody {
  const waiting: Uint8Array[] = []
  let size = 0
  let end: 'whole' | 'broken off' | null = null
  let isDropped = false
  let wake = () => {}
  const drop = () => {
    isDropped = true
    waiting.length = 0
    request.resume()
  }
  request.on('data', (chunk: Buffer) => {
    if (isDropped) return
    waiting.push(chunk)
    size += chunk.length
    if (size > MOST_WAITING) request.pause()
    wake()
  })
  request.once('end', () => {
    end = 'whole'
    wake()
  })
  request.once('close', () => {
    end ??= 'broken off'
    wake()
  })
  request.on('error', () => {})
  async function* bytes() {
    try {
      for (;;) {
        const chunk = waiting.shift()
        if (chunk) {
          size -= chunk.length
          yield chunk
        } else if (end === 'whole') return
        else if (end === 'broken off') throw new Error('the call broke off')
        else {
          request.resume()
          await new Promise<void>((done) => {
            wake = done
          })
        }
      }
    } finally {
      drop()
    }
  }
  return { bytes: bytes(), drop }
}
