import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hexDump, showBytes } from '#lib/livechat/show-bytes.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)

test.each([
  ['plain zł 蚹 👍', 'plain zł 蚹 👍'],
  ['a\0b', 'a\\x00b'],
  ['a\r\n\tb', 'a\\x0D\\x0A\\x09b'],
  ['\u202Etxt.exe\u202C', '\\u202Etxt.exe\\u202C'],
  ['\u2066a\u2069\u200E\u200F\u061C', '\\u2066a\\u2069\\u200E\\u200F\\u061C'],
  ['\uFEFFa\u200B', '\\uFEFFa\\u200B'],
  ['a\u2028b\u2029c\u0085', 'a\\u2028b\\u2029c\\u0085'],
  ['\uFFFD', '\\uFFFD'],
  ['\u{E0041}', '\\u{E0041}'],
  ['<script>', '<script>'],
])('%j is shown as %j', (value, shown) => {
  expect(showBytes(utf8(value), 'utf-8')).toBe(shown)
})

test.each([
  [[0x61, 0xe8, 0x62], 'a\\xE8b'],
  [[0xc0, 0xaf], '\\xC0\\xAF'],
  [[0xe2, 0x82], '\\xE2\\x82'],
  [[0xed, 0xa0, 0x80], '\\xED\\xA0\\x80'],
  [[0xf4, 0x90, 0x80, 0x80], '\\xF4\\x90\\x80\\x80'],
  [[0xf0, 0x9f, 0x91, 0x8d, 0xff], '👍\\xFF'],
])('the broken bytes %j are shown as %s', (bytes, shown) => {
  expect(showBytes(Uint8Array.from(bytes), 'utf-8')).toBe(shown)
})

test('lines are kept when asked, a carriage return is not', () => {
  expect(showBytes(utf8('a\tb\r\nc\0'), 'utf-8', { keepLines: true })).toBe('a\tb\\x0D\nc\\x00')
})

test('a single-byte charset is shown in its letters', () => {
  expect(showBytes(Uint8Array.of(0xb3, 0x00, 0x81), 'windows-1250')).toBe('ł\\x00\\u0081')
})

test('what is shown never holds a hidden character, and valid text without one is shown as it is', () => {
  const charset = fc.constantFrom('utf-8', 'windows-1250', 'iso-8859-2', 'gb18030', 'utf-16le')
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), charset, (bytes, label) => {
      expect(showBytes(bytes, label)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\uFFFD]/u)
    }),
  )
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-ascii' }), (value) => {
      expect(showBytes(utf8(value), 'utf-8')).toBe(value)
    }),
  )
})

test('bytes are shown as broken exactly where the decoder finds them broken', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 12, min: 0x7e }), (bytes) => {
      const isBroken = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes).includes('\uFFFD')
      fc.pre(!String(bytes).includes('239,191,189'))
      expect(/\\x[8-F]/.test(showBytes(bytes, 'utf-8'))).toBe(isBroken)
    }),
    { numRuns: 1000 },
  )
})

test('a hex dump has offset, sixteen bytes and an ASCII gutter', () => {
  const bytes = utf8('EVENT=CHAT_STARTED\0ł')
  expect(hexDump(bytes)).toBe(
    [
      '00000000  45 56 45 4e 54 3d 43 48  41 54 5f 53 54 41 52 54  |EVENT=CHAT_START|',
      '00000010  45 44 00 c5 82                                    |ED...|',
    ].join('\n'),
  )
  expect(hexDump(new Uint8Array(0))).toBe('')
})
