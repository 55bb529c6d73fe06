import { MAX_BODY_BYTES } from '../livechat/size-limits.ts'
import { badMethod, brokenOff, type Refusal, tooLarge } from './refusal.ts'

/** So many bytes are kept of the body of a call that is refused. */
export const KEPT_OF_REFUSED = 65_536

/** How long a door waits for the bytes of a body that it refuses in any case. */
const PATIENCE_MS = 2000

type Gathered = { chunks: Uint8Array[]; size: number; end: 'whole' | 'too long' | 'broken off' | 'waited' }

async function gather(body: AsyncIterable<Uint8Array>, most: number, patience?: number): Promise<Gathered> {
  const chunks: Uint8Array[] = []
  const iterator = body[Symbol.asyncIterator]()
  const { promise: waited, resolve } = Promise.withResolvers<null>()
  const timer = patience === undefined ? undefined : setTimeout(() => resolve(null), patience)
  let size = 0
  try {
    for (;;) {
      const step = await (timer ? Promise.race([iterator.next(), waited]) : iterator.next())
      if (step === null) {
        // Not awaited: it takes its turn behind the bytes that do not come.
        iterator.return?.().catch(() => {})
        return { chunks, size, end: 'waited' }
      }
      if (step.done) return { chunks, size, end: 'whole' }
      chunks.push(step.value)
      size += step.value.length
      if (size > most) {
        await iterator.return?.()
        return { chunks, size, end: 'too long' }
      }
    }
  } catch {
    return { chunks, size, end: 'broken off' }
  } finally {
    clearTimeout(timer)
  }
}

/** A copy of the first bytes: a view would keep the whole body in memory until the row is stored. */
function first({ chunks, size }: Gathered): Uint8Array {
  const out = new Uint8Array(Math.min(size, KEPT_OF_REFUSED))
  let length = 0
  for (const chunk of chunks) {
    if (length === out.length) break
    const part = chunk.subarray(0, out.length - length)
    out.set(part, length)
    length += part.length
  }
  return out
}

/**
 * Reads the body of a call, whichever door it came through. One that is refused (another method, over the limit,
 * broken off) gives at most its first 64 KB, and why. Never throws.
 * @param declared its content-length; null when the caller named none.
 * @param body its bytes; it throws when the caller breaks off.
 */
export async function readBody(
  method: string,
  declared: number | null,
  body: AsyncIterable<Uint8Array>,
): Promise<{ body: Uint8Array; refusal: Refusal | null }> {
  const known = badMethod(method)
  const isRefused = known !== null || (declared ?? 0) > MAX_BODY_BYTES
  const gathered = isRefused
    ? await gather(body, KEPT_OF_REFUSED, PATIENCE_MS)
    : await gather(body, MAX_BODY_BYTES)
  if (!isRefused && gathered.end === 'whole') {
    const [only] = gathered.chunks
    return {
      body: gathered.chunks.length === 1 && only ? only : Buffer.concat(gathered.chunks),
      refusal: null,
    }
  }
  const kept = first(gathered)
  if (known) return { body: kept, refusal: known }
  if (gathered.end === 'broken off')
    return { body: kept, refusal: brokenOff(gathered.size, declared, kept.length) }
  return { body: kept, refusal: tooLarge(kept.length) }
}
