import { beforeEach, describe, expect, it } from 'vitest'
import { setEnv } from '../env.ts'
import { open, seal } from './seal.ts'

beforeEach(() => setEnv({ BASE_URL: '', SECRET_KEY: 'a key of thirty-two characters or more' }))

describe('a sealed secret', () => {
  it('opens again, and is another text each time', () => {
    const sealed = seal('Basic ola', 'endpoint.credentials/1')
    expect(open(sealed, 'endpoint.credentials/1').toString()).toBe('Basic ola')
    expect(sealed.includes('ola')).toBe(false)
    expect(seal('Basic ola', 'endpoint.credentials/1').equals(sealed)).toBe(false)
  })

  it('opens nowhere else, not when a bit is changed, and not with another key', () => {
    const sealed = seal('token', 'endpoint.headers/1')
    expect(() => open(sealed, 'endpoint.headers/2')).toThrow(/does not open with this SECRET_KEY/)
    for (const place of [1, 14, sealed.length - 1]) {
      const changed = Buffer.from(sealed)
      changed[place] = (changed[place] ?? 0) ^ 1
      expect(() => open(changed, 'endpoint.headers/1')).toThrow(/does not open/)
    }
    setEnv({ SECRET_KEY: 'another key of thirty-two characters' })
    expect(() => open(sealed, 'endpoint.headers/1')).toThrow(/does not open/)
  })

  it('of a later version, or cut short, says so', () => {
    expect(() => open(Buffer.from([2, 0, 0]), 'x/1')).toThrow(/sealed by a newer Bellhop/)
    expect(() => open(seal('a', 'x/1').subarray(0, 20), 'x/1')).toThrow()
  })
})
