import type { HistoryHour } from '#lib/endpoints/endpoint-history.ts'

/** Pieces of a line as SVG points in a square of 100; hours of which nothing is known leave a gap. */
export type DurationLine = string[]

export type DurationPlot = { p50: DurationLine; p95: DurationLine; lowest: number; highest: number }

/** The logarithm of the shortest is that of a tenth of a millisecond: there is none of nothing. */
const SHORTEST_MS = 0.1

/** The two lines on a log scale from the lowest to the highest, in milliseconds; null when no hour has any. Pure. */
export function durationLines(hours: readonly HistoryHour[]): DurationPlot | null {
  const all = hours.flatMap(({ durations }) => (durations ? [durations.p50, durations.p95] : []))
  if (all.length === 0) return null
  const [lowest, highest] = [Math.min(...all), Math.max(...all)]
  const log = (ms: number) => Math.log(Math.max(ms, SHORTEST_MS))
  const room = log(highest) - log(lowest) || 1
  const y = (ms: number) => round(95 - (90 * (log(ms) - log(lowest))) / room)
  const width = 100 / hours.length
  const line = (key: 'p50' | 'p95') => {
    const pieces: string[][] = [[]]
    hours.forEach(({ durations }, at) => {
      const last = pieces.at(-1)
      // A stroke as wide as its hour, so that one between gaps can be seen.
      if (durations) {
        const height = y(durations[key])
        last?.push(`${round(at * width)},${height}`, `${round((at + 1) * width)},${height}`)
      } else if (last && last.length > 0) pieces.push([])
    })
    return pieces.filter((piece) => piece.length > 0).map((piece) => piece.join(' '))
  }
  return { p50: line('p50'), p95: line('p95'), lowest, highest }
}

const round = (value: number) => Math.round(value * 100) / 100
