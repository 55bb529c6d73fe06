import fc from 'fast-check'
import { expect, it } from 'vitest'
import { firstLines } from './first-lines.ts'

it('a short text is shown whole', () => expect(firstLines('one\ntwo\n')).toBe('one\ntwo\n'))

it('a long one is shown from its beginning, in characters and in lines', () =>
  fc.assert(
    fc.property(fc.constantFrom('\n', 'x', 'line\n'), fc.nat({ max: 1_000_000 }), (piece, times) => {
      const text = piece.repeat(times)
      const shown = firstLines(text)
      expect(text.startsWith(shown)).toBe(true)
      expect(shown.length).toBeLessThanOrEqual(8192)
      expect(shown.split('\n').length).toBeLessThanOrEqual(300)
      if (text.length < 300) expect(shown).toBe(text)
    }),
    { numRuns: 50 },
  ))
