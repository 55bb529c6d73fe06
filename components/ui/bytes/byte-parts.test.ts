import fc from 'fast-check'
import { expect, it } from 'vitest'
import { byteParts, PART_BYTES } from './byte-parts.ts'

const joined = (parts: Uint8Array[]) => Buffer.concat(parts)

it('parts are the whole, in order, and none is too large', () =>
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 1, max: 2000 }), (piece, times) => {
      const bytes = new Uint8Array(Buffer.concat(Array.from({ length: times }, () => piece)))
      const parts = byteParts(bytes)
      expect(joined(parts).equals(bytes)).toBe(true)
      for (const part of parts) expect(part.length).toBeLessThanOrEqual(PART_BYTES)
    }),
    { numRuns: 50 },
  ))

it('no character of UTF-8 is torn, and a part of line ends alone is short', () => {
  const text = `x${'€𝄞'.repeat(40_000)}`
  for (const part of byteParts(new TextEncoder().encode(text)))
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(part)).not.toThrow()
  expect(byteParts(new Uint8Array(100_000).fill(0x0a)).map(({ length }) => length)).toEqual([
    20_000, 20_000, 20_000, 20_000, 20_000,
  ])
  expect(byteParts(new Uint8Array())).toHaveLength(1)
})
