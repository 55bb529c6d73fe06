import type { Ask } from '#components/ui/ask.ts'
import type { RegisterLicenceOutcome } from '#lib/mappings/licences.ts'
import type { RemoveMappingOutcome } from '#lib/mappings/remove-mapping.ts'
import type { SetMappingOutcome } from '#lib/mappings/set-mapping.ts'
import type { TestEventOutcome } from '#lib/test-event/send-test-event.ts'

type Seen = { licence: string | null; eventType: string; expected: string[] | null }

/** What the page lets a person do; the server actions are handed in by the page. */
export type MappingActions = {
  save: Ask<Seen & { urls: string[] }, SetMappingOutcome>
  remove: Ask<Seen, RemoveMappingOutcome>
  sendTestEvent: SendTestEvent
}

export type RegisterLicence = Ask<{ number: string }, RegisterLicenceOutcome>

export type SendTestEvent = Ask<{ eventType: string; licence: string }, TestEventOutcome>
