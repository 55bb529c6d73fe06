import { describe, expect, it } from 'vitest'
import { isCharacter, isPlain, type Press, readKey } from './key-press.ts'

const press = (more: Partial<Press> = {}): Press => ({
  key: 'g',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isComposing: false,
  defaultPrevented: false,
  ...more,
})

describe('a key press', () => {
  it('is plain without modifiers, when nobody else has taken it', () => {
    expect(isPlain(press())).toBe(true)
    for (const more of ['ctrlKey', 'metaKey', 'altKey', 'isComposing', 'defaultPrevented'] as const)
      expect(isPlain(press({ [more]: true }))).toBe(false)
  })

  it('writes a character or does something', () => {
    expect(['j', '?', '/', 'ż', ' '].every(isCharacter)).toBe(true)
    expect(['Enter', 'Escape', 'F1', 'Dead'].some(isCharacter)).toBe(false)
  })
})

describe('a sequence of keys', () => {
  const known = new Set(['g d', 'g e', 'j', 'd'])

  it.each([
    [null, 'j', 'j', null],
    [null, 'g', null, 'g'],
    ['g', 'd', 'g d', null],
    ['g', 'j', 'j', null],
    ['g', 'g', null, 'g'],
    ['g', 'x', null, null],
    [null, 'x', null, null],
  ])('after %s, %s completes %s and begins %s', (begun, key, complete, begins) => {
    expect(readKey(known, begun, key)).toEqual({ complete, begun: begins })
  })
})
