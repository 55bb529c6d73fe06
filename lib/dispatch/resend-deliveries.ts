import { resendDelivery } from './resend-delivery.ts'

/** How many of the deliveries are queued, wait for their endpoint, were on their way anyway, or are not there. */
export type ResendManyOutcome = { queued: number; held: number; onTheirWay: number; unknown: number }

/** Hands a new attempt of each delivery to the dispatchers. Asked twice, each goes out once. */
export async function resendDeliveries(input: {
  deliveryIds: readonly string[]
  actor: string
}): Promise<ResendManyOutcome> {
  const told: ResendManyOutcome = { queued: 0, held: 0, onTheirWay: 0, unknown: 0 }
  for (const deliveryId of new Set(input.deliveryIds)) {
    const { outcome } = await resendDelivery({ deliveryId, actor: input.actor })
    if (outcome === 'queued') told.queued += 1
    else if (outcome === 'held') told.held += 1
    else if (outcome === 'already on its way') told.onTheirWay += 1
    else told.unknown += 1
  }
  return told
}
