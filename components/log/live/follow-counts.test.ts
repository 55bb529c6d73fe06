import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { followCounts } from './follow-counts.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const isLookedAt = () => true
const MINUTE = 60_000

it('a list is counted once there is something new in it, and again when it could not be', async () => {
  const isDue = { current: false }
  const outcomes = [false, true]
  const count = vi.fn(async () => outcomes.shift() ?? true)
  const end = followCounts({ isDue, isLookedAt, count })
  await vi.advanceTimersByTimeAsync(MINUTE)
  expect(count).not.toHaveBeenCalled()
  isDue.current = true
  await vi.advanceTimersByTimeAsync(MINUTE)
  expect(count).toHaveBeenCalledTimes(2)
  end()
})

it('one that has ended in the middle of a count leaves what is due to the next', async () => {
  const isDue = { current: true }
  const never = Promise.withResolvers<boolean>()
  const end = followCounts({ isDue, isLookedAt, count: () => never.promise })
  await vi.advanceTimersByTimeAsync(MINUTE)
  end()
  never.resolve(false)
  await vi.advanceTimersByTimeAsync(MINUTE)
  expect(vi.getTimerCount()).toBe(0)
  expect(isDue.current).toBe(false)
})
