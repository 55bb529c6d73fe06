import type { DeliveryBar } from '#lib/overview/deliveries-over-time.ts'

const COUNTS = ['failed', 'pending', 'held', 'succeeded', 'cancelled', 'calls', 'rejected'] as const

export type DeliverySum = Record<(typeof COUNTS)[number], number> & Pick<DeliveryBar, 'isEstimate'>

/** All bars of a range together. */
export function sumOf(bars: readonly DeliveryBar[]): DeliverySum {
  const sum: DeliverySum = {
    ...{ failed: 0, pending: 0, held: 0, succeeded: 0, cancelled: 0, calls: 0, rejected: 0 },
    isEstimate: bars.some(({ isEstimate }) => isEstimate),
  }
  for (const bar of bars) for (const count of COUNTS) sum[count] += bar[count]
  return sum
}
