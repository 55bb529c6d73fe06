import { requestResend } from './request-resend.ts'

export type ResendOutcome = { outcome: 'queued' | 'held' | 'already on its way' | 'unknown delivery' }

/** Hands a new attempt of a delivery to the dispatchers. `actor` stands beside it in the log. */
export async function resendDelivery(input: { deliveryId: string; actor: string }): Promise<ResendOutcome> {
  const request = await requestResend({ ...input, by: 'dispatcher' })
  return { outcome: request.outcome === 'requested' ? 'queued' : request.outcome }
}
