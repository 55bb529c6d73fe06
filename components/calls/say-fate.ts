import { DELIVERY_STATUS_LABELS, DELIVERY_STATUSES } from '#lib/delivery-log/delivery-status.ts'
import type { CallDetail, ListedDelivery } from '#lib/delivery-log/types.ts'

type Told = Pick<CallDetail, 'outcome' | 'reason' | 'mapped' | 'muted'> & {
  deliveries: Pick<ListedDelivery, 'status' | 'originalId'>[]
}

/** What became of a call, in a sentence or two for the top of its page. Pure. */
export function sayFate({ outcome, reason, mapped, muted, ...told }: Told): string {
  // What a person sent once more with a change went to no endpoint of its own.
  const deliveries = told.deliveries.filter(({ originalId }) => originalId === null)
  if (outcome === 'rejected') return `${reason}. It was answered with this reason, and is kept.`
  if (deliveries.length === 0) {
    if (muted) return 'Accepted. Its event type was mapped to deliver nothing when it came.'
    return mapped === 0
      ? 'Accepted, but nothing was mapped for it when it came: it went nowhere.'
      : 'Accepted. Its deliveries are no longer in the log.'
  }
  const statuses = DELIVERY_STATUSES.map((status) => {
    const count = deliveries.filter((delivery) => delivery.status === status).length
    const label = DELIVERY_STATUS_LABELS[status].toLowerCase()
    return count === 0 ? '' : deliveries.length === 1 ? label : `${count} ${label}`
  })
  const where = deliveries.length === 1 ? '1 endpoint' : `${deliveries.length} endpoints`
  return `Accepted for ${where}: ${statuses.filter(Boolean).join(', ')}.`
}
