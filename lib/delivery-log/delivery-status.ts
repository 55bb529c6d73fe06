/** What may become of a delivery; the order is that of the filters. Client-safe. */
export const DELIVERY_STATUSES = ['failed', 'pending', 'held', 'succeeded', 'cancelled'] as const

export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number]

export const DELIVERY_STATUS_LABELS: Record<DeliveryStatus, string> = {
  failed: 'Failed',
  pending: 'Pending',
  held: 'Held',
  succeeded: 'Succeeded',
  cancelled: 'Cancelled',
}
