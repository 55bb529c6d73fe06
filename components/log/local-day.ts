import { daysAgo } from '#lib/delivery-log/moment.ts'

/**
 * When a day of the viewer began, `days` ago by the calendar: days in which clocks change have not 24 hours, and in some zones
 * no midnight.
 */
function midnight(days: number, now: Date): string {
  const at = new Date(now)
  at.setDate(at.getDate() - days)
  at.setHours(0, 0, 0, 0)
  return at.toISOString()
}

/** When `today`, `yesterday` or the last `monday` (any weekday; today's is today) began, ISO; null: no such word. */
export function startOfDay(word: string, now = new Date()): string | null {
  const days = daysAgo(word, now.getDay())
  return days === null ? null : midnight(days, now)
}

const TIMES = ['since', 'until'] as const

/** A query string, with its `?`, in which days by name are moments, as the viewer's calendar has them. */
export function withDays(query: string, now = new Date()): string {
  const params = new URLSearchParams(query)
  let isChanged = false
  for (const time of TIMES) {
    const day = startOfDay(params.get(time) ?? '', now)
    if (day === null) continue
    params.set(time, day)
    isChanged = true
  }
  return isChanged ? `?${params}` : query
}

/** A day that a list begins on, by the words that stay true: `value` as a view keeps it. */
export type MovingDay = { value: string; label: string }

/** By what words the day can be called at whose midnight a list begins, of the last seven; none: it begins elsewhere. */
export function movingDays(since: string | null, now = new Date()): MovingDay[] {
  if (since === null || Number.isNaN(Date.parse(since))) return []
  const moment = new Date(since).toISOString()
  const weekday = new Date(moment).toLocaleDateString('en', { weekday: 'long' })
  const words = [
    { value: 'today', label: 'Today, whichever day it is then' },
    { value: 'yesterday', label: 'Yesterday, whichever day it is then' },
    { value: weekday.toLowerCase(), label: `The last ${weekday}` },
  ]
  return words.filter(({ value }) => startOfDay(value, now) === moment)
}
