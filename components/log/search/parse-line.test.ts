import { describe, expect, it } from 'vitest'
import { DELIVERY_TERMS } from '#components/deliveries/delivery-terms.ts'
import { lastPart, parseLine as parseBy, suggest as suggestBy } from './parse-line.ts'

const parseLine = (line: string) => parseBy(line, DELIVERY_TERMS)
const suggest = (part: string, there: Parameters<typeof suggestBy<keyof typeof DELIVERY_TERMS>>[2]) =>
  suggestBy(part, DELIVERY_TERMS, there)

describe('a search line', () => {
  it('is terms and words in any order', () => {
    expect(parseLine('licence:1520 agent:jane status:failed code:5xx "not arrived"')).toEqual({
      terms: { licence: ['1520'], agent: ['jane'], status: ['failed'], code: ['5xx'] },
      search: 'not arrived',
      problems: [],
    })
    expect(parseLine('lost status:failed parcel')).toMatchObject({
      terms: { status: ['failed'] },
      search: 'lost parcel',
    })
  })

  it.each([
    ['licence:1520,1521 licence:1522', { licence: ['1520', '1521', '1522'] }],
    ['server:"rack two"', { server: ['rack two'] }],
    ['Status:FAILED', { status: ['failed'] }],
    ['type:chat_started', { event: ['CHAT_STARTED'] }],
    ['host:shop.example', { endpoint: ['shop.example'] }],
    ['answer:5XX', { code: ['5xx'] }],
    ['attempts:>1 attempts:>3', { attempts: ['>3'] }],
    ['since:24h until:2026-11-20T14:00Z', { since: ['24h'], until: ['2026-11-20T14:00Z'] }],
    ['took:1s-5s', { took: ['1s-5s'] }],
  ])('%s', (line, terms) => expect(parseLine(line)).toEqual({ terms, search: '', problems: [] }))

  it.each([
    ['http://shop.example/x', 'http://shop.example/x'],
    ['12:30', '12:30'],
    ['"status:failed"', 'status:failed'],
    ['"an open quote', 'an open quote'],
    ['', ''],
  ])('takes %j as words', (line, search) =>
    expect(parseLine(line)).toEqual({ terms: {}, search, problems: [] }),
  )

  it.each([
    ['status:fialed', 'status: knows no fialed. Did you mean failed?'],
    ['error:zzz', /^error: knows no zzz\. It knows dns, refused/],
    ['code:600', 'code: does not read 600. Write a status such as 503, or a class such as 5xx.'],
    ['attempts:many', /^attempts: does not read many\. Write a number/],
    ['since:recently', /^since: does not read recently\. Write a time/],
    ['licence:', 'licence: names nothing. Write licence:1520'],
    ['stauts:failed', /^There is no term “stauts”\. Did you mean status\?/],
    ['order:4711', 'There is no term “order”. To search for it as words, quote it: "order:4711"'],
    ['--- !!', 'Search for words: letters or digits.'],
  ])('says what is wrong with %j', (line, problem) => {
    const { problems } = parseLine(line)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(problem)
  })
})

describe('completion', () => {
  const texts = (part: string, known = {}) => suggest(part, known).map(({ text }) => text)

  it('offers keys, then their values', () => {
    expect(texts('st')).toEqual(['status:'])
    expect(texts('')).toContain('licence:')
    expect(texts('status:f')).toEqual(['status:failed'])
    expect(texts('licence:15', { licence: ['1520', '1521', '3'] })).toEqual(['licence:1520', 'licence:1521'])
    expect(texts('server:', { server: ['rack two'] })).toEqual(['server:"rack two"'])
  })

  it('keeps the values that are there already', () => {
    expect(texts('status:failed,su')).toEqual(['status:failed,succeeded'])
  })

  it.each(['"status:f', 'http://x', 'status:failed', 'foo:bar'])('has nothing for %j', (part) =>
    expect(texts(part)).toEqual([]),
  )

  it('completes the part that is being typed', () => {
    expect(lastPart('licence:1 status:f')).toBe('status:f')
    expect(lastPart('a "b c')).toBe('"b c')
    expect(lastPart('server:"rack t')).toBe('server:"rack t')
    expect(lastPart('a ')).toBe('')
  })
})
