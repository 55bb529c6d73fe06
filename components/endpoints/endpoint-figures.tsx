import { TextLink } from '#components/ui/text-link.tsx'
import type { EndpointDetail, Stretch } from '#lib/endpoints/get-endpoint.ts'
import classes from './endpoint-figures.module.css'
import { sayCount, saySuccess } from './say-figures.ts'

const DAY = 'Last 24 h'

/** Attempts by the half hour: what failed stands at the foot, so that its shape can be read. */
function Bars({ stretches }: { stretches: Stretch[] }) {
  const highest = Math.max(1, ...stretches.map(({ succeeded, failed }) => succeeded + failed))
  const height = (count: number) => `${(100 * count) / highest}%`
  return (
    <dd className={classes.bars} aria-hidden="true">
      {stretches.map(({ from, succeeded, failed }) => (
        <span key={from} className={classes.bar}>
          <span className={classes.succeeded} style={{ height: height(succeeded) }} />
          <span className={classes.failed} style={{ height: height(failed) }} />
        </span>
      ))}
    </dd>
  )
}

/** How an endpoint did, and what waits for it. */
export function EndpointFigures({ endpoint }: { endpoint: EndpointDetail }) {
  const { id, figures, settings } = endpoint
  const { share, of } = saySuccess(figures.stretches)
  const listed = (status: string) => `/deliveries?endpoint=${id}&status=${status}`
  return (
    <dl className={classes.figures}>
      <div className={classes.wide}>
        <dt>Arrived, {DAY.toLowerCase()}</dt>
        <dd>{share}</dd>
        <dd className={classes.note}>{of}</dd>
        <Bars stretches={figures.stretches} />
      </div>
      <div>
        <dt>Waiting</dt>
        <dd>{sayCount(figures.waiting)}</dd>
        <dd className={classes.note}>
          <TextLink href={listed('pending')}>Show pending</TextLink>
        </dd>
      </div>
      <div>
        <dt>Held</dt>
        <dd data-held={figures.held > 0}>{sayCount(figures.held)}</dd>
        <dd className={classes.note}>
          <TextLink href={listed('held')}>Show held</TextLink>
        </dd>
      </div>
      <div>
        <dt>In flight</dt>
        <dd>{figures.inFlight}</dd>
        <dd className={classes.note}>of {settings.maxInFlight} at once</dd>
      </div>
    </dl>
  )
}
