import type { Ask } from '#components/ui/ask.ts'
import type { RemoveEndpointOutcome } from '#lib/mappings/remove-endpoint.ts'
import type { EndpointSettings, UpdateEndpointOutcome } from '#lib/mappings/update-endpoint.ts'

/** What the page lets a person do; the server actions are handed in by the page. */
export type EndpointActions = {
  update: Ask<EndpointSettings & { id: string; expected: EndpointSettings }, UpdateEndpointOutcome>
  remove: Ask<{ id: string }, RemoveEndpointOutcome>
}
