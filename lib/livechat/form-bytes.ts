/** application/x-www-form-urlencoded on the level of bytes: no charset is assumed and nothing is lost. */

/** One `name=value`; `raw` is its part of the input before decoding, a view of it without the `&`. */
export type FormPair = {
  readonly name: Uint8Array
  readonly value: Uint8Array
  readonly hasEquals: boolean
  readonly raw: Uint8Array
}

const AMPERSAND = 0x26
const EQUALS = 0x3d
const PERCENT = 0x25
const PLUS = 0x2b
const BLANK = 0x20

/**
 * Splits form bytes into pairs, in order, repeats included. `a&&b` has an empty pair in the middle, `=x` a nameless one.
 * A `%` without two hex digits stays as it is. Empty input has no pairs.
 */
export function parseForm(bytes: Uint8Array): FormPair[] {
  const pairs: FormPair[] = []
  let start = 0
  while (bytes.length > 0 && start <= bytes.length) {
    const found = bytes.indexOf(AMPERSAND, start)
    const end = found === -1 ? bytes.length : found
    pairs.push(parsePair(bytes.subarray(start, end)))
    start = end + 1
  }
  return pairs
}

function parsePair(raw: Uint8Array): FormPair {
  const equals = raw.indexOf(EQUALS)
  if (equals === -1) return { name: percentDecode(raw), value: new Uint8Array(0), hasEquals: false, raw }
  return {
    name: percentDecode(raw.subarray(0, equals)),
    value: percentDecode(raw.subarray(equals + 1)),
    hasEquals: true,
    raw,
  }
}

/** Percent-decodes form bytes: `+` is a blank, a malformed `%` stays literal. Always a copy. */
export function percentDecode(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length)
  let length = 0
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0
    if (byte === PERCENT) {
      const high = hexDigit(bytes[i + 1])
      const low = hexDigit(bytes[i + 2])
      if (high !== -1 && low !== -1) {
        out[length++] = high * 16 + low
        i += 2
        continue
      }
    }
    out[length++] = byte === PLUS ? BLANK : byte
  }
  return out.slice(0, length)
}

function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -1
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const lower = byte | 0x20
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1
}

/** Writes pairs as form bytes the way browsers do: letters, digits and `*-._` as they are, a blank as `+`. */
export function encodeForm(pairs: readonly (readonly [name: Uint8Array, value: Uint8Array])[]): Uint8Array {
  const size = pairs.reduce((sum, [name, value]) => sum + 3 * (name.length + value.length) + 2, 0)
  const out = new Uint8Array(size)
  let length = 0
  pairs.forEach(([name, value], index) => {
    if (index > 0) out[length++] = AMPERSAND
    length = percentEncode(name, out, length)
    out[length++] = EQUALS
    length = percentEncode(value, out, length)
  })
  return out.slice(0, length)
}

/** The pairs of one form, then those of another; what is in them stays as it is, and one `&` is between the two. */
export function joinForms(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second
  if (second.length === 0) return first
  const joined = new Uint8Array(first.length + 1 + second.length)
  joined.set(first)
  joined[first.length] = AMPERSAND
  joined.set(second, first.length + 1)
  return joined
}

/** Writes a name or a value as form bytes, as `encodeForm` does. */
export function encodePart(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(3 * bytes.length)
  return out.slice(0, percentEncode(bytes, out, 0))
}

/** How many pairs `parseForm` finds. */
export function countPairs(bytes: Uint8Array): number {
  let count = bytes.length > 0 ? 1 : 0
  for (const byte of bytes) if (byte === AMPERSAND) count += 1
  return count
}

/** The bytes of the first pairs: gone through without decoding, for input that may have millions of empty ones. */
export function firstPairs(bytes: Uint8Array, most: number): Uint8Array {
  let end = -1
  for (let count = 0; count < most; count += 1) {
    end = bytes.indexOf(AMPERSAND, end + 1)
    if (end === -1) return bytes
  }
  return bytes.subarray(0, end)
}

const HEX = '0123456789ABCDEF'

function percentEncode(bytes: Uint8Array, out: Uint8Array, at: number): number {
  let length = at
  for (const byte of bytes) {
    if (isUnreserved(byte)) out[length++] = byte
    else if (byte === BLANK) out[length++] = PLUS
    else {
      out[length++] = PERCENT
      out[length++] = HEX.charCodeAt(byte >> 4)
      out[length++] = HEX.charCodeAt(byte & 15)
    }
  }
  return length
}

function isUnreserved(byte: number): boolean {
  const lower = byte | 0x20
  if (lower >= 0x61 && lower <= 0x7a) return byte >= 0x41
  return (byte >= 0x30 && byte <= 0x39) || byte === 0x2a || byte === 0x2d || byte === 0x2e || byte === 0x5f
}
