import { EndpointUrl } from '#components/mappings/endpoint-url.tsx'
import type { MappedTo } from '#lib/mappings/list-mappings.ts'
import classes from './event-types.module.css'

/** Where the defaults send an event type. */
export function DefaultsCell({ defaults }: { defaults: MappedTo }) {
  if (defaults === null) return <span className={classes.dimmed}>not mapped</span>
  if (defaults === 'deliver nothing') return <span className={classes.dimmed}>deliver nothing</span>
  return defaults.map(({ endpointId, url }) => (
    <div key={endpointId} className={classes.breaks}>
      <EndpointUrl url={url} />
    </div>
  ))
}
