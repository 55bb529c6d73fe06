import type { DeliveryStatus } from '#lib/delivery-log/delivery-status.ts'
import type { Histogram } from '#lib/delivery-log/histogram.ts'

/** The rows of a kind: how they are called, and the status whose colour they have. */
export type Series = { kind: string; label: string; tone: DeliveryStatus }

type Bars = Histogram<string>
type Counts = Partial<Record<string, number>>
type ShownBar = { at: number; counts: Counts }

export const sumOf = (counts: Counts) =>
  Object.values(counts).reduce<number>((sum, count = 0) => sum + count, 0)

/** The bars with the empty ones between them. */
export function allBars({ from, to, stepMs, bars }: Bars): ShownBar[] {
  const known = new Map(bars.map((bar) => [bar.at, bar.counts]))
  const length = Math.max(1, Math.ceil((to - from) / stepMs))
  return Array.from({ length }, (_, index) => {
    const at = from + index * stepMs
    return { at, counts: known.get(at) ?? {} }
  })
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A moment of the axis: as exact as the bars are. */
export function sayMoment(at: number, stepMs: number, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(stepMs < DAY && { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    ...(stepMs < MINUTE && { second: '2-digit' }),
  })
    .format(at)
    .replace(',', '')
}

/** `Thu 19 Nov, 14:00: 12 failed, 320 succeeded`. The last of the series is the one that can be an estimate. */
export function sayBar(
  { at, counts }: ShownBar,
  { stepMs, isEstimate }: Bars,
  series: readonly Series[],
  zone: string,
): string {
  const parts = series.flatMap(({ kind, label }, index) => {
    const number = counts[kind] ?? 0
    if (number === 0) return []
    const about = isEstimate && index === series.length - 1 ? 'about ' : ''
    return [`${about}${number.toLocaleString('en-GB')} ${label.toLowerCase()}`]
  })
  return `${sayMoment(at, stepMs, zone)}: ${parts.length > 0 ? parts.join(', ') : 'none'}`
}

const UNITS = [
  { ms: DAY, name: 'day' },
  { ms: HOUR, name: 'hour' },
  { ms: MINUTE, name: 'minute' },
  { ms: 1000, name: 'second' },
]

/** `1 bar = 15 minutes`, and how far the bars can be trusted. The last of the series is the one that can be an estimate. */
export function sayStep({ stepMs, isEstimate, isNewestOnly }: Bars, series: readonly Series[]): string {
  const { ms, name } = UNITS.find((unit) => stepMs >= unit.ms) ?? { ms: 1000, name: 'second' }
  const number = stepMs / ms
  const step = `1 bar = ${number} ${name}${number === 1 ? '' : 's'}`
  if (isNewestOnly) return `The newest 10,000 that match; ${step}`
  return isEstimate ? `${series.at(-1)?.label}: an estimate; ${step}` : step
}
