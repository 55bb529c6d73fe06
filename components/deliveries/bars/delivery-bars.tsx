'use client'

import { useListParams } from '#components/log/use-list-params.ts'
import type { Histogram } from '#lib/delivery-log/histogram.ts'
import { deliveryParams } from '../search-params.ts'
import { Bars } from './bars.tsx'

const iso = (at: number) => new Date(at).toISOString()

/** The bars over the log; what is chosen of them becomes its time. */
export function DeliveryBars({ histogram }: { histogram: Histogram }) {
  const { change } = useListParams(deliveryParams)
  return <Bars histogram={histogram} onZoom={(from, to) => change({ since: iso(from), until: iso(to) })} />
}
