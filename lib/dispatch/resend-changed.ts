import { z } from 'zod'
import { attemptNow } from './attempt-now.ts'
import { type ChangeField, requestChangedResend } from './request-changed-resend.ts'

/** What is typed into one field; a whole conversation fits. */
const MOST_CHARACTERS = 1024 * 1024
const MOST_EDITS = 1000
const TOO_LONG = 'This is too long to be edited here.'

const text = z.string().max(MOST_CHARACTERS, TOO_LONG)
const index = z.number().int().min(0)

/** What a page sends of a change. */
export const resendChangedInput = z.object({
  deliveryId: z.uuid(),
  requestId: z.uuid(),
  url: z.string().trim().max(MOST_CHARACTERS, TOO_LONG).nullable(),
  payload: z
    .object({
      method: z.enum(['GET', 'POST']).nullable(),
      changed: z
        .array(
          z.union([
            z.strictObject({ index, remove: z.literal(true) }),
            z.strictObject({ index, name: text.nullable(), value: text.nullable() }),
          ]),
        )
        .max(MOST_EDITS),
      added: z.array(z.strictObject({ name: text, value: text })).max(MOST_EDITS),
    })
    .nullable(),
})

export type ResendChangedInput = z.infer<typeof resendChangedInput>

export type ResendChangedOutcome =
  /** The delivery that was made; its page tells what became of it. */
  | { ok: true; deliveryId: string; outcome: 'attempted' | 'queued' | 'held' | 'made before' }
  | { ok: false; field: ChangeField; reason: string }

/**
 * Sends a delivery's event once more to another URL or with an edited payload, as a delivery of its own beside the
 * original, and waits for the one attempt. `actor` stands beside it in the log.
 */
export async function resendChangedNow(
  input: ResendChangedInput & { actor: string },
): Promise<ResendChangedOutcome> {
  const request = await requestChangedResend({ ...input, by: 'caller' })
  if (!request.ok) return request
  const { deliveryId, outcome } = request
  if (outcome !== 'requested') return { ok: true, deliveryId, outcome }
  await attemptNow([request.job])
  return { ok: true, deliveryId, outcome: 'attempted' }
}

/** The same, left to the dispatchers. */
export async function resendChanged(
  input: ResendChangedInput & { actor: string },
): Promise<ResendChangedOutcome> {
  const request = await requestChangedResend({ ...input, by: 'dispatcher' })
  if (!request.ok) return request
  const { deliveryId, outcome } = request
  return { ok: true, deliveryId, outcome: outcome === 'requested' ? 'queued' : outcome }
}
