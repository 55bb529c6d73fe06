import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bridgeWarnings } from '#lib/lc-serv-cfg/bridge-warnings.ts'
import { latin1, latin1Bytes, parseConfig } from '#lib/lc-serv-cfg/parse.ts'
import { mappingLines, printBridge, printWithMappings } from '#lib/lc-serv-cfg/print.ts'
import { SEED_CFG, WINDOWS_CFG } from '#lib/lc-serv-cfg/sample-files.ts'
import { EVENT_TYPES } from '#lib/livechat/catalogue.ts'

const parse = (text: string) => parseConfig(latin1Bytes(text))
const print = (text: string | null, mappings: Record<string, string[]>) =>
  latin1(printWithMappings(text === null ? null : parse(text), new Map(Object.entries(mappings))))
const listed = (bytes: Uint8Array) =>
  new Map(
    [...mappingLines(parseConfig(bytes))]
      .map(([type, lines]) => [type, lines.map((line) => line.url).filter((url) => url !== '')] as const)
      .filter(([, urls]) => urls.length > 0),
  )

test.each([
  ['a URL in place', 'x\nevent_A \thttp://o/  \r\ny', { A: ['http://n/'] }, 'x\nevent_A \thttp://n/  \r\ny'],
  ['nothing when it says so already', ' EVENT_A http://o/', { A: ['http://o/'] }, ' EVENT_A http://o/'],
  [
    'nothing for a URL that is there twice',
    'EVENT_A http://o/\nEVENT_A http://o/\n',
    { A: ['http://o/'] },
    'EVENT_A http://o/\nEVENT_A http://o/\n',
  ],
  [
    'nothing for a line without URL',
    'EVENT_A\nEVENT_A http://o/\n',
    { A: ['http://o/'] },
    'EVENT_A\nEVENT_A http://o/\n',
  ],
  ['no line without URL when nothing is mapped', 'EVENT_A\nEVENT_B \n', { B: [] }, 'EVENT_A\nEVENT_B \n'],
  [
    'the second line only',
    'EVENT_A http://1/\n#\nEVENT_A http://2/\n',
    { A: ['http://1/', 'http://3/'] },
    'EVENT_A http://1/\n#\nEVENT_A http://3/\n',
  ],
  [
    'lines that are left over, away',
    'EVENT_A http://1/\n#\nEVENT_A http://2/\n',
    { A: ['http://2/'] },
    'EVENT_A http://2/\n#\n',
  ],
  ['a type that is not mapped, away', '#\nEVENT_A http://1/\nx', {}, '#\nx'],
  [
    'further URLs after the last line, spelled alike',
    'event_A  http://1/ \r\nx',
    { A: ['http://1/', 'http://2/'] },
    'event_A  http://1/ \r\nevent_A  http://2/ \r\nx',
  ],
  [
    'further URLs after a last line without ending',
    'x\r\nEVENT_A http://1/',
    { A: ['http://1/', 'http://2/'] },
    'x\r\nEVENT_A http://1/\r\nEVENT_A http://2/',
  ],
  [
    'a line without URL, filled',
    'EVENT_A\r\nEVENT_B\t\r\n',
    { A: ['http://1/'], B: ['http://2/'] },
    'EVENT_A http://1/\r\nEVENT_B\thttp://2/\r\n',
  ],
  [
    'a new type at the end',
    'x\r\ny',
    { B: ['http://1/', 'http://2/'] },
    'x\r\ny\r\nEVENT_B http://1/\r\nEVENT_B http://2/\r\n',
  ],
  ['the byte order mark, never', '\xef\xbb\xbfEVENT_A http://1/\nx', {}, '\xef\xbb\xbfx'],
])('it changes %s', (_, file, mappings, expected) => {
  expect(print(file, mappings as Record<string, string[]>)).toBe(expected)
})

test('without a file, plain lines in the order of the catalogue, then others', () => {
  const mappings = {
    ZZZ: ['http://z/'],
    BUTTON_STATUS: ['http://b/'],
    NEW_LICENCE: ['http://n/', 'http://m/'],
    NONE: [],
  }
  expect(print(null, mappings)).toBe(
    'EVENT_NEW_LICENCE http://n/\nEVENT_NEW_LICENCE http://m/\nEVENT_BUTTON_STATUS http://b/\nEVENT_ZZZ http://z/\n',
  )
})

test('what would break out of its line is never written', () => {
  expect(() => print('EVENT_A http://1/\n', { A: ['http://h/\r\nADMIN=1'] })).toThrow(RangeError)
  expect(() => print('', { 'A http://evil/\nEVENT_B': ['http://h/'] })).toThrow(RangeError)
})

test('after one change in the Windows file, only that line differs', () => {
  const before = listed(latin1Bytes(WINDOWS_CFG))
  expect(latin1(printWithMappings(parse(WINDOWS_CFG), before))).toBe(WINDOWS_CFG)
  const after = printWithMappings(
    parse(WINDOWS_CFG),
    new Map([...before, ['OPERATOR_STATUS', ['http://n/']]]),
  )
  expect(latin1(after)).toBe(WINDOWS_CFG.replace('http://10.0.0.1/cgi-bin/events.pl', 'http://n/'))
})

const type = fc.constantFrom('CHAT_STARTED', 'CLIENT_INVITED', 'A', 'B')
const url = fc.constantFrom('http://h/1', 'http://h/2', 'https://h/3?x=1&y')
const line = fc
  .tuple(
    fc.oneof(
      fc
        .tuple(fc.constantFrom('', ' '), type, fc.constantFrom(' ', '\t', '  '), fc.option(url))
        .map(([i, t, s, u]) => `${i}EVENT_${t}${s}${u ?? ''}`),
      fc.constantFrom('', '# c', 'PORT 1', ';EVENT_A http://h/', 'event_a http://h/9 ', 'EVENT_B'),
    ),
    fc.constantFrom('\n', '\r\n', '\r'),
  )
  .map((parts) => parts.join(''))
const configText = fc
  .tuple(
    fc.constantFrom('', '\xef\xbb\xbf'),
    fc.array(line, { maxLength: 12 }),
    fc.constantFrom('', 'x', 'EVENT_A http://h/1'),
  )
  .map(([bom, lines, last]) => bom + lines.join('') + last)
const wantedMappings = fc.uniqueArray(fc.tuple(type, fc.uniqueArray(url, { maxLength: 3 })), {
  selector: ([t]) => t,
})

test('whatever mappings are printed, parsing gives them back, and other lines stay', () => {
  fc.assert(
    fc.property(configText, wantedMappings, (text, entries) => {
      const printed = printWithMappings(parse(text), new Map(entries))
      const found = [...listed(printed)].map(([t, urls]) => [t, [...new Set(urls)]] as const)
      expect(new Map(found)).toEqual(new Map(entries.filter(([, urls]) => urls.length > 0)))
      const others = (file: ReturnType<typeof parse>) =>
        file.lines.filter((l) => l.kind !== 'mapping' && l.kind !== 'blank').map((l) => l.text)
      expect(others(parseConfig(printed))).toEqual(others(parse(text)))
    }),
    { numRuns: 1000 },
  )
})

test('lines of types that did not change are the same bytes', () => {
  fc.assert(
    fc.property(configText, type, fc.uniqueArray(url, { maxLength: 3 }), (text, changed, urls) => {
      const before = listed(latin1Bytes(text))
      const printed = latin1(printWithMappings(parse(text), new Map([...before, [changed, urls]])))
      const rest = (source: string) =>
        parse(source)
          .lines.filter((l) => l.kind === 'mapping' && l.eventType !== changed)
          .map((l) => l.text)
      expect(rest(printed)).toEqual(rest(text))
      expect(latin1(printWithMappings(parse(text), before))).toBe(text)
    }),
  )
})

const INGEST = 'http://bellhop.example:3000/rpc/abc'

test('a bridge sends all twelve and what is mapped to Bellhop, once each, other lines as they were', () => {
  const printed = latin1(printBridge(parse(WINDOWS_CFG), INGEST, ['CHAT_RATED']))
  const found = listed(latin1Bytes(printed))
  expect(new Set(found.keys())).toEqual(new Set([...EVENT_TYPES, 'CHAT_RATED']))
  for (const urls of found.values()) expect(urls).toEqual([INGEST])
  expect(
    printed.startsWith('# Contact center, rack 3\r\nSERVER_PORT\t8080\r\n\r\nEVENT_NEW_LICENCE   '),
  ).toBe(true)
  expect(printed).toContain(
    `\r\nevent_operator_status ${INGEST}\r\nRPC_SERVER_IP 10.0.0.1:80\r\n;EVENT_BUTTON_STATUS http://old.example/\r\n`,
  )
  expect(printed).toContain(`\r\nEVENT_CLIENT_INVITED ${INGEST}\r\nLOG_DIR C:\\livechat\\log\r\n`)
  expect(latin1(printBridge(parse(printed), INGEST, []))).toBe(printed)
  expect(
    latin1(printBridge(null, INGEST, []))
      .split('\n')
      .filter(Boolean),
  ).toHaveLength(12)
})

test('a bridge of a file that names Bellhop twice names it once', () => {
  const printed = latin1(printBridge(parse(`EVENT_A ${INGEST}\nEVENT_A ${INGEST}\n`), INGEST, []))
  expect(printed.match(/EVENT_A /g)).toHaveLength(1)
})

test('a bridge warns when RPC_SERVER_IP is not Bellhop', () => {
  expect(bridgeWarnings(parse(WINDOWS_CFG), INGEST)).toMatchObject([{ line: 6 }])
  expect(bridgeWarnings(parse(SEED_CFG), INGEST)).toMatchObject([{ line: null }])
  expect(bridgeWarnings(parse('rpc_server_ip 10.0.0.1:80'), 'http://10.0.0.1/rpc/x')).toEqual([])
})
