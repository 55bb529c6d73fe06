import { deliveriesHref } from '#components/deliveries/search-params.ts'
import { TextLink } from '#components/ui/text-link.tsx'
import type { DeliveryStatus } from '#lib/delivery-log/delivery-status.ts'
import type { EndpointDetail } from '#lib/endpoints/get-endpoint.ts'
import classes from './endpoint-figures.module.css'
import { sayCount, saySuccess } from './say-figures.ts'

/** How an endpoint did, and what waits for it. Each figure leads to the deliveries that it counts. */
export function EndpointFigures({ endpoint }: { endpoint: EndpointDetail }) {
  const { id, figures, settings } = endpoint
  const { share, of } = saySuccess([figures.lastDay])
  const listed = (status: DeliveryStatus) =>
    deliveriesHref('/deliveries', { endpoint: [id], status: [status] })
  return (
    <dl className={classes.figures}>
      <div>
        <dt>Arrived, last 24 h</dt>
        <dd>{share}</dd>
        <TextLink href={deliveriesHref('/deliveries', { endpoint: [id], since: '24h' })}>{of}</TextLink>
      </div>
      <div>
        <dt>Waiting</dt>
        <dd>{sayCount(figures.waiting)}</dd>
        <TextLink href={listed('pending')}>Show pending</TextLink>
      </div>
      <div>
        <dt>Held</dt>
        <dd data-held={figures.held > 0}>{sayCount(figures.held)}</dd>
        <TextLink href={listed('held')}>Show held</TextLink>
      </div>
      <div>
        <dt>In flight</dt>
        <dd>{figures.inFlight}</dd>
        <span className={classes.note}>of {settings.maxInFlight} at once</span>
      </div>
    </dl>
  )
}
