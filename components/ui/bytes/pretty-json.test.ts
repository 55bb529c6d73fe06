import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { prettyJson } from './pretty-json.ts'

describe('JSON', () => {
  it('gets a line for each value', () =>
    expect(prettyJson('{"a":[1,2],"b":{},"c":[ ]}')).toBe(
      '{\n  "a": [\n    1,\n    2\n  ],\n  "b": {},\n  "c": []\n}',
    ))

  it('is laid out as JavaScript would, whatever it is', () =>
    fc.assert(
      fc.property(fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue())), (value) => {
        const pretty = prettyJson(JSON.stringify(value))
        expect(pretty).toBe(JSON.stringify(JSON.parse(JSON.stringify(value)), null, 2))
      }),
    ))

  it('keeps what parsing would lose: long numbers, repeated names, their order, escapes', () => {
    const text = String.raw`{"b":12345678901234567890,"2":1.0,"1":"\u202e","b":"a\"b, {c}"}`
    expect(prettyJson(text)).toBe(
      String.raw`{
  "b": 12345678901234567890,
  "2": 1.0,
  "1": "\u202e",
  "b": "a\"b, {c}"
}`,
    )
  })

  it.each(['', 'plain', '1', '"text"', '{"cut":', '<html>'])('is not %j', (text) =>
    expect(prettyJson(text)).toBeNull(),
  )

  it('is left alone when it is all depth', () =>
    expect(prettyJson('['.repeat(3000) + ']'.repeat(3000))).toBeNull())
})
