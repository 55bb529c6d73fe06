/** Retry schedules to choose from: the one list. Client-safe. */
export const RETRY_PRESETS = {
  standard: { label: 'Standard', schedule: '5s 30s 5m 30m 2h 5h 10h 10h' },
  quick: { label: 'Quick', schedule: '1s 5s 15s 1m 5m' },
  patient: { label: 'Patient', schedule: '1m 10m 1h 6h 12h 24h 24h' },
  none: { label: 'No retries', schedule: 'none' },
} as const

const UNITS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 }
const MOST_PAUSES = 20
const LONGEST = 86_400

/**
 * Reads a schedule: the pauses between attempts in seconds, none for "none". `null` is the standard one. Pure, client-safe.
 */
export function parseRetrySchedule(
  text: string | null,
): { ok: true; delaysSeconds: number[] } | { ok: false; reason: string } {
  const words = (text ?? RETRY_PRESETS.standard.schedule).trim().split(/[\s,]+/)
  if (words.length === 1 && words[0] === 'none') return { ok: true, delaysSeconds: [] }
  if (words.length > MOST_PAUSES)
    return { ok: false, reason: `A schedule has at most ${MOST_PAUSES} pauses.` }
  const delaysSeconds: number[] = []
  for (const word of words) {
    const [, count, unit = ''] = /^(\d+)([smhd])$/.exec(word) ?? []
    const seconds = Number(count) * (UNITS[unit] ?? Number.NaN)
    if (!(seconds >= 1 && seconds <= LONGEST))
      return { ok: false, reason: `“${word}” is no pause: write 5s, 30m, 2h or 1d, from 1 s to 24 h each.` }
    delaysSeconds.push(seconds)
  }
  return { ok: true, delaysSeconds }
}

/** The pauses of an endpoint, as its row says; a schedule that cannot be read counts as the standard one. */
export function retryDelays(text: string | null): readonly number[] {
  const parsed = parseRetrySchedule(text)
  return parsed.ok ? parsed.delaysSeconds : STANDARD_DELAYS
}

const standard = parseRetrySchedule(null)

/** The standard pauses, seconds: about 34 hours in all. */
export const STANDARD_DELAYS: readonly number[] = standard.ok ? standard.delaysSeconds : []
