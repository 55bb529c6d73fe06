'use client'

import { LogBars } from '#components/log/bars/log-bars.tsx'
import type { Series } from '#components/log/bars/say-bars.ts'
import { useListParams } from '#components/log/use-list-params.ts'
import { CALL_FATE_LABELS } from '#lib/delivery-log/call-fate.ts'
import type { CallBars as Shown } from '#lib/delivery-log/call-summary.ts'
import { callParams } from './search-params.ts'

const TONES = { rejected: 'failed', nowhere: 'held', muted: 'cancelled', delivered: 'succeeded' } as const

const SERIES: Series[] = (['rejected', 'nowhere', 'muted', 'delivered'] as const).map((fate) => ({
  kind: fate,
  label: CALL_FATE_LABELS[fate],
  tone: TONES[fate],
}))

/** The events of the list by what became of them, over its time. */
export function CallBars({ histogram }: { histogram: Shown | null }) {
  const { change } = useListParams(callParams)
  return <LogBars label="Events over time" series={SERIES} histogram={histogram} onTime={change} />
}
