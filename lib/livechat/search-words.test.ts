import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exampleEvent } from '#lib/livechat/example.ts'
import { MAX_SEARCH_TEXT, queryWords, searchWords } from '#lib/livechat/search-words.ts'

const indexed = (value: string) => new Set(searchWords('LICENCE_INFO', [['X', value]]).split(' '))
const finds = (value: string, query: string) => {
  const words = queryWords(query)
  const index = indexed(value)
  return words.length > 0 && words.every((word) => index.has(word))
}

test.each([
  ['anna.wrona@lamps.example', 'anna.wrona@lamps.example'],
  ['anna.wrona@lamps.example', 'WRONA'],
  ['anna.wrona@lamps.example', 'lamps.example'],
  ['Anna <anna@mail.lamps.example>', 'anna@mail.lamps.example'],
  ['https://www.lamps.example/a/b.pl?from=x&v=2', 'lamps.example/a'],
  ['https://www.lamps.example/a/b.pl?from=x&v=2', 'https://www.lamps.example/a/b.pl?from=x&v=2'],
  ['https://www.lamps.example/a/b.pl?from=x&v=2', 'b.pl'],
  ['2026-12-31 23:59:59', '2026-12-31'],
  ['2026-12-31 23:59:59', '2026-12'],
  ['1200.00', '1200.00'],
  ['S1290000000.5e1f0c', '5e1f0c'],
  ['+48 22 555 01 99', '555 01'],
  ['Zażółć GĘŚLĄ', 'zażółć gęślą'],
  ['ΟΔΟΣ.Α', 'οδος'],
  ['NEW_LICENCE', 'new_licence'],
  ['id 01A2203d-5e0d-7000-8000-0123456789ab', '01a2203d-5e0d-7000-8000-0123456789ab'],
  ['01a2203d-5e0d-7000-8000-0123456789ab', '01a2203d'],
])('%j is found by %j', (value, query) => {
  expect(finds(value, query)).toBe(true)
})

test.each([
  ['john@lamps.example anna@other.example', 'anna@lamps.example'],
  ['2026-11-12 31', '2026-12-31'],
  ['1200', '1200.00'],
  ['order 7781', 'order 7782'],
  ['01a2203d-5e0d-7000-8000-0123456789ab', '01a2203d-5e0d-7000-8000-0123456789ac'],
  ['01a2203d-5e0d-7000-8000-0123456789ab', '7000'],
])('%j is not found by %j', (value, query) => {
  expect(finds(value, query)).toBe(false)
})

test('text without letters or digits gives no word', () => {
  expect(queryWords(' \0 -- %% <> ')).toEqual([])
  expect(searchWords('LICENCE_INFO', [['X', '\0']])).toBe('')
})

test('no secret value is indexed', () => {
  const words = searchWords('NEW_OPERATOR', [
    ...exampleEvent('NEW_OPERATOR', '1520', { PASSWORD: 'canary' }),
    ['api_token', 'canary2'],
  ])
  expect(words).not.toContain('canary')
  expect(words).toContain('piotr.lis@lamps.example')
})

test('a chat is indexed as it is read, in the charset of the chat server', () => {
  expect(
    searchWords('VISITOR_LEFT_CHAT', [['CHAT', 'Order%207781%20z%B3oty']], 'windows-1250').split(' '),
  ).toEqual(['order', '7781', 'złoty'])
})

test('the text is bounded, and a long chat does not crowd out the ids', () => {
  const chat = Array.from({ length: 100_000 }, (_, i) => `wörd${i}`).join(' ')
  const words = searchWords('VISITOR_LEFT_CHAT', [
    ['CHAT', chat],
    ['CLIENT_ID', 'S1.zz9'],
  ])
  expect(new TextEncoder().encode(words).length).toBeLessThanOrEqual(MAX_SEARCH_TEXT)
  expect(words.split(' ')).toContain('s1.zz9')
})

test('words hold nothing that starts markup, an entity or a query operator', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      for (const word of queryWords(value)) expect(word).not.toMatch(/[\0\s<>&|!'"\\()/]/)
    }),
  )
})

test('every word of a query taken from a value is among the words of that value', () => {
  const unit = fc.constantFrom(...'aB1ąΣİé\u0301 .-_:@/%+<\0', 'ß', '日', '👍')
  const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit, maxLength: 60 }))
  fc.assert(
    fc.property(anyText, (value) => {
      const index = indexed(value)
      for (const word of queryWords(value)) expect(index).toContain(word)
      for (const part of value.split(/[ /]+/))
        for (const word of queryWords(part)) expect(index).toContain(word)
    }),
    { numRuns: 2000 },
  )
})

test('every stretch of neighbouring parts of a value finds that value', () => {
  const part = fc.string({ unit: fc.constantFrom(...'ab1ąΣ'), minLength: 1, maxLength: 4 })
  const run = fc.array(fc.tuple(part, fc.constantFrom(...'.-_:@')), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(run, fc.nat(7), fc.nat(7), (parts, from, to) => {
      const value = parts.map(([text, joint]) => text + joint).join('')
      const stretch = parts
        .slice(from, to + 1)
        .map(([text, joint]) => text + joint)
        .join('')
      fc.pre(stretch !== '')
      expect(finds(value, stretch)).toBe(true)
    }),
  )
})
