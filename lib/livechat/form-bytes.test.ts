import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeForm, parseForm } from '#lib/livechat/form-bytes.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const text = (value: Uint8Array) => String.fromCharCode(...value)
const pairsOf = (form: string) => parseForm(bytes(form)).map((pair) => [text(pair.name), text(pair.value)])

test.each([
  ['', []],
  [
    'a=1&b=2',
    [
      ['a', '1'],
      ['b', '2'],
    ],
  ],
  [
    'a=1&a=2&A=3',
    [
      ['a', '1'],
      ['a', '2'],
      ['A', '3'],
    ],
  ],
  ['a=b=c', [['a', 'b=c']]],
  ['a', [['a', '']]],
  ['=x', [['', 'x']]],
  ['=', [['', '']]],
  [
    'a&&b',
    [
      ['a', ''],
      ['', ''],
      ['b', ''],
    ],
  ],
  [
    '&',
    [
      ['', ''],
      ['', ''],
    ],
  ],
  ['a+b=c+d%20e%2Bf', [['a b', 'c d e+f']]],
  ['a=%', [['a', '%']]],
  ['a=%4', [['a', '%4']]],
  ['a=%zz%4g%41', [['a', '%zz%4gA']]],
  ['a=%%41', [['a', '%A']]],
  ['a=%c5%C5', [['a', '\xc5\xc5']]],
  ['a%26b%3Dc=1', [['a&b=c', '1']]],
  [
    '__proto__=1&a[b]=2',
    [
      ['__proto__', '1'],
      ['a[b]', '2'],
    ],
  ],
])('%j is read as %j', (form, expected) => {
  expect(pairsOf(form)).toEqual(expected)
})

test('a pair says whether it had an equals sign, and gives its raw bytes', () => {
  const pairs = parseForm(bytes('a&b=&c=%31'))
  expect(pairs.map((pair) => [text(pair.raw), pair.hasEquals])).toEqual([
    ['a', false],
    ['b=', true],
    ['c=%31', true],
  ])
})

test('ten thousand parameters stay in order', () => {
  const form = Array.from({ length: 10_000 }, (_, i) => `p=${i}`).join('&')
  expect(parseForm(bytes(form)).map((pair) => text(pair.value))).toEqual(
    Array.from({ length: 10_000 }, (_, i) => String(i)),
  )
})

test('all 256 byte values go through, encoded', () => {
  const all = Uint8Array.from({ length: 256 }, (_, i) => i)
  const [pair] = parseForm(encodeForm([[all, all]]))
  expect(pair?.name).toEqual(all)
  expect(pair?.value).toEqual(all)
})

test('encoding writes a blank as + and keeps letters, digits and *-._', () => {
  expect(text(encodeForm([[bytes('a b'), bytes('Zz09*-._~@[`{')]]))).toBe('a+b=Zz09*-._%7E%40%5B%60%7B')
})

test('whatever names and values are encoded, the same are parsed', () => {
  const field = fc.uint8Array({ maxLength: 40 })
  fc.assert(
    fc.property(fc.array(fc.tuple(field, field), { maxLength: 20 }), (pairs) => {
      const back = parseForm(encodeForm(pairs)).map((pair) => [pair.name, pair.value])
      expect(back).toEqual(pairs)
    }),
  )
})

test('the raw parts of any bytes, joined with &, are those bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (input) => {
      const raws = parseForm(input).map((pair) => [...pair.raw])
      const joined = raws.flatMap((raw, i) => (i === 0 ? raw : [0x26, ...raw]))
      expect(joined).toEqual([...input])
    }),
  )
})

test('an ASCII form is read as URLSearchParams reads it, but for empty pairs', () => {
  const ascii = fc.string({ unit: fc.constantFrom(...'ab=&+%4 1c'), maxLength: 40 })
  fc.assert(
    fc.property(ascii, (form) => {
      fc.pre(!/%[89a-f]/i.test(form))
      const expected = [...new URLSearchParams(form.startsWith('?') ? `&${form}` : form)]
      const ours = parseForm(bytes(form)).filter((pair) => pair.raw.length > 0)
      expect(ours.map((pair) => [text(pair.name), text(pair.value)])).toEqual(expected)
    }),
  )
})
