import { z } from 'zod'
import { type DeliverEventOutcome, deliverEvent } from '#lib/ingest/deliver-event.ts'
import { type SetMappingOutcome, setMapping, setMappingInput } from '#lib/mappings/set-mapping.ts'

/** What a page sends: a mapping, with what was seen before, and the event that went nowhere. */
export const mapAndDeliverInput = setMappingInput.extend({ eventId: z.uuid() })

export type MapAndDeliverOutcome =
  | { ok: true; delivered: DeliverEventOutcome }
  | Extract<SetMappingOutcome, { ok: false }>

/**
 * Sets a mapping, then brings one past event to where it goes now. When the second fails the mapping stands, and the
 * event can be delivered again: nothing is sent twice.
 */
export async function mapAndDeliver(
  input: z.input<typeof mapAndDeliverInput> & { actor: string },
): Promise<MapAndDeliverOutcome> {
  const { eventId, ...mapping } = input
  const set = await setMapping(mapping)
  if (!set.ok) return set
  return { ok: true, delivered: await deliverEvent({ eventId, actor: input.actor }) }
}
