import { expect, it } from 'vitest'
import { sayUnknown } from './say-unknown.ts'

it('says of an attempt whose dispatcher ended what is known, and whether it was sent again', () => {
  expect(sayUnknown({ wasSentAgain: false })).toBe(
    'Outcome unknown: the dispatcher ended during this attempt, so the receiver may have got the call.',
  )
  expect(sayUnknown({ wasSentAgain: true })).toMatch(/; sent again with the same webhook-id\.$/)
})
