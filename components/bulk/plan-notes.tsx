import { EndpointUrl } from '#components/ui/endpoint-url.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import type { BulkPlan, EndpointShare } from '#lib/bulk/plan-run.ts'
import classes from './bulk.module.css'
import { count } from './say-run.ts'

const LISTED = 4

/** Where the deliveries of a plan go, and what will not go out at once. */
export function PlanNotes({ plan }: { plan: BulkPlan }) {
  if (plan.kind === 'replay') return null
  const { byEndpoint } = plan
  const rest = byEndpoint.slice(LISTED)
  const others = rest.reduce((sum, share) => sum + share.count, 0)
  return (
    <section aria-label="Where they go">
      <h3 className={classes.small}>To</h3>
      <ul className={classes.shares}>
        {byEndpoint.slice(0, LISTED).map((share) => (
          <li key={share.endpointId}>
            <Share share={share} />
          </li>
        ))}
        {rest.length > 0 && (
          <li>
            <span className={classes.number}>{count(others)}</span> {rest.length} more endpoints
          </li>
        )}
      </ul>
    </section>
  )
}

function Share({ share }: { share: EndpointShare }) {
  const { endpointId, url, count: number, isHeld } = share
  return (
    <>
      <span className={classes.number}>{count(number)}</span>
      {url === null ? (
        <span className={classes.warning}>An endpoint that was removed: they are left out</span>
      ) : (
        <>
          <EndpointUrl url={url} />
          {isHeld && (
            <span className={classes.warning}>
              takes nothing at present: they are held.{' '}
              <TextLink href={`/endpoints/${endpointId}`} underline="always">
                Show the endpoint
              </TextLink>
            </span>
          )}
        </>
      )}
    </>
  )
}
