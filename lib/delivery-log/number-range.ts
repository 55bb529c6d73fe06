/** A range with both ends in it; null is open. */
export type NumberRange = { low: number | null; high: number | null }

const NUMBER = String.raw`\d{1,9}(?:\.\d{1,3})?`
const FORM = new RegExp(`^(?:(>=|<=|>|<)?(${NUMBER})([a-z]*)|(${NUMBER})([a-z]*)-(${NUMBER})([a-z]*))$`)

const UNIT_MS: Record<string, number | undefined> = { '': 1, ms: 1, s: 1000, m: 60_000, min: 60_000 }

/** What a wrong one is answered with. */
export const ATTEMPTS_HINT = 'Write a number of attempts such as 3, >1, <=2 or 2-5.'
export const TOOK_HINT = 'Write a duration such as >5s, <100ms or 1s-5s.'

/** A number of attempts: `3`, `>1`, `<=2`, `2-5`. null when it is none. Client-safe. */
export function parseAttempts(text: string): NumberRange | null {
  const form = read(text, (unit) => (unit === '' ? 1 : undefined))
  if (form === null || !Number.isInteger(form.from) || !Number.isInteger(form.to)) return null
  return rangeOf(form, 1)
}

/** A duration in ms: `>5s`, `<100ms`, `1s-5s`, `2m-10m`. A single one is a least. null when it is none. Client-safe. */
export function parseTook(text: string): NumberRange | null {
  const form = read(text, (unit) => UNIT_MS[unit])
  if (form === null) return null
  return rangeOf(form.operator === '' ? { ...form, operator: '>=' } : form, 0)
}

type Form = { operator: string; from: number; to: number }

function read(given: string, factorOf: (unit: string) => number | undefined): Form | null {
  const match = FORM.exec(given.toLowerCase().replaceAll(/\s/g, ''))
  if (match === null) return null
  const [, operator = '', single, singleUnit = '', from, fromUnit = '', to, toUnit = ''] = match
  if (single !== undefined) {
    const factor = factorOf(singleUnit)
    return factor === undefined
      ? null
      : { operator, from: Number(single) * factor, to: Number(single) * factor }
  }
  const last = factorOf(toUnit)
  // 1-5s: both are seconds.
  const first = factorOf(fromUnit === '' ? toUnit : fromUnit)
  if (first === undefined || last === undefined) return null
  const range = { operator: '-', from: Number(from) * first, to: Number(to) * last }
  return range.from <= range.to ? range : null
}

/** @param step what lies between two neighbours; 0 where there are none. */
function rangeOf({ operator, from, to }: Form, step: number): NumberRange {
  if (operator === '>') return { low: from + step, high: null }
  if (operator === '>=') return { low: from, high: null }
  if (operator === '<') return { low: null, high: to - step }
  if (operator === '<=') return { low: null, high: to }
  return { low: from, high: to }
}
