import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MAX_FILE_BYTES, MAX_FILE_LINES } from '#lib/lc-serv-cfg/file-limits.ts'
import { latin1, latin1Bytes, parseConfig } from '#lib/lc-serv-cfg/parse.ts'
import { planImport } from '#lib/lc-serv-cfg/plan.ts'
import { printWithMappings } from '#lib/lc-serv-cfg/print.ts'
import { SEED_CFG, WINDOWS_CFG } from '#lib/lc-serv-cfg/sample-files.ts'

const plan = (text: string, current: Record<string, string[]> = {}, keepUnnamed = false) =>
  planImport({ file: latin1Bytes(text), current: new Map(Object.entries(current)), keepUnnamed })
const types = (changes: { eventType: string }[]) => changes.map((change) => change.eventType)
const marks = (planned: ReturnType<typeof plan>) => planned.lines.map((line) => line.mark)

test('a first import of the seed adds its four events', () => {
  const planned = plan(SEED_CFG)
  expect(types(planned.added)).toEqual([
    'NEW_LICENCE',
    'OPERATOR_TRANSFER',
    'OPERATOR_STATUS',
    'BUTTON_STATUS',
  ])
  expect(planned.added[0]).toEqual({
    eventType: 'NEW_LICENCE',
    lines: [1],
    from: null,
    to: ['http://labs.livechatinc.com/event_new_licence.pl'],
  })
  expect(planned.errors).toEqual([])
  expect(planned.warnings).toMatchObject([
    { lines: [1], eventType: 'NEW_LICENCE', message: expect.stringContaining('passwords') },
  ])
  expect(planned.file).toEqual({ bytes: 247, lines: 4, ending: 'LF', endsWithNewline: true })
})

test('the Windows file gives its lines, marks, warnings and the next mappings', () => {
  const planned = plan(WINDOWS_CFG, {
    NEW_LICENCE: ['http://10.0.0.1/cgi-bin/new.pl?from=lc&v=2'],
    OPERATOR_STATUS: ['http://old/'],
    CHAT_STARTED: ['http://10.0.0.1/a.pl'],
    BUTTON_STATUS: ['http://old.example/'],
  })
  expect(marks(planned)).toEqual([
    null,
    null,
    null,
    'same',
    'changed',
    'added',
    null,
    'same',
    'added',
    'warning',
    null,
  ])
  expect([planned.added, planned.changed, planned.removed, planned.unchanged].map(types)).toEqual([
    [],
    ['OPERATOR_STATUS', 'CHAT_STARTED'],
    ['BUTTON_STATUS'],
    ['NEW_LICENCE'],
  ])
  expect(planned.changed[1]).toMatchObject({
    lines: [8, 9],
    from: ['http://10.0.0.1/a.pl'],
    to: ['http://10.0.0.1/a.pl', 'http://10.0.0.2/b.pl'],
  })
  expect(planned.warnings.map((warning) => [warning.eventType, warning.lines])).toEqual([
    ['NEW_LICENCE', [4]],
    ['OPERATOR_STATUS', [5]],
    ['CHAT_STARTED', [8, 9]],
    ['CLIENT_INVITED', [10]],
  ])
  expect(Object.fromEntries(planned.next)).toEqual({
    NEW_LICENCE: ['http://10.0.0.1/cgi-bin/new.pl?from=lc&v=2'],
    OPERATOR_STATUS: ['http://10.0.0.1/cgi-bin/events.pl'],
    CHAT_STARTED: ['http://10.0.0.1/a.pl', 'http://10.0.0.2/b.pl'],
  })
  expect(planned.rpcServerIp).toEqual({ mark: 'added', line: 6, from: null, to: '10.0.0.1:80' })
  expect(planned.file).toMatchObject({ lines: 11, ending: 'CRLF', endsWithNewline: false })
  expect(planned.lines[1]?.text).toBe('SERVER_PORT\t8080')
})

test.each([
  ['EVENT_CHAT_STARTED\n', 'No URL'],
  ['EVENT_CHAT_STARTED http://1/\nEVENT_CHAT_STARTED http://2/\n', 'undocumented'],
  ['EVENT_CHAT_STARTED http://1/\nEVENT_CHAT_STARTED http://1/\n', 'mapped once'],
  ['EVENT_CHAT_RATED http://1/\n', 'Not one of the twelve'],
  ['EVENT_NEW_OPERATOR HTTP://1/\n', 'passwords'],
  ['EVENT_VISITOR_LEFT_CHAT http://1/\n', 'conversations'],
  ['event_chat_started https://1/\n', 'lower case'],
  ['EVENT_CHAT_STARTED=http://1/\n', 'blank between'],
  ['PORT 1\n', 'names no event'],
  ['', 'names no event'],
])('%j is warned of: %s', (text, message) => {
  const planned = plan(text)
  expect(planned.warnings.map((warning) => warning.message).join(' ')).toContain(message)
  expect(planned.errors).toEqual([])
})

test('https and plain data over http are not warned of', () => {
  expect(plan('EVENT_NEW_OPERATOR https://1/\nEVENT_CHAT_STARTED http://1/\n').warnings).toEqual([])
})

test('a bad URL is an error with its line, and its event type stays as it is', () => {
  const planned = plan('#\nEVENT_A http://u:p@h/\nEVENT_A http://2/\nEVENT_B http://3/\n', {
    A: ['http://1/'],
  })
  expect(planned.errors).toEqual([
    { line: 2, eventType: 'A', message: expect.stringContaining('user name or password') },
  ])
  expect(marks(planned)).toEqual([null, 'error', null, 'added'])
  expect(planned.next).toEqual(
    [
      ['A', ['http://1/']],
      ['B', ['http://3/']],
    ].toSorted(),
  )
})

test('"deliver nothing" differs from not mapped', () => {
  expect(plan('EVENT_A\n', { A: [] }).unchanged).toEqual([{ eventType: 'A', lines: [1], from: [], to: [] }])
  expect(plan('', { A: [] }).removed).toEqual([{ eventType: 'A', lines: [], from: [], to: null }])
  expect(plan('EVENT_A\n', { A: ['http://1/'] }).removed).toMatchObject([
    { from: ['http://1/'], to: null, lines: [1] },
  ])
  expect(plan('EVENT_A http://1/\n', { A: [] }).changed).toMatchObject([{ from: [], to: ['http://1/'] }])
})

test('types that the file does not name can be kept', () => {
  const planned = plan('EVENT_B\n', { A: ['http://1/'], B: ['http://2/'] }, true)
  expect(planned.kept).toMatchObject([{ eventType: 'A', lines: [] }])
  expect(types(planned.removed)).toEqual(['B'])
  expect(planned.next).toEqual([['A', ['http://1/']]])
})

test('the order of URLs counts', () => {
  const planned = plan('EVENT_A http://2/\nEVENT_A http://1/\n', { A: ['http://1/', 'http://2/'] })
  expect(types(planned.changed)).toEqual(['A'])
  expect(marks(planned)).toEqual(['changed', 'changed'])
})

test('a binary file is an error that says so, and so is UTF-16', () => {
  expect(plan('#\nEVENT_A http://1/\0\n').errors[0]).toEqual({
    line: 2,
    eventType: null,
    message: expect.stringContaining('binary'),
  })
  expect(plan('\xff\xfeE\0V\0').errors[0]?.message).toContain('UTF-16')
})

test('a file over a limit is an error that names it, and nothing changes', () => {
  const current = { A: ['http://1/'] }
  const large = plan('#'.repeat(MAX_FILE_BYTES + 1), current)
  const long = plan('\n'.repeat(MAX_FILE_LINES + 1), current)
  expect(large.errors[0]?.message).toContain('5,242,880 (5 MB)')
  expect(long.errors[0]?.message).toContain('100,000 lines')
  for (const planned of [large, long])
    expect([planned.lines, planned.next]).toEqual([[], [['A', ['http://1/']]]])
  expect(plan('#'.repeat(MAX_FILE_BYTES)).errors).toEqual([])
  expect(plan('\n'.repeat(MAX_FILE_LINES)).errors).toEqual([])
})

test('hidden characters in a line are shown', () => {
  expect(plan('# \xe2\x80\xae x \xb3\r\n').lines[0]?.text).toBe('# \\u202E x \\xB3')
})

test('a plan survives JSON, and what is imported is exported unchanged', () => {
  const line = fc.constantFrom(
    'EVENT_A http://1/',
    'EVENT_A http://2/',
    'event_a http://1/ ',
    'EVENT_B',
    'EVENT_B https://3/',
    '# c',
    '',
  )
  const ending = fc.constantFrom('\n', '\r\n', '\r')
  fc.assert(
    fc.property(fc.array(fc.tuple(line, ending).map((parts) => parts.join(''))), (lines) => {
      const file = latin1Bytes(lines.join(''))
      const planned = planImport({ file, current: new Map() })
      expect(JSON.parse(JSON.stringify(planned))).toEqual(planned)
      expect(latin1(printWithMappings(parseConfig(file), new Map(planned.next)))).toBe(lines.join(''))
      const again = planImport({ file, current: new Map(planned.next) })
      expect([again.added, again.changed, again.removed]).toEqual([[], [], []])
      expect(again.lines.some((l) => l.mark === 'added' || l.mark === 'changed')).toBe(false)
    }),
  )
})
