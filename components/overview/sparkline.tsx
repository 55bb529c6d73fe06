import type { EndpointInNeed } from '#lib/overview/endpoints-in-need.ts'
import classes from './endpoints-panel.module.css'
import overview from './overview.module.css'

/** An endpoint's attempts by the hour: what failed stands at the foot. */
export function Sparkline({ hours }: { hours: EndpointInNeed['hours'] }) {
  const highest = Math.max(1, ...hours.map(({ succeeded, failed }) => succeeded + failed))
  const failed = hours.reduce((sum, hour) => sum + hour.failed, 0)
  const all = hours.reduce((sum, hour) => sum + hour.succeeded, failed)
  const height = (count: number) => ({ height: `${(100 * count) / highest}%` })
  return (
    <>
      <span className={overview.unseen}>
        {failed.toLocaleString('en')} of {all.toLocaleString('en')} attempts failed
      </span>
      <span className={classes.bars} aria-hidden="true">
        {hours.map((hour) => (
          <span key={hour.from}>
            <span data-status="succeeded" style={height(hour.succeeded)} />
            <span data-status="failed" style={height(hour.failed)} />
          </span>
        ))}
      </span>
    </>
  )
}
