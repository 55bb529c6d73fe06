import { TRAFFIC_BOUND } from '#lib/mappings/limits.ts'
import type { MappingTraffic } from '#lib/mappings/mapping-traffic.ts'
import classes from './traffic-cell.module.css'

/** Events of the last 24 h, and the share of their deliveries that succeeded. */
export function TrafficCell({ traffic }: { traffic: MappingTraffic | undefined }) {
  if (!traffic || traffic.events + traffic.deliveries === 0) return <span className={classes.none}>none</span>
  const { events, deliveries, succeeded, failed, isBounded } = traffic
  const count = isBounded ? `${TRAFFIC_BOUND.toLocaleString('en')}+` : events.toLocaleString('en')
  if (deliveries === 0) return <span className={classes.traffic}>{count}</span>
  const share = (part: number) => `${(100 * part) / deliveries}%`
  const percent = succeeded === deliveries ? 100 : Math.min(99, Math.floor((100 * succeeded) / deliveries))
  return (
    <span className={classes.traffic}>
      {count}
      <span className={classes.bar} aria-hidden>
        <span className={classes.succeeded} style={{ width: share(succeeded) }} />
        <span className={classes.failed} style={{ width: share(failed) }} />
      </span>
      <span className={failed > 0 ? classes.percentFailed : classes.percent}>{percent} %</span>
    </span>
  )
}
