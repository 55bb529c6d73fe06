import type { ReactNode } from 'react'
import { deliveriesHref } from '#components/deliveries/search-params.ts'
import { TextLink } from '#components/ui/text-link.tsx'
import type { DeliveryStatus } from '#lib/delivery-log/delivery-status.ts'
import type { EndpointDetail } from '#lib/endpoints/get-endpoint.ts'
import classes from './endpoint-figures.module.css'
import { sayCount, saySuccess } from './say-figures.ts'

/** How an endpoint did, and what waits for it. What counts deliveries leads to them. */
export function EndpointFigures({ endpoint }: { endpoint: EndpointDetail }) {
  const { id, figures, settings } = endpoint
  const { share, of, all } = saySuccess([figures.lastDay])
  const listed = (status: DeliveryStatus) =>
    deliveriesHref('/deliveries', { endpoint: [id], status: [status] })
  return (
    <dl className={classes.figures}>
      <Figure label="Attempts, last 24 h" value={share}>
        {all > 0 && `${of} succeeded. `}
        <TextLink href={deliveriesHref('/deliveries', { endpoint: [id], since: '24h' })}>
          Show its deliveries
        </TextLink>
      </Figure>
      <Figure label="Waiting" value={sayCount(figures.waiting)}>
        {figures.waiting === 0 ? 'none' : <TextLink href={listed('pending')}>Show pending</TextLink>}
      </Figure>
      <Figure label="Held" value={sayCount(figures.held)} isHeld={figures.held > 0}>
        {figures.held === 0 ? 'none' : <TextLink href={listed('held')}>Show held</TextLink>}
      </Figure>
      <Figure label="In flight" value={figures.inFlight}>
        of {settings.maxInFlight} at once
      </Figure>
    </dl>
  )
}

function Figure(props: { label: string; value: ReactNode; isHeld?: boolean; children: ReactNode }) {
  return (
    <div>
      <dt>{props.label}</dt>
      <dd>
        <div className={classes.value} data-held={props.isHeld}>
          {props.value}
        </div>
        <div className={classes.note}>{props.children}</div>
      </dd>
    </div>
  )
}
