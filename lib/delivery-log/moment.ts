const UNIT_MS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const

const RELATIVE = /^(\d{1,9})(s|m|h|d|w)$/
const ABSOLUTE = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/

/** What a wrong one is answered with. */
export const MOMENT_HINT = 'Write a time such as 24h, 7d or 2026-11-20T14:00Z.'

/**
 * A moment as people write it: so long before `now` ("90s", "30m", "24h", "7d", "2w") or ISO 8601, read as UTC
 * when it names no zone. In milliseconds since 1970, never negative; null when it is neither. Client-safe.
 */
export function parseMoment(text: string, now: number): number | null {
  const [, count, unit] = RELATIVE.exec(text) ?? []
  if (count && unit && isUnit(unit)) return Math.max(0, now - Number(count) * UNIT_MS[unit])
  const absolute = ABSOLUTE.exec(text)
  if (!absolute) return null
  const isWithoutZone = text.length > 10 && absolute[1] === undefined
  const at = Date.parse(text.replace(' ', 'T') + (isWithoutZone ? 'Z' : ''))
  return Number.isNaN(at) ? null : Math.max(0, at)
}

function isUnit(unit: string): unit is keyof typeof UNIT_MS {
  return unit in UNIT_MS
}
