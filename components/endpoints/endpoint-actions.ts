import type { BulkActions } from '#components/bulk/bulk-actions.ts'
import type { Ask } from '#components/ui/ask.ts'
import type { Credentials } from '#lib/endpoints/credentials.ts'
import type { PauseOutcome } from '#lib/endpoints/pause-endpoint.ts'
import type { ResumeOutcome } from '#lib/endpoints/resume-endpoint.ts'
import type { SetCredentialsOutcome } from '#lib/endpoints/set-credentials.ts'
import type { SetHeadersOutcome } from '#lib/endpoints/set-headers.ts'
import type { NewKeyOutcome } from '#lib/endpoints/signing.ts'
import type { TakeBackPauseOutcome } from '#lib/endpoints/take-back-pause.ts'
import type { TakeBackResumeOutcome } from '#lib/endpoints/take-back-resume.ts'
import type { RemoveEndpointOutcome } from '#lib/mappings/remove-endpoint.ts'
import type { EndpointSettings, UpdateEndpointOutcome } from '#lib/mappings/update-endpoint.ts'

type TheEndpoint = { endpointId: string }

/** What holds an endpoint up, and lets it go on. */
export type PauseActions = {
  pause: Ask<TheEndpoint & { reason: string }, PauseOutcome>
  takeBackPause: Ask<TheEndpoint & { pausedAt: string }, TakeBackPauseOutcome>
  resume: Ask<TheEndpoint, ResumeOutcome>
  takeBackResume: Ask<TheEndpoint & { resumedAt: string; reason: string }, TakeBackResumeOutcome>
}

/** What the list lets a person do; the server actions are handed in by the page. */
export type ListActions = PauseActions & {
  remove: Ask<{ id: string }, RemoveEndpointOutcome>
}

/** And what the page of one endpoint does. */
export type EndpointActions = PauseActions & {
  update: Ask<EndpointSettings & { id: string; expected: EndpointSettings }, UpdateEndpointOutcome>
  setHeaders: Ask<TheEndpoint & { headers: [name: string, value: string | null][] }, SetHeadersOutcome>
  setCredentials: Ask<TheEndpoint & { credentials: Credentials | null }, SetCredentialsOutcome>
  rotateSigningKey: Ask<TheEndpoint, NewKeyOutcome>
  endSigning: Ask<TheEndpoint, { ok: true }>
  bulk: BulkActions
}
