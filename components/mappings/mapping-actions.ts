import type { RemoveMappingOutcome } from '#lib/mappings/remove-mapping.ts'
import type { SetMappingOutcome } from '#lib/mappings/set-mapping.ts'
import type { TestEventOutcome } from '#lib/test-event/send-test-event.ts'

/** What the page lets a person do; the server actions are handed in by the page. */
export type MappingActions = {
  save: (input: {
    licence: string | null
    eventType: string
    urls: string[]
    expected: string[] | null
  }) => Promise<SetMappingOutcome>
  remove: (input: {
    licence: string | null
    eventType: string
    expected: string[] | null
  }) => Promise<RemoveMappingOutcome>
  sendTestEvent: SendTestEvent
}

export type SendTestEvent = (input: { eventType: string; licence: string }) => Promise<TestEventOutcome>
