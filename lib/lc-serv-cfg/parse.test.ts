import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isDirectiveName, latin1, latin1Bytes, parseConfig } from '#lib/lc-serv-cfg/parse.ts'
import { printConfig } from '#lib/lc-serv-cfg/print.ts'
import { SEED_CFG, WINDOWS_CFG } from '#lib/lc-serv-cfg/sample-files.ts'

const parse = (text: string) => parseConfig(latin1Bytes(text))

test.each([
  ['seed.cfg', SEED_CFG],
  ['windows.cfg', WINDOWS_CFG],
])('%s is read and printed to the byte', (name, text) => {
  const bytes = new Uint8Array(readFileSync(new URL(`../../e2e/fixtures/${name}`, import.meta.url)))
  expect(latin1(bytes)).toBe(text)
  expect(printConfig(parseConfig(bytes))).toEqual(bytes)
})

test('any bytes are printed as they were read', () => {
  const cfgish = fc.string({
    unit: fc.constantFrom('EVENT_', 'event_a', ' ', '\t', '\r', '\n', '#', 'http://h/', '\xff', '\0'),
  })
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(printConfig(parseConfig(bytes))).toEqual(bytes)
    }),
  )
  fc.assert(
    fc.property(cfgish, (text) => {
      expect(latin1(printConfig(parse(text)))).toBe(text)
    }),
  )
})

test.each([
  ['EVENT_CHAT_STARTED http://h/a', 'CHAT_STARTED', 'EVENT_CHAT_STARTED', 'http://h/a'],
  ['event_chat_Started http://h/a', 'CHAT_STARTED', 'event_chat_Started', 'http://h/a'],
  [' \tEVENT_X\t \thttp://h/a \t', 'X', 'EVENT_X', 'http://h/a'],
  ['EVENT_X', 'X', 'EVENT_X', ''],
  ['EVENT_X  ', 'X', 'EVENT_X', ''],
  ['EVENT_X http://h/a # b', 'X', 'EVENT_X', 'http://h/a # b'],
  ['\xef\xbb\xbfEVENT_X http://h/', 'X', 'EVENT_X', 'http://h/'],
])('%j is a mapping of %s', (text, eventType, name, url) => {
  for (const ending of ['', '\n', '\r\n', '\r']) {
    const line = parse(text + ending).lines[0]
    expect(line).toMatchObject({ kind: 'mapping', eventType, name, url, ending, number: 1 })
    if (line?.kind === 'mapping') expect(latin1(line.raw.subarray(line.urlStart, line.urlEnd))).toBe(url)
  }
})

test.each([
  ['# EVENT_X http://h/', 'comment', undefined],
  ['  ;EVENT_X http://h/', 'comment', undefined],
  ['', undefined, undefined],
  [' \t', 'blank', undefined],
  ['SERVER_PORT 8080', 'other', false],
  ['EVENT_X=http://h/', 'other', true],
  ['EVENT_ http://h/', 'other', true],
  ['XEVENT_X http://h/', 'other', false],
  ['// EVENT_X http://h/', 'other', false],
  ['\xb3\xf3', 'other', false],
])('%j is of the kind %s', (text, kind, isAlmostMapping) => {
  const line = parse(text).lines[0]
  expect(line?.kind).toBe(kind)
  expect(line?.kind === 'other' ? line.isAlmostMapping : undefined).toBe(isAlmostMapping)
})

test('lines end at LF, CRLF or CR', () => {
  expect(parse('a\nb\r\nc\rd\r\r\n').lines.map((line) => latin1(line.raw))).toEqual([
    'a\n',
    'b\r\n',
    'c\r',
    'd\r',
    '\r\n',
  ])
})

test('only upper-case names without blanks can stand in the file', () => {
  expect(['CHAT_STARTED', 'X2.B-C'].every(isDirectiveName)).toBe(true)
  expect(['', 'chat', 'A B', 'A\nB', 'Ą', 'A\n'].some(isDirectiveName)).toBe(false)
})
