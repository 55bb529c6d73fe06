import { expect, test } from 'vitest'
import { chatText } from '#lib/livechat/chat-text.ts'
import { firstValue, readParameters } from '#lib/livechat/parameters.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const read = (query: string, body: string, contentType: string | null, charset = 'utf-8') =>
  readParameters({ query: bytes(query), body: bytes(body), contentType, charset })

test('the parameters of the query come before those of the body', () => {
  expect(read('EVENT=A&x=1', 'x=2&EVENT=B', 'application/x-www-form-urlencoded')).toEqual([
    ['EVENT', 'A'],
    ['x', '1'],
    ['x', '2'],
    ['EVENT', 'B'],
  ])
})

test.each([
  [null, true],
  ['', true],
  ['Application/X-WWW-Form-Urlencoded; charset=windows-1250', true],
  ['text/plain', true],
  ['multipart/form-data; boundary=x', false],
  ['application/json', false],
  ['application/octet-stream', false],
])('a body of type %j is a form: %s', (contentType, isForm) => {
  expect(read('', 'EVENT=A', contentType)).toEqual(isForm ? [['EVENT', 'A']] : [])
})

test('values are read in the charset of the chat server, whatever the content type says', () => {
  expect(read('n=%B3', '', null, 'windows-1250')).toEqual([['n', 'ł']])
  expect(read('', 'n=%B3', 'application/x-www-form-urlencoded; charset=utf-8', 'iso-8859-2')).toEqual([
    ['n', 'ł'],
  ])
})

test('a call without query and body has no parameters', () => {
  expect(read('', '', null)).toEqual([])
})

test('the first value is that of the exact name', () => {
  const parameters = read('event=a&EVENT=b&EVENT=c&__proto__=1', '', null)
  expect(firstValue(parameters, 'EVENT')).toBe('b')
  expect(firstValue(parameters, '__proto__')).toBe('1')
  expect(firstValue(parameters, 'LICENCE')).toBeUndefined()
})

test('a chat of megabytes without an escape, or of nothing else, is read in linear time', () => {
  const started = performance.now()
  expect(chatText(`${'a'.repeat(3_000_000)}%`, 'utf-8')).toHaveLength(3_000_001)
  expect(chatText('%61'.repeat(500_000), 'windows-1250')).toHaveLength(500_000)
  expect(chatText('ż%4'.repeat(300_000), 'utf-8')).toHaveLength(900_000)
  // Hours, where it is quadratic.
  expect(performance.now() - started).toBeLessThan(10_000)
})

test.each([
  ['Anna%3A%20Hi%0AVisitor%3A+a+%26+b', 'utf-8', 'Anna: Hi\nVisitor: a & b'],
  ['z%B3oty', 'windows-1250', 'złoty'],
  ['z%C5%82oty', 'utf-8', 'złoty'],
  ['already 蚹 plain', 'windows-1250', 'already 蚹 plain'],
  ['蚹%B3', 'windows-1250', '蚹ł'],
  ['100% sure', 'utf-8', '100% sure'],
  ['Jane: 1+1 is 2', 'utf-8', 'Jane: 1+1 is 2'],
  ['1%2B1+is+2%ZZ%', 'utf-8', '1+1 is 2%ZZ%'],
  ['', 'utf-8', ''],
  ['%81g ok %81%67, 100%', 'shift_jis', '“ ok “, 100%'],
  ['ż%BF%5cn\\', 'windows-1250', 'żż\\n\\'],
])('the chat %j in %s reads %j', (value, charset, expected) => {
  expect(chatText(value, charset)).toBe(expected)
})
