import { expect, it } from 'vitest'
import { sayOthers } from './say-others.ts'

it.each([
  [{ others: 1, isBounded: false }, '1 more CHAT_RATED went nowhere, and is mapped by now.'],
  [{ others: 1, isBounded: true }, '1+ more CHAT_RATED went nowhere, and are mapped by now.'],
  [{ others: 1284, isBounded: false }, '1,284 more CHAT_RATED went nowhere, and are mapped by now.'],
])('of %j it is said: %s', (count, said) => {
  expect(sayOthers(count, 'CHAT_RATED')).toBe(said)
})
