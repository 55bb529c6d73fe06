const UNIT_MS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const

const RELATIVE = /^(\d{1,9})(s|m|h|d|w)$/
const ABSOLUTE = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']

/** What a wrong one is answered with. */
export const MOMENT_HINT = 'Write a time such as 24h, 7d or 2026-11-20T14:00Z.'

/**
 * A moment as people write it: so long before `now` ("90s", "30m", "24h", "7d", "2w"), the start of a day by its name
 * ("today", "yesterday", "monday"), or ISO 8601. A day, and what names no zone, is read as UTC: where nobody knows
 * the reader's zone. In milliseconds since 1970, never negative; null when it is none of these. Client-safe.
 */
export function parseMoment(text: string, now: number): number | null {
  const [, count, unit] = RELATIVE.exec(text) ?? []
  if (count && unit && isUnit(unit)) return Math.max(0, now - Number(count) * UNIT_MS[unit])
  const day = daysAgo(text, new Date(now).getUTCDay())
  if (day !== null) return Math.max(0, now - (now % UNIT_MS.d) - day * UNIT_MS.d)
  const absolute = ABSOLUTE.exec(text)
  if (!absolute) return null
  const isWithoutZone = text.length > 10 && absolute[1] === undefined
  const at = Date.parse(text.replace(' ', 'T') + (isWithoutZone ? 'Z' : ''))
  return Number.isNaN(at) ? null : Math.max(0, at)
}

/**
 * How many days ago a day was that is written as `today`, `yesterday` or a weekday: the last one, today's is today.
 * @param weekday of today, from 0 for Sunday.
 * @returns null when it is no such word.
 */
export function daysAgo(written: string, weekday: number): number | null {
  const word = written.toLowerCase()
  if (word === 'today') return 0
  if (word === 'yesterday') return 1
  const named = WEEKDAYS.indexOf(word)
  return named === -1 ? null : (weekday - named + WEEKDAYS.length) % WEEKDAYS.length
}

function isUnit(unit: string): unit is keyof typeof UNIT_MS {
  return unit in UNIT_MS
}
