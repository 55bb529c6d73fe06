import { type AttemptSummary, attemptNow } from '../dispatch/attempt-now.ts'
import { acceptTestEvent } from '../ingest/accept-test-event.ts'
import { exampleEvent } from '../livechat/example.ts'
import type { Parameter } from '../livechat/parameters.ts'

/** By then the attempts of a test event have ended, or the process that made them is dead. */
const HOLD_SECONDS = 330

export type TestEventOutcome =
  | { ok: true; eventId: string; deliveries: AttemptSummary[] }
  | { ok: false; reason: string }

/**
 * Plays the chat server once: an event goes through the same mappings, log and dispatch as a real one, and the
 * first attempts are made before this returns. An event that nothing is mapped to has no deliveries.
 */
export async function sendTestEvent(
  input: { actor: string } & (
    | { parameters: readonly Parameter[] }
    /** With believable values of that event type. */
    | { eventType: string; licence: string }
  ),
): Promise<TestEventOutcome> {
  const { actor } = input
  const parameters = 'parameters' in input ? input.parameters : exampleEvent(input.eventType, input.licence)
  const stored = await acceptTestEvent(parameters, HOLD_SECONDS)
  if (stored.outcome === 'rejected') return { ok: false, reason: stored.reason }
  const jobs = stored.deliveries.map(({ id, jobId }) => ({
    id: jobId,
    deliveryId: id,
    trigger: 'event' as const,
    actor,
    isProbe: false,
  }))
  return { ok: true, eventId: stored.id, deliveries: await attemptNow(jobs) }
}
