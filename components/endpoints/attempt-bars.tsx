import { dayOf, useZone } from '#components/ui/local-time.tsx'
import type { Stretch } from '#lib/endpoints/stretches.ts'
import classes from './attempt-bars.module.css'
import { sayBars } from './say-figures.ts'

/** Attempts by stretches of time: what failed stands at the foot, so that its shape can be read. */
export function AttemptBars({
  stretches,
  withTitles = false,
}: {
  stretches: readonly Stretch[]
  /** Each bar says its figures under the pointer. */
  withTitles?: boolean
}) {
  const zone = useZone()
  const highest = Math.max(1, ...stretches.map(({ succeeded, failed }) => succeeded + failed))
  const height = (count: number) => `${(100 * count) / highest}%`
  return (
    <div className={classes.bars} role="img" aria-label={sayBars(stretches)}>
      {stretches.map(({ from, succeeded, failed }) => (
        <span
          key={from}
          className={classes.bar}
          title={
            withTitles
              ? `${dayOf(from, zone)}, ${hourOf(from, zone)}: ${succeeded} succeeded, ${failed} failed`
              : undefined
          }
        >
          {succeeded > 0 && <span className={classes.succeeded} style={{ height: height(succeeded) }} />}
          {failed > 0 && <span className={classes.failed} style={{ height: height(failed) }} />}
        </span>
      ))}
    </div>
  )
}

function hourOf(at: string, zone: string): string {
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone } as const
  return new Intl.DateTimeFormat('en-GB', clock).format(new Date(at))
}
