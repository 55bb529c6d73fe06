import { parameterClass } from '#lib/livechat/catalogue.ts'
import { decodeText } from '#lib/livechat/charset.ts'
import { parseForm } from '#lib/livechat/form-bytes.ts'
import type { Parameter } from '#lib/livechat/parameters.ts'

export const MASK = '••••'
const MASK_BYTES = new TextEncoder().encode('****')

/** The parameters with secret values replaced by a mask of fixed length; empty ones too, so that nothing shows. */
export function maskParameters(eventType: string | null, parameters: readonly Parameter[]): Parameter[] {
  return parameters.map(([name, value]) => [
    name,
    parameterClass(eventType, name) === 'secret' ? MASK : value,
  ])
}

/**
 * Form bytes with the value bytes of secret parameters replaced by `****`; every other byte stays.
 * Not for multipart or JSON bodies: see `isFormBody`.
 */
export function maskForm(eventType: string | null, bytes: Uint8Array, charset: string): Uint8Array {
  const secrets: { start: number; end: number }[] = []
  let offset = 0
  for (const pair of parseForm(bytes)) {
    const end = offset + pair.raw.length
    if (pair.hasEquals && parameterClass(eventType, decodeText(pair.name, charset)) === 'secret') {
      secrets.push({ start: offset + pair.raw.indexOf(0x3d) + 1, end })
    }
    offset = end + 1
  }
  return replaceRanges(bytes, secrets)
}

function replaceRanges(bytes: Uint8Array, ranges: readonly { start: number; end: number }[]): Uint8Array {
  const removed = ranges.reduce((sum, range) => sum + range.end - range.start, 0)
  const out = new Uint8Array(bytes.length - removed + ranges.length * MASK_BYTES.length)
  let from = 0
  let length = 0
  for (const range of ranges) {
    out.set(bytes.subarray(from, range.start), length)
    length += range.start - from
    out.set(MASK_BYTES, length)
    length += MASK_BYTES.length
    from = range.end
  }
  out.set(bytes.subarray(from), length)
  return out
}
