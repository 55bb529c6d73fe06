import { TextLink } from '#components/ui/text-link.tsx'
import type { EndpointDetail } from '#lib/endpoints/get-endpoint.ts'
import classes from './endpoint-list.module.css'

const SHOWN = 6

/** Where an endpoint is mapped, a link to each of the first scopes. `isCut`: there are more mappings than these. */
export function EndpointMappings({
  mappings,
  scopes: shown = SHOWN,
  isCut = false,
}: {
  mappings: EndpointDetail['mappings']
  scopes?: number
  isCut?: boolean
}) {
  if (mappings.length === 0) return <span className={classes.dimmed}>nothing maps it</span>
  const byScope = Map.groupBy(mappings, (mapping) => mapping.licence)
  const scopes = [...byScope].toSorted(([a], [b]) => Number(a !== null) - Number(b !== null))
  return (
    <span className={classes.mapped}>
      {scopes.slice(0, shown).map(([licence, ofScope]) => (
        <span key={licence}>
          <TextLink
            href={licence === null ? '/mappings' : `/mappings?licence=${encodeURIComponent(licence)}`}
          >
            {licence === null ? 'Defaults' : licence}
          </TextLink>{' '}
          <span className={classes.dimmed}>{sayTypes(ofScope.map((mapping) => mapping.eventType))}</span>
        </span>
      ))}
      {(scopes.length > shown || isCut) && (
        <span className={classes.dimmed}>
          and {isCut ? 'many' : scopes.length - shown} more{' '}
          {!isCut && scopes.length - shown === 1 ? 'licence' : 'licences'}
        </span>
      )}
    </span>
  )
}

function sayTypes(eventTypes: string[]): string {
  return eventTypes.length <= 2 ? eventTypes.join(', ') : `${eventTypes.length} event types`
}
