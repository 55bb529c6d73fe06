import { describe, expect, it } from 'vitest'
import { sayAddresses, sayOthers, secretsInTheClear } from './say-check.ts'

describe('what a check of a URL found', () => {
  it('names a few of the addresses', () => {
    expect(sayAddresses(['93.184.216.34'])).toBe('Leads to 93.184.216.34, which may be called')
    expect(sayAddresses(['1.1.1.1', '1.1.1.2', '1.1.1.3', '1.1.1.4', '1.1.1.5', '1.1.1.6'])).toBe(
      'Leads to 1.1.1.1, 1.1.1.2, 1.1.1.3, 1.1.1.4 and 2 more, which may be called',
    )
  })

  it('counts the other mappings up to a bound', () => {
    expect(sayOthers(0)).toBeNull()
    expect(sayOthers(1)).toBe('1 other mapping has this URL, and shares its settings.')
    expect(sayOthers(12)).toBe('12 other mappings have this URL, and share its settings.')
    expect(sayOthers(10_001)).toBe('10,000+ other mappings have this URL, and share its settings.')
  })

  it('warns of secrets over plain http only', () => {
    expect(secretsInTheClear('HTTP://shop.example/', 'NEW_OPERATOR')).toEqual(['PASSWORD'])
    expect(secretsInTheClear('https://shop.example/', 'NEW_OPERATOR')).toEqual([])
    expect(secretsInTheClear('http://shop.example/', 'BUTTON_STATUS')).toEqual([])
  })
})
