import { daysAgo } from '#lib/delivery-log/moment.ts'

/** The midnight of the viewer at which a day began, `days` ago by the calendar: days in which clocks change have not 24 hours. */
function midnight(days: number, now: Date): string {
  const at = new Date(now)
  at.setHours(0, 0, 0, 0)
  at.setDate(at.getDate() - days)
  return at.toISOString()
}

/** When `today`, `yesterday` or the last `monday` (any weekday; today's is today) began, ISO; null: no such word. */
export function startOfDay(word: string, now = new Date()): string | null {
  const days = daysAgo(word, now.getDay())
  return days === null ? null : midnight(days, now)
}
