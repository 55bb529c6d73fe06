import { describe, expect, it } from 'vitest'
import { findAll } from './find-all.ts'

describe('finding in a text', () => {
  it.each([
    ['Error, error', 'ERROR', [0, 7]],
    ['aaaa', 'aa', [0, 2]],
    ['İstanbul istanbul', 'istanbul', [9]],
    ['a.b', '.', [1]],
    ['nothing', 'else', []],
    ['anything', '', []],
  ])('%j has %j at %j', (text, wanted, places) => expect(findAll(text, wanted)).toEqual(places))

  it('stops at a thousand', () => expect(findAll('x'.repeat(5000), 'x')).toHaveLength(1000))
})
