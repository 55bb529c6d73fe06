import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rawText } from './raw-text.ts'

describe('bytes as text', () => {
  it('is the text that was written, byte order mark included', () =>
    fc.assert(
      fc.property(fc.stringMatching(/^[\ufeff\t\r\nA-Za-zÀ-ž€\u202e]*$/), (text) => {
        expect(rawText(new TextEncoder().encode(text), 'utf-8')).toBe(text)
      }),
    ))

  it('is read in the charset of the body', () =>
    expect(rawText(Uint8Array.of(0xb3, 0xf3), 'windows-1250')).toBe('łó'))

  it.each([[[0xff, 0xfe]], [[0x41, 0x00]], [[0x1b, 0x5b]]])('is none of %j', (bytes) =>
    expect(rawText(Uint8Array.from(bytes), 'utf-8')).toBeNull(),
  )
})
