import { describe, expect, it } from 'vitest'
import { licenceHref, licenceOfPath } from './licence-href.ts'

const segment = (number: string) => licenceHref(number).slice('/licences/'.length)

describe('the address of a licence', () => {
  it('is its number where that is plain', () => {
    expect(licenceHref('1520')).toBe('/licences/1520')
    expect(licenceHref('shop_a-1')).toBe('/licences/shop_a-1')
  })

  it.each([
    '.',
    '..',
    'a/b',
    '../x',
    '%',
    '%2F',
    '~',
    '~2F',
    'a b?c#d',
    "it's (1)*!",
    'Łódź',
    '😀',
    '\\',
    '+',
  ])('leads to %s and back, and no server takes it for another path', (number) => {
    const url = new URL(licenceHref(number), 'http://bellhop.example')
    expect(url.pathname).toBe(licenceHref(number))
    expect(segment(number)).toMatch(/^[A-Za-z0-9_~-]+$/)
    expect(licenceOfPath(segment(number))).toBe(number)
  })

  it('is read when a person types the number with a space or a letter of their own', () => {
    expect(licenceOfPath('shop%20a')).toBe('shop a')
    expect(licenceOfPath(encodeURIComponent('Łódź'))).toBe('Łódź')
  })

  it.each(['%', '~', '~ZZ', '~00', '%E0%A4%A', ''])('is none when it is %s', (path) => {
    expect(licenceOfPath(path)).toBeNull()
  })
})
