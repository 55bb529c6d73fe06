import type { DeliveryPart, PayloadPart } from '#lib/delivery-log/get-bytes.ts'

/** Which attempt, or which parameter. */
export const NUMBER_PARAM = 'number'

/** Where bytes of a delivery are, whole. @param number the attempt's, or the place of a parameter from 0. */
export function deliveryBytesHref(id: string, part: DeliveryPart, number?: number): string {
  return `/api/deliveries/${id}/bytes/${part}${number === undefined ? '' : `?${NUMBER_PARAM}=${number}`}`
}

/** Where bytes of a call are, whole. */
export function eventBytesHref(id: string, part: PayloadPart, number?: number): string {
  return `/api/events/${id}/bytes/${part}${number === undefined ? '' : `?${NUMBER_PARAM}=${number}`}`
}
