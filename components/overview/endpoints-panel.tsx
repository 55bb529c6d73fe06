import { sayCount } from '#components/endpoints/say-figures.ts'
import { endpointsHref } from '#components/endpoints/search-params.ts'
import { StateBadge } from '#components/endpoints/state-badge.tsx'
import { EndpointUrl } from '#components/ui/endpoint-url.tsx'
import { Said } from '#components/ui/saying.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { stateOf } from '#lib/endpoints/endpoint-state.ts'
import type { EndpointInNeed, EndpointsInNeed } from '#lib/overview/endpoints-in-need.ts'
import classes from './endpoints-panel.module.css'
import overview from './overview.module.css'
import { Panel } from './panel.tsx'
import { nextLook, sayWhy } from './say-endpoint.ts'
import { GOOD_PERCENT, sayShare, shareSucceeded } from './say-numbers.ts'
import { Sparkline } from './sparkline.tsx'

/** Endpoints that somebody should look at, the worst first. */
export function EndpointsPanel({ need }: { need: EndpointsInNeed }) {
  const { rows, endpoints, failing, pausedByBellhop, pausedByPerson } = need
  const more = failing + pausedByBellhop - rows.length
  return (
    <Panel
      name="endpoints"
      title="Endpoints that need you"
      figures={
        <TextLink href="/endpoints">
          {endpoints === 1 ? 'The one endpoint' : `All ${endpoints.toLocaleString('en')} endpoints`}
        </TextLink>
      }
    >
      {rows.length === 0 ? (
        <p className={overview.none}>
          {pausedByPerson === 0 ? 'None: every endpoint answers.' : 'None: every one that runs answers.'}
        </p>
      ) : (
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">Endpoint</th>
              <th scope="col">Why</th>
              <th scope="col">Attempts, 24 h</th>
              <th scope="col">Last hour</th>
              <th scope="col">Waiting</th>
              <th scope="col">
                <span className={overview.unseen}>Next</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((endpoint) => (
              <Row key={endpoint.id} endpoint={endpoint} />
            ))}
          </tbody>
        </table>
      )}
      {more > 0 && (
        <p className={overview.note}>
          {more} more:{' '}
          <TextLink href="/endpoints" underline="always">
            show all endpoints
          </TextLink>
          .
        </p>
      )}
      {pausedByPerson > 0 && (
        <p className={overview.note}>
          {pausedByPerson === 1 ? '1 is paused' : `${pausedByPerson} are paused`} by a person:{' '}
          <TextLink href={endpointsHref('/endpoints', { state: 'paused' })} underline="always">
            show paused
          </TextLink>
          .
        </p>
      )}
    </Panel>
  )
}

function Row({ endpoint }: { endpoint: EndpointInNeed }) {
  const { id, url, health, lastHour, waiting, held } = endpoint
  const { what, more } = sayWhy(endpoint)
  const next = nextLook(endpoint)
  const share = shareSucceeded(lastHour)
  return (
    <tr>
      <td className={classes.name}>
        <TextLink href={`/endpoints/${id}`} prefetch={false}>
          <EndpointUrl url={url} />
        </TextLink>
        <StateBadge state={stateOf(health, lastHour)} />
      </td>
      <td className={classes.why}>
        <div className={classes.what} title={what}>
          {what}
        </div>
        <div className={overview.note}>
          <Said saying={more} />
        </div>
      </td>
      <td className={classes.spark}>
        <Sparkline hours={endpoint.hours} />
      </td>
      <td className={classes.hour} data-bad={share !== null && share < GOOD_PERCENT}>
        {sayShare(share)}
      </td>
      <td className={classes.waiting} data-held={held > 0}>
        {held > 0 ? `${sayCount(held)} held` : sayCount(waiting)}
      </td>
      <td className={classes.next}>
        <TextLink href={next.href} prefetch={false}>
          {next.text}
        </TextLink>
      </td>
    </tr>
  )
}
