import { describe, expect, it } from 'vitest'
import { prettyJson } from './pretty.ts'

describe('JSON', () => {
  it('gets a line for each value', () =>
    expect(prettyJson('{"a":[1,2]}')).toBe('{\n  "a": [\n    1,\n    2\n  ]\n}'))

  it.each(['', 'plain', '1', '"text"', '{"cut":', '<html>'])('is not %j', (text) =>
    expect(prettyJson(text)).toBeNull(),
  )

  it('is left alone when it is all depth', () =>
    expect(prettyJson('['.repeat(3000) + ']'.repeat(3000))).toBeNull())
})
