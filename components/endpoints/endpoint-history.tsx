'use client'

import { sayDuration } from '#components/ui/duration.ts'
import { useZone } from '#components/ui/local-time.tsx'
import type { EndpointHistory } from '#lib/endpoints/endpoint-history.ts'
import { HISTORY_RANGES, type HistoryRange } from '#lib/endpoints/history-ranges.ts'
import { AttemptBars } from './attempt-bars.tsx'
import { DurationLines } from './duration-lines.tsx'
import classes from './endpoint-history.module.css'
import { saySuccess } from './say-figures.ts'

/** Attempts by the hour, and how long they took. */
export function EndpointHistoryCharts({ history, range }: { history: EndpointHistory; range: HistoryRange }) {
  const { hours, durations } = history
  const highest = Math.max(...hours.map(({ succeeded, failed }) => succeeded + failed))
  const failed = hours.reduce((sum, hour) => sum + hour.failed, 0)
  const { share, of, all } = saySuccess(hours)
  if (all === 0 && durations === null) {
    return <p className={classes.none}>Nothing was sent in {HISTORY_RANGES[range].said}.</p>
  }
  return (
    <div className={classes.charts}>
      <figure className={classes.chart}>
        <figcaption className={classes.caption}>
          <span>
            <b>Attempts</b> per hour, at most {highest.toLocaleString('en')}
          </span>
          <span>
            <b className={failed > 0 ? classes.failed : undefined}>{failed.toLocaleString('en')} failed</b>,{' '}
            {of} succeeded, {share}
          </span>
        </figcaption>
        <div className={classes.plot}>
          <AttemptBars stretches={hours} withTitles />
        </div>
        <Axis from={hours[0]?.from} />
      </figure>
      <figure className={classes.chart}>
        <figcaption className={classes.caption}>
          <span>
            <b>Took</b>, log scale
          </span>
          {durations && (
            <span>
              median <b>{sayDuration(durations.p50)}</b>, p95 <b>{sayDuration(durations.p95)}</b>
            </span>
          )}
        </figcaption>
        <div className={classes.plot}>
          <DurationLines hours={hours} />
        </div>
        <Axis from={hours[0]?.from} />
      </figure>
    </div>
  )
}

/** From when to when, in the viewer's zone. */
function Axis({ from }: { from: string | undefined }) {
  const zone = useZone()
  const first = new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  })
  return (
    <div className={classes.axis} aria-hidden="true">
      <span>{from && first.format(new Date(from)).replace(',', '')}</span>
      <span>now</span>
    </div>
  )
}
