import { getCall } from './get-call.ts'
import { getDelivery } from './get-delivery.ts'
import type { AttemptDetail, PayloadDetail } from './types.ts'

/** What of a payload can be had as bytes; `parameter`: one value, decoded, as UTF-8. */
export const PAYLOAD_PARTS = ['query', 'body', 'parameter'] as const
export type PayloadPart = (typeof PAYLOAD_PARTS)[number]

/** And of an attempt: the bodies that it sent and got. */
export const DELIVERY_PARTS = [...PAYLOAD_PARTS, 'request', 'response'] as const
export type DeliveryPart = (typeof DELIVERY_PARTS)[number]

/** `isMasked`: secrets are masked in it; all other bytes are exactly those that were sent or received. */
export type LogBytes = { bytes: Buffer; isMasked: boolean }

/**
 * Bytes of a delivery, whole; null when there are none of that name.
 * @param number the attempt's, or the place of the parameter, from 0.
 */
export async function deliveryBytes(
  id: string,
  part: DeliveryPart,
  number: number,
): Promise<LogBytes | null> {
  const bodyOf = part === 'request' ? number : Number.NaN
  const pick = (detail: Awaited<ReturnType<typeof getDelivery>>): Buffer | null => {
    if (detail === null) return null
    if (part !== 'request' && part !== 'response') return ofPayload(detail.payload, part, number)
    const attempt = detail.attemptList.find((one) => one.number === number)
    return attempt ? ofAttempt(attempt, part) : null
  }
  return compare(
    pick(await getDelivery(id, { bodyOf })),
    pick(await getDelivery(id, { bodyOf, secrets: true })),
  )
}

/** Bytes of a call's payload, whole; null when there are none of that name. @param number the place of the parameter, from 0. */
export async function callBytes(id: string, part: PayloadPart, number: number): Promise<LogBytes | null> {
  const pick = (detail: Awaited<ReturnType<typeof getCall>>) =>
    detail && ofPayload(detail.payload, part, number)
  return compare(pick(await getCall(id)), pick(await getCall(id, { secrets: true })))
}

function compare(shown: Buffer | null, exact: Buffer | null): LogBytes | null {
  return shown && exact && { bytes: shown, isMasked: !shown.equals(exact) }
}

function ofPayload(payload: PayloadDetail, part: PayloadPart, number: number): Buffer | null {
  if (part !== 'parameter') return Buffer.from(payload[part], 'base64')
  const parameter = payload.parameters[number]
  return parameter ? Buffer.from(parameter[1]) : null
}

function ofAttempt(attempt: AttemptDetail, part: 'request' | 'response'): Buffer {
  return Buffer.from((part === 'request' ? attempt.requestBody : attempt.responseBody) ?? '', 'base64')
}
