import type { OverviewRange } from '#lib/overview/ranges.ts'

const LABELS = 6
const CLOCK: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }
const DAY: Intl.DateTimeFormatOptions = { weekday: 'short' }
const DATE: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short' }

const say = (at: string, zone: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone }).format(new Date(at))

/** The labels below a chart: of the bars that begin at these moments (ISO), a few; the newest is "now". Pure. */
export function axisLabels(from: readonly string[], range: OverviewRange, zone: string): Map<string, string> {
  const step = Math.max(1, Math.floor(from.length / LABELS))
  const labels = new Map<string, string>()
  let day = ''
  from.forEach((at, index) => {
    if (index % step !== 0 || index > from.length - step / 2 - 1) return
    const today = say(at, zone, DAY)
    const clock = say(at, zone, CLOCK)
    if (range === '30d') labels.set(at, say(at, zone, DATE))
    else labels.set(at, today === day || range === '1h' ? clock : `${today} ${clock}`)
    day = today
  })
  const newest = from.at(-1)
  if (newest !== undefined) labels.set(newest, 'now')
  return labels
}

/** A time of the day: "14:30". */
export const sayClock = (at: string, zone: string) => say(at, zone, CLOCK)

/** When a bar was: "Wed 25 Nov, 14:30 to 14:45". */
export function sayBarTime({ from, to }: { from: string; to: string }, zone: string): string {
  return `${say(from, zone, DAY)} ${say(from, zone, DATE)}, ${sayClock(from, zone)} to ${sayClock(to, zone)}`
}
