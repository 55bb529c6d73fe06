'use client'

import { LogBars } from '#components/log/bars/log-bars.tsx'
import type { Series } from '#components/log/bars/say-bars.ts'
import { useListParams } from '#components/log/use-list-params.ts'
import { DELIVERY_STATUS_LABELS } from '#lib/delivery-log/delivery-status.ts'
import type { DeliveryBars as Shown } from '#lib/delivery-log/delivery-summary.ts'
import { deliveryParams } from './search-params.ts'

const SERIES: Series[] = (['failed', 'held', 'pending', 'cancelled', 'succeeded'] as const).map((status) => ({
  kind: status,
  label: DELIVERY_STATUS_LABELS[status],
  tone: status,
}))

/** The deliveries of the list by status over its time. */
export function DeliveryBars({ histogram }: { histogram: Shown | null }) {
  const { change } = useListParams(deliveryParams)
  return <LogBars label="Deliveries over time" series={SERIES} histogram={histogram} onTime={change} />
}
