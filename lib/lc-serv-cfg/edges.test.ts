import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { boundPlan, SHOWN } from '#lib/lc-serv-cfg/bound-plan.ts'
import { lineText, mendLine } from '#lib/lc-serv-cfg/mend-line.ts'
import { latin1, latin1Bytes, parseConfig } from '#lib/lc-serv-cfg/parse.ts'
import { planImport } from '#lib/lc-serv-cfg/plan.ts'
import { printConfig, printWithMappings } from '#lib/lc-serv-cfg/print.ts'
import { refuseImport } from '#lib/lc-serv-cfg/refuse-import.ts'

const plan = (
  text: string,
  current: Record<string, string[]> = {},
  currentRpcServerIp: string | null = null,
) => planImport({ file: latin1Bytes(text), current: new Map(Object.entries(current)), currentRpcServerIp })
const print = (text: string, mappings: Record<string, string[]>, rpcServerIp?: string | null) =>
  latin1(printWithMappings(parseConfig(latin1Bytes(text)), new Map(Object.entries(mappings)), rpcServerIp))

describe('RPC_SERVER_IP in the file', () => {
  test.each([
    ['RPC_SERVER_IP h:80\n', null, { mark: 'added', line: 1, from: null, to: 'h:80' }],
    ['x\nrpc_server_ip\th:80 \n', 'h:80', { mark: 'same', line: 2, from: 'h:80', to: 'h:80' }],
    [
      'RPC_SERVER_IP h:81\nRPC_SERVER_IP h:82\n',
      'h:80',
      { mark: 'changed', line: 1, from: 'h:80', to: 'h:81' },
    ],
    ['RPC_SERVER_IP\n#RPC_SERVER_IP h\n', 'h:80', { mark: 'removed', line: null, from: 'h:80', to: null }],
    ['RPC_SERVER_IP http://h\n', 'h:80', { mark: 'kept', line: 1, from: 'h:80', to: 'h:80' }],
    ['RPC_SERVER_IPS h\n', null, null],
  ])('%j after %s is planned', (text, before, planned) => {
    expect(plan(text, {}, before).rpcServerIp).toEqual(planned)
  })

  it('is an error of its line when it is wrong, not of the whole file', () => {
    const { errors, lines } = plan('#\nRPC_SERVER_IP h:99999\n')
    expect(errors).toMatchObject([
      { line: 2, directive: 'RPC_SERVER_IP', message: expect.stringContaining('position 3') },
    ])
    expect(lines[1]?.mark).toBe('error')
    expect(refuseImport(errors, [2])).toBeNull()
  })

  it('warns of a second line and of one without a value', () => {
    const { warnings } = plan('RPC_SERVER_IP\nRPC_SERVER_IP a\nRPC_SERVER_IP b\n')
    expect(warnings.map((one) => one.lines)).toEqual([[], [1], [3]])
    expect(warnings[2]?.message).toContain('the first (line 2) counts')
  })

  test.each([
    ['only its value', 'x\r\nrpc_server_ip\t h:1 \r\ny', 'h:2', 'x\r\nrpc_server_ip\t h:2 \r\ny'],
    [
      'nothing when it says so',
      'RPC_SERVER_IP h:1\nRPC_SERVER_IP h:9\n',
      'h:1',
      'RPC_SERVER_IP h:1\nRPC_SERVER_IP h:9\n',
    ],
    ['every line when there is to be none', 'RPC_SERVER_IP a\nx\nRPC_SERVER_IP b\n', null, 'x\n'],
    ['a line without a value', 'RPC_SERVER_IP\r\n', 'h', 'RPC_SERVER_IP h\r\n'],
    ['the end of a file without mappings', 'x\r\ny', 'h', 'x\r\ny\r\nRPC_SERVER_IP h\r\n'],
    ['nothing when it is not asked', 'RPC_SERVER_IP a\n', undefined, 'RPC_SERVER_IP a\n'],
  ])('a change edits %s', (_, text, value, expected) => {
    expect(print(text, {}, value)).toBe(expected)
  })

  it('is added after the last mapping line', () => {
    const mappings = { A: ['http://a/'] }
    expect(print('EVENT_A http://a/\n# end', mappings, 'h:1')).toBe(
      'EVENT_A http://a/\nRPC_SERVER_IP h:1\n# end',
    )
    expect(print('EVENT_A http://a/', mappings, 'h:1')).toBe('EVENT_A http://a/\nRPC_SERVER_IP h:1\n')
  })
})

describe('lines in error', () => {
  const { errors } = plan('EVENT_A ftp://a\nEVENT_B http://b/\nEVENT_C ftp://c\n')

  test.each([
    [[], /^Line 1: .* 1 more like it\. Nothing was written\.$/],
    [[1], /^Line 3: /],
    [[1, 3, 2], /^Line 2 is not wrong/],
    [[1, 3, 99], /^Line 99 is not wrong/],
  ])('leaving out %j is refused', (leaveOut, reason) => {
    expect(refuseImport(errors, leaveOut)?.reason).toMatch(reason)
  })

  it('can be left out when each is named', () => {
    expect(refuseImport(errors, [3, 1])).toBeNull()
  })

  it('cannot be left out of a file that is no text', () => {
    expect(refuseImport(plan('EVENT_A ftp://a\n\0\n').errors, [1, 2])?.reason).toContain('binary')
  })

  test.each([
    ['http://h/\x01', 'Line 2: There is a control character (\\x01) at position 10.'],
    ['http://h/\t1', 'Line 2: There is a control character (\\x09) at position 10.'],
    ['http://h/\xe2\x80\xa8', 'Line 2: The character at position 10 (U+00E2) is not ASCII.'],
    ['http://h/"', 'Line 2: There is a quote at position 10.'],
    [`http://h/${'a'.repeat(65_536)}`, 'Line 2: The URL has 65545 characters.'],
  ])('a URL with hidden or odd characters is refused by line and position', (url, reason) => {
    expect(refuseImport(plan(`#\nEVENT_A ${url}\n`).errors, [])?.reason).toContain(reason)
  })

  it('are those beyond a hundred URLs of an event type, and types with long names', () => {
    const many = Array.from({ length: 102 }, (_, n) => `EVENT_A http://h/${n}\n`).join('')
    expect(plan(many).errors.map(({ line }) => line)).toEqual([101, 102])
    expect(plan(`EVENT_${'A'.repeat(256)} http://h/\n`).errors[0]?.message).toContain('256 characters')
  })

  it('are mended in place, all other bytes as they were', () => {
    const file = latin1Bytes('\xef\xbb\xbf\xff\r\nEVENT_A ftp://a\xe9\rx\n')
    expect(lineText(file, 2)).toBe('EVENT_A ftp://a\ufffd')
    expect(latin1(mendLine(file, 2, 'EVENT_A http://a/\r\n'))).toBe(
      '\xef\xbb\xbf\xff\r\nEVENT_A http://a/\rx\n',
    )
    expect(latin1(mendLine(file, 9, 'x'))).toBe(latin1(file))
  })
})

test('a removed mapping that stands as a comment is told with its line', () => {
  const { removed } = plan('x\n; event_a http://1/\n#EVENT_AB http://2/\n#EVENT_A http://3/\n', {
    A: ['http://1/'],
    C: [],
  })
  expect(removed).toMatchObject([{ eventType: 'A', lines: [], asComment: 2 }, { eventType: 'C' }])
  expect(removed[1]).not.toHaveProperty('asComment')
})

test.each([
  ['\xff\xfeE\0V\0', 'UTF-16'],
  ['\xfe\xff\0E\0V', 'UTF-16'],
  ['E\0V\0E\0N\0', 'UTF-16'],
  ['\0E\0V\0E\0N', 'UTF-16'],
  ['\xff\xfe\x41\x30', 'UTF-16'],
  ['\x7fELF\x02\x01\x01\0', 'binary'],
  ['EVENT_A http://h/\n\0', 'binary'],
])('%j is refused with a clear word', (text, word) => {
  const { errors } = plan(text)
  expect(errors[0]).toMatchObject({ eventType: null, message: expect.stringContaining(word) })
  expect(refuseImport(errors, [1, 2])).not.toBeNull()
})

describe('what goes to a browser', () => {
  test.each([
    ['mapping lines', Array.from({ length: 5000 }, (_, n) => `EVENT_X${n} http://h/${n}\n`).join('')],
    ['wrong lines', Array.from({ length: 5000 }, (_, n) => `EVENT_X${n} ftp://h/${n}\n`).join('')],
    ['one long line', `EVENT_A=${'a'.repeat(1_000_000)}`],
    ['a long name', `EVENT_${'A'.repeat(1_000_000)} ftp://h/`],
    ['one event type', Array.from({ length: 5000 }, (_, n) => `EVENT_A http://h/${n}\n`).join('')],
    ['empty lines', '\r'.repeat(5000)],
  ])('is bounded, and its counts are true: %s', (_, text) => {
    const whole = plan(text)
    const shown = boundPlan(whole)
    expect(JSON.stringify(shown).length).toBeLessThan(400_000)
    expect(shown.lines.length).toBeLessThanOrEqual(SHOWN.lines)
    expect(shown.counts).toMatchObject({
      lines: whole.lines.length,
      added: whole.added.length,
      errors: whole.errors.length,
      warnings: whole.warnings.length,
    })
  })
})

const ending = fc.constantFrom('\n', '\r\n', '\r')
const blanks = fc.string({ unit: fc.constantFrom(' ', '\t'), maxLength: 3 })
const url = fc.constantFrom('http://1/', 'http://2/', 'https://h:8/x?y=z')
const mapping = fc
  .tuple(blanks, fc.constantFrom('EVENT_A', 'event_a', 'EVENT_B', 'Event_C'), blanks, fc.option(url), blanks)
  .map(
    ([before, name, gap, to, after]) => `${before}${name}${to === null ? '' : `${gap || ' '}${to}`}${after}`,
  )
const anyLine = fc.uint8Array({ maxLength: 20 }).map((bytes) => latin1(bytes).replace(/[\r\n]/g, ''))
const server = fc.constantFrom('RPC_SERVER_IP h:1', 'rpc_server_ip\th:2 ', 'RPC_SERVER_IP')
const anyFile = fc
  .tuple(
    fc.constantFrom('', '\xef\xbb\xbf'),
    fc.array(fc.tuple(fc.oneof(mapping, mapping, anyLine, server), ending), { maxLength: 15 }),
    fc.oneof(fc.constant(''), mapping, anyLine),
  )
  .map(([bom, lines, last]) => bom + lines.map((parts) => parts.join('')).join('') + last)

test('any bytes in any structure of lines are printed as they were read', () => {
  fc.assert(
    fc.property(fc.oneof(anyFile, fc.uint8Array({ maxLength: 2000 }).map(latin1)), (text) => {
      const parsed = parseConfig(latin1Bytes(text))
      expect(latin1(printConfig(parsed))).toBe(text)
      expect(parsed.lines.map((line) => line.number)).toEqual(parsed.lines.map((_, at) => at + 1))
      for (const { raw, text: without, ending: end } of parsed.lines) {
        expect(latin1(raw)).toBe(without + end)
        expect(without).not.toMatch(/[\r\n]/)
      }
    }),
    { numRuns: 500 },
  )
})

test.each([
  ['EVENT_B http://1/\rEVENT_A http://1/\n\nX', 'EVENT_B http://1/\r\n\nX'],
  ['EVENT_B http://1/\rEVENT_A http://1/\r\n\nX', 'EVENT_B http://1/\r\n\nX'],
  ['EVENT_B http://1/\rEVENT_A http://1/\r\r\nX', 'EVENT_B http://1/\r\r\nX'],
])('a line that goes from between a CR and an empty line joins nothing: %j', (text, expected) => {
  const mappings = new Map([['B', ['http://1/']]])
  expect(latin1(printWithMappings(parseConfig(latin1Bytes(text)), mappings))).toBe(expected)
})

test('edits change only the lines of the event types that were edited', () => {
  const edit = fc.record({ type: fc.constantFrom('A', 'B', 'D'), urls: fc.uniqueArray(url) })
  fc.assert(
    fc.property(
      anyFile,
      edit,
      fc.option(fc.constantFrom('h:1', 'h:9', null), { nil: undefined }),
      (text, { type, urls }, rpc) => {
        const before = parseConfig(latin1Bytes(text))
        const mappings = new Map<string, string[]>()
        for (const line of before.lines) {
          if (line.kind !== 'mapping') continue
          mappings.set(line.eventType, [
            ...(mappings.get(line.eventType) ?? []),
            ...(line.url ? [line.url] : []),
          ])
        }
        // Wrong URLs cannot be written, so such types are left as they are.
        mappings.set(type, urls)
        const after = parseConfig(printWithMappings(before, mappings, rpc))
        const others = (file: typeof before) =>
          file.lines
            .filter((line) => !(line.kind === 'mapping' && line.eventType === type))
            .filter(
              (line) => rpc === undefined || line.kind !== 'other' || !/^rpc_server_ip$/i.test(line.name),
            )
            .map((line) => line.text)
        expect(others(after)).toEqual(others(before))
        const written = after.lines.flatMap((line) =>
          line.kind === 'mapping' && line.eventType === type && line.url ? [line.url] : [],
        )
        expect([...new Set(written)]).toEqual(urls)
        expect(after.bom).toEqual(before.bom)
      },
    ),
    { numRuns: 500 },
  )
})
