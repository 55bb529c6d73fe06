import type { Ask } from '#components/ui/ask.ts'
import type { CheckUrlInput, CheckUrlOutcome } from '#lib/dispatch/check-url.ts'
import type { TestRequestOutcome } from '#lib/dispatch/send-test-request.ts'
import type { ShownDiffOutcome } from '#lib/mappings/diff-revisions.ts'
import type { RegisterLicenceOutcome } from '#lib/mappings/licences.ts'
import type { RevisionPage } from '#lib/mappings/list-revisions.ts'
import type { RemoveMappingOutcome } from '#lib/mappings/remove-mapping.ts'
import type { RollBackOutcome } from '#lib/mappings/roll-back.ts'
import type { SetRpcServerIpOutcome } from '#lib/mappings/rpc-server-ip.ts'
import type { SetMappingOutcome } from '#lib/mappings/set-mapping.ts'
import type { TestEventOutcome } from '#lib/test-event/send-test-event.ts'

type Seen = { licence: string | null; eventType: string; expected: string[] | null }

/** What the page lets a person do; the server actions are handed in by the page. */
export type MappingActions = {
  save: Ask<Seen & { urls: string[] }, SetMappingOutcome>
  remove: Ask<Seen, RemoveMappingOutcome>
  sendTestEvent: SendTestEvent
  urls: UrlCheckActions
  setRpcServerIp: Ask<
    { licence: string | null; value: string | null; expected: string | null },
    SetRpcServerIpOutcome
  >
  history: HistoryActions
}

/** What finds out about a URL before it is mapped. */
export type UrlCheckActions = {
  check: Ask<CheckUrlInput, CheckUrlOutcome>
  sendTestRequest: Ask<CheckUrlInput & { ofLicence: string }, TestRequestOutcome>
}

export type HistoryActions = {
  list: Ask<
    { licence: string | null; before: number | null; through: number | null },
    { ok: true } & RevisionPage
  >
  diff: Ask<{ licence: string | null; from?: number; to: number }, ShownDiffOutcome>
  rollBack: Ask<{ licence: string | null; revision: number; expected?: number }, RollBackOutcome>
}

export type RegisterLicence = Ask<{ number: string }, RegisterLicenceOutcome>

export type SendTestEvent = Ask<{ eventType: string; licence: string }, TestEventOutcome>
