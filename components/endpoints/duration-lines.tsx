import { sayDuration } from '#components/ui/duration.ts'
import type { HistoryHour } from '#lib/endpoints/endpoint-history.ts'
import classes from './duration-lines.module.css'
import { type DurationLine, durationLines } from './plot-durations.ts'

/** How long attempts took: the median solid, the slowest twentieth dashed. */
export function DurationLines({ hours }: { hours: readonly HistoryHour[] }) {
  const plot = durationLines(hours)
  if (!plot) return null
  return (
    <div className={classes.plot} role="img" aria-label={sayLines(hours)}>
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        <Line line={plot.p95} className={classes.p95} />
        <Line line={plot.p50} className={classes.p50} />
      </svg>
      <span className={classes.top}>{sayDuration(plot.highest)}</span>
      <span className={classes.foot}>{sayDuration(plot.lowest)}</span>
    </div>
  )
}

function Line({ line, className }: { line: DurationLine; className: string | undefined }) {
  return line.map((points) => <polyline key={points} points={points} className={className} />)
}

function sayLines(hours: readonly HistoryHour[]): string {
  const known = hours.flatMap(({ durations }) => durations ?? [])
  const range = (values: number[]) =>
    `${sayDuration(Math.min(...values))} to ${sayDuration(Math.max(...values))}`
  return `By the hour, the median is ${range(known.map((one) => one.p50))}, and p95 ${range(known.map((one) => one.p95))}`
}
