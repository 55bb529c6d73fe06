import { parameterClass } from '#lib/livechat/catalogue.ts'
import { decodeText } from '#lib/livechat/charset.ts'
import { percentDecode } from '#lib/livechat/form-bytes.ts'
import type { Parameter } from '#lib/livechat/parameters.ts'

export const MASK = '••••'
const MASK_BYTES = new TextEncoder().encode('****')
const AMPERSAND = 0x26
const EQUALS = 0x3d
const MOST_NAMES = 1000

/** The parameters with secret values replaced by a mask of fixed length; empty ones too, so that nothing shows. */
export function maskParameters(eventType: string | null, parameters: readonly Parameter[]): Parameter[] {
  return parameters.map(([name, value]) => [
    name,
    parameterClass(eventType, name) === 'secret' ? MASK : value,
  ])
}

/**
 * Where in form bytes the values of secret parameters are, as they are written: offsets from `start` up to `end`.
 * Millions of parameters are gone through without a copy of each.
 */
export function secretRanges(
  eventType: string | null,
  bytes: Uint8Array,
  charset: string,
): { start: number; end: number }[] {
  const ranges: { start: number; end: number }[] = []
  const isSecret = nameJudge(eventType, charset)
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(AMPERSAND, start)
    const end = found === -1 ? bytes.length : found
    const equals = indexWithin(bytes, start, end)
    if (equals !== -1 && isSecret(bytes.subarray(start, equals))) ranges.push({ start: equals + 1, end })
    start = end + 1
  }
  return ranges
}

// Not indexOf: it would look through the whole rest of a body that has no `=`, once for each parameter.
function indexWithin(bytes: Uint8Array, start: number, end: number): number {
  for (let i = start; i < end; i++) if (bytes[i] === EQUALS) return i
  return -1
}

/** Names repeat: each spelling is decoded once, up to a bound. */
function nameJudge(eventType: string | null, charset: string): (raw: Uint8Array) => boolean {
  const known = new Map<string, boolean>()
  return (raw) => {
    // A key only: this charset tells all byte strings apart.
    const spelling = decodeText(raw, 'windows-1252')
    const judged = known.get(spelling)
    if (judged !== undefined) return judged
    const isSecret = parameterClass(eventType, decodeText(percentDecode(raw), charset)) === 'secret'
    if (known.size < MOST_NAMES) known.set(spelling, isSecret)
    return isSecret
  }
}

/**
 * Form bytes with the value bytes of secret parameters replaced by `****`; every other byte stays.
 * Not for multipart or JSON bodies: see `isFormBody`.
 */
export function maskForm(eventType: string | null, bytes: Uint8Array, charset: string): Uint8Array {
  return replaceRanges(bytes, secretRanges(eventType, bytes, charset))
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
