import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CHARSETS, cannotEncode, decodeText, encodeText, parseCharset } from '#lib/livechat/charset.ts'

const all = Uint8Array.from({ length: 256 }, (_, i) => i)
const SINGLE_BYTE = [
  'windows-1250',
  'iso-8859-2',
  'windows-1252',
  'windows-1251',
  'koi8-r',
  'iso-8859-15',
  'windows-1254',
]

test.each([
  ['UTF-8', 'utf-8'],
  [' utf8 ', 'utf-8'],
  ['CP1250', 'windows-1250'],
  ['Latin2', 'iso-8859-2'],
  ['ISO-8859-1', 'windows-1252'],
  ['klingon', null],
  ['', null],
])('the label %j is %j', (label, expected) => {
  expect(parseCharset(label)).toBe(expected)
})

test('every charset offered is canonical, decodes and encodes', () => {
  for (const { value } of CHARSETS) {
    expect(parseCharset(value)).toBe(value)
    expect(decodeText(encodeText('EVENT=1 ~', value), value)).toBe('EVENT=1 ~')
  }
})

test.each(SINGLE_BYTE)('all 256 byte values come back under %s', (charset) => {
  expect(encodeText(decodeText(all, charset), charset)).toEqual(all)
})

test('under utf-8, the ASCII half comes back and the rest is shown as broken', () => {
  const decoded = decodeText(all, 'utf-8')
  expect(decoded.slice(0, 128)).toBe(String.fromCharCode(...all.subarray(0, 128)))
  expect(decoded.slice(128)).toBe('\uFFFD'.repeat(128))
})

test('the same bytes are different words in different charsets', () => {
  const word = Uint8Array.of(0xe8, 0x9a, 0xb9)
  expect(decodeText(word, 'utf-8')).toBe('蚹')
  expect(decodeText(word, 'windows-1250')).toBe('čšą')
  expect(decodeText(word, 'iso-8859-2')).toBe('č\u009Aš')
})

test('a byte order mark is kept', () => {
  expect(decodeText(Uint8Array.of(0xef, 0xbb, 0xbf, 0x41), 'utf-8')).toBe('\uFEFFA')
})

test('what a charset cannot write becomes a question mark, and can be asked before', () => {
  expect(encodeText('zł 蚹', 'windows-1250')).toEqual(Uint8Array.of(0x7a, 0xb3, 0x20, 0x3f))
  expect(cannotEncode('zł 蚹', 'windows-1250')).toBe('蚹')
  expect(cannotEncode('zł', 'windows-1250')).toBeNull()
  expect(cannotEncode('zł 蚹', 'utf-8')).toBeNull()
})

test.each(['gb18030', 'shift_jis', 'euc-jp', 'big5', 'euc-kr', 'utf-16le', 'utf-16be'])(
  'ordinary text comes back under %s',
  (charset) => {
    const sample = charset === 'euc-kr' ? 'a 한국 1' : 'a 日本 1'
    expect(decodeText(encodeText(sample, charset), charset)).toBe(sample)
  },
)

test('an unknown charset throws', () => {
  expect(() => decodeText(all, 'klingon')).toThrow(RangeError)
  expect(() => encodeText('a', 'klingon')).toThrow(RangeError)
  expect(() => encodeText('a', 'iso-2022-jp')).toThrow(RangeError)
})

test('any text that a charset can write comes back', () => {
  const charset = fc.constantFrom(...CHARSETS.map((offered) => offered.value))
  fc.assert(
    fc.property(charset, fc.string({ unit: 'grapheme' }), (label, value) => {
      fc.pre(cannotEncode(value, label) === null)
      expect(decodeText(encodeText(value, label), label)).toBe(value)
    }),
  )
})
