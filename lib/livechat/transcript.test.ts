import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseTranscript, sidesOf } from '#lib/livechat/transcript.ts'

const said = (text: string) => parseTranscript(text).map(({ speaker, text: words }) => [speaker, words])

describe('a conversation', () => {
  it.each([
    [
      'Jane: Good morning\nVisitor: Hello',
      [
        ['Jane', 'Good morning'],
        ['Visitor', 'Hello'],
      ],
    ],
    [
      'Jane: one\r\ntwo\r\nVisitor: three',
      [
        ['Jane', 'one\ntwo'],
        ['Visitor', 'three'],
      ],
    ],
    [
      'Chat began\nJane: Hello',
      [
        [null, 'Chat began'],
        ['Jane', 'Hello'],
      ],
    ],
    ['Jane: see http://shop.example/: it is there', [['Jane', 'see http://shop.example/: it is there']]],
    ['Jane: look\nhttp://shop.example/', [['Jane', 'look\nhttp://shop.example/']]],
    ['Jane:', [['Jane', '']]],
    ['Łucja Żak: Zażółć gęślą', [['Łucja Żak', 'Zażółć gęślą']]],
    ['no names at all', [[null, 'no names at all']]],
    ['', []],
  ])('%j', (text, turns) => {
    expect(said(text)).toEqual(turns)
  })

  it('keeps the time before a name', () => {
    expect(parseTranscript('[13:40:17] Jane: Hello\n9:05 Visitor: Hi').map(({ time }) => time)).toEqual([
      '13:40:17',
      '9:05',
    ])
  })

  it('reads 100,000 line ends before a last word at once', () => {
    const lines = '\n'.repeat(100_000)
    const start = performance.now()
    expect(parseTranscript(`Jane: a${lines}b`)).toEqual([
      { raw: `Jane: a${lines}b`, time: null, speaker: 'Jane', text: `a${lines}b` },
    ])
    expect(performance.now() - start).toBeLessThan(2000)
  })

  it('loses no character', () => {
    const piece = fc.constantFrom(
      'Jane: ',
      'Visitor: ',
      'a',
      ':',
      ' ',
      '\r',
      '\n',
      '\r\n',
      '\t',
      '[1:02] ',
      'ż',
      '\u2028',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('')
        expect(
          parseTranscript(text)
            .map(({ raw }) => raw)
            .join(''),
        ).toBe(text)
      }),
    )
  })
})

describe('the sides of a conversation', () => {
  const sides = (text: string, agents: string[]) => Object.fromEntries(sidesOf(parseTranscript(text), agents))

  it.each([
    ['Jane: a\nVisitor: b', ['jane@example.com'], { Jane: 'agent', Visitor: 'visitor' }],
    ['Jane: a\nKasia: b', ['jane@example.com'], { Jane: 'agent', Kasia: 'visitor' }],
    ['Anna: a\nVisitor: b', ['x7@example.com'], { Anna: 'agent', Visitor: 'visitor' }],
    [
      'Anna: a\nKlient: b\nPiotr: c',
      ['a.w@lamps.example', 'p.l@lamps.example'],
      { Anna: 'agent', Klient: 'visitor', Piotr: 'agent' },
    ],
    ['Anna: a\nOla: b', ['x@example.com'], { Anna: 'unknown', Ola: 'unknown' }],
    ['Anna Wrona: a\nOla: b', ['anna.wrona@lamps.example'], { 'Anna Wrona': 'agent', Ola: 'visitor' }],
  ])('%j with %j', (text, agents, found) => {
    expect(sides(text, agents)).toEqual(found)
  })
})
