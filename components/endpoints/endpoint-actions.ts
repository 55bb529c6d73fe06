import type { Ask } from '#components/ui/ask.ts'
import type { PauseOutcome } from '#lib/endpoints/pause-endpoint.ts'
import type { RemoveEndpointOutcome } from '#lib/mappings/remove-endpoint.ts'
import type { EndpointSettings, UpdateEndpointOutcome } from '#lib/mappings/update-endpoint.ts'

/** What the list lets a person do; the server actions are handed in by the page. */
export type ListActions = {
  pause: Ask<{ id: string; reason: string | null }, PauseOutcome>
  resume: Ask<{ id: string }, PauseOutcome>
  remove: Ask<{ id: string }, RemoveEndpointOutcome>
}

/** And what the page of one endpoint does. */
export type EndpointActions = Omit<ListActions, 'remove'> & {
  update: Ask<EndpointSettings & { id: string; expected: EndpointSettings }, UpdateEndpointOutcome>
}
