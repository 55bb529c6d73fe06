import { describe, expect, it } from 'vitest'
import { sayCommon, sayLater } from './say-lane.ts'

describe('the lane of a delivery in words', () => {
  it.each([
    [1, '1 later delivery'],
    [12, '12 later deliveries'],
    [1000, '1,000 later deliveries'],
    [1001, '1,000+ later deliveries'],
  ])('says of %d that wait how many they are', (later, said) => {
    expect(sayLater(later)).toBe(said)
  })

  it('names what they have in common, while the endpoint keeps an order', () => {
    expect(['licence', 'agent', 'chat', 'none'].map(sayCommon)).toEqual([
      ' of the same licence',
      ' of the same agent',
      ' of the same chat',
      '',
    ])
  })
})
