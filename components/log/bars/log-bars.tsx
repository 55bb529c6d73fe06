'use client'

import { useSummary } from '#components/log/live/summary.tsx'
import type { Histogram } from '#lib/delivery-log/histogram.ts'
import { Bars } from './bars.tsx'
import type { Series } from './say-bars.ts'

const iso = (at: number) => new Date(at).toISOString()

/** The bars over a log; what is chosen of them becomes its time. */
export function LogBars(props: {
  label: string
  series: readonly Series[]
  /** null: there was nothing when the page was read. */
  histogram: Histogram<string> | null
  onTime: (time: { since: string; until: string }) => void
}) {
  const { label, series, onTime } = props
  const histogram = useSummary<{ bars: Histogram<string> | null }>()?.bars ?? props.histogram
  if (histogram === null) return null
  return (
    <Bars
      label={label}
      series={series}
      histogram={histogram}
      onZoom={(from, to) => onTime({ since: iso(from), until: iso(to) })}
    />
  )
}
