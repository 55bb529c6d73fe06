import { TextLink } from '#components/ui/text-link.tsx'
import type { ListedEndpoint } from '#lib/mappings/list-endpoints.ts'
import classes from './endpoint-list.module.css'

const SHOWN = 6

/** Where an endpoint is mapped, a link to each scope. */
export function EndpointMappings({ mappings }: { mappings: ListedEndpoint['mappings'] }) {
  if (mappings.length === 0) return <span className={classes.dimmed}>nothing maps it</span>
  const byScope = Map.groupBy(mappings, (mapping) => mapping.licence)
  const scopes = [...byScope].toSorted(([a], [b]) => Number(a !== null) - Number(b !== null))
  return (
    <span className={classes.mapped}>
      {scopes.slice(0, SHOWN).map(([licence, ofScope]) => (
        <span key={licence}>
          <TextLink
            href={licence === null ? '/mappings' : `/mappings?licence=${encodeURIComponent(licence)}`}
          >
            {licence === null ? 'Defaults' : licence}
          </TextLink>{' '}
          <span className={classes.dimmed}>{sayTypes(ofScope.map((mapping) => mapping.eventType))}</span>
        </span>
      ))}
      {scopes.length > SHOWN && (
        <span className={classes.dimmed}>and {scopes.length - SHOWN} more licences</span>
      )}
    </span>
  )
}

function sayTypes(eventTypes: string[]): string {
  return eventTypes.length <= 2 ? eventTypes.join(', ') : `${eventTypes.length} event types`
}
