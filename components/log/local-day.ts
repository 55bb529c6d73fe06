const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
const A_WEEK = 7

/** The midnight of the viewer at which a day began, `daysAgo` by the calendar: days in which clocks change have not 24 hours. */
function midnight(daysAgo: number, now: Date): string {
  const at = new Date(now)
  at.setHours(0, 0, 0, 0)
  at.setDate(at.getDate() - daysAgo)
  return at.toISOString()
}

/** When `today`, `yesterday` or the last `monday` (any weekday; today's is today) began, ISO; null: no such word. */
export function startOfDay(word: string, now = new Date()): string | null {
  const lower = word.toLowerCase()
  if (lower === 'today') return midnight(0, now)
  if (lower === 'yesterday') return midnight(1, now)
  const weekday = WEEKDAYS.indexOf(lower)
  return weekday === -1 ? null : midnight((now.getDay() - weekday + A_WEEK) % A_WEEK, now)
}
