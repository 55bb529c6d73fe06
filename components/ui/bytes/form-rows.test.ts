import { expect, it } from 'vitest'
import { formRows } from './form-rows.ts'

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))

it('a form is read in order, decoded, with repeated and empty names', () =>
  expect(formRows(bytes('a=1&b=%C5%82+x&a=2&=z&c'), 'utf-8')).toEqual({
    rows: [
      ['a', '1'],
      ['b', 'ł x'],
      ['a', '2'],
      ['', 'z'],
      ['c', ''],
    ],
    more: 0,
  }))

it('of a million pairs the first are read, and the rest is counted', () => {
  const { rows, more } = formRows(bytes('&'.repeat(999_999)), 'utf-8')
  expect(rows).toHaveLength(500)
  expect(more).toBe(999_500)
})
