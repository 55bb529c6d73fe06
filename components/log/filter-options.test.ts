import { describe, expect, it } from 'vitest'
import { matching, summary, typedValue } from './filter-options.ts'

const options = [
  { value: 'a', label: 'http://shop.example/' },
  { value: 'b', label: 'http://crm.example/' },
]

describe('a filter', () => {
  it.each([
    [[], 'Endpoint'],
    [['a'], 'Endpoint: http://shop.example/'],
    [['a', 'x'], 'Endpoint: http://shop.example/, x'],
    [['a', 'b', 'x'], 'Endpoint: 3'],
  ])('says of %j on its button: %s', (values, text) => {
    expect(summary('Endpoint', values, options)).toBe(text)
  })

  it('lists what holds the text typed, and chosen values that it does not know', () => {
    expect(matching(options, [], ' SHOP ').map(({ value }) => value)).toEqual(['a'])
    expect(matching(options, ['a', 'x'], '').map(({ value }) => value)).toEqual(['a', 'b', 'x'])
  })

  it.each([
    ['  ', true, null],
    ['http://SHOP.example/', false, 'a'],
    ['shop', false, 'a'],
    ['example', false, null],
    ['shop', true, 'shop'],
    ['4711', true, '4711'],
  ])('takes %j on Enter (anything goes: %s) as %s', (typed, mayBeAnything, value) => {
    expect(typedValue(typed, matching(options, [], typed), mayBeAnything)).toBe(value)
  })
})
