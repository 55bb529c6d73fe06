import { TextLink } from '#components/ui/text-link.tsx'
import type { EndpointDetail } from '#lib/endpoints/get-endpoint.ts'
import { AttemptBars } from './attempt-bars.tsx'
import classes from './endpoint-figures.module.css'
import { sayCount, saySuccess } from './say-figures.ts'

const DAY = 'Last 24 h'

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
        <span className={classes.note}>{of}</span>
        <div className={classes.bars}>
          <AttemptBars stretches={figures.stretches} />
        </div>
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
