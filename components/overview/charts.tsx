'use client'

import dynamic from 'next/dynamic'
import charts from './chart-panel.module.css'

// The charts' library is as large as a page: only who looks at the overview gets it, and after the rest of the page.
const loading = () => <div className={charts.chartToCome} />

export const DeliveriesChart = dynamic(
  () => import('./deliveries-chart.tsx').then((chart) => chart.DeliveriesChart),
  { ssr: false, loading },
)

export const LatencyChart = dynamic(() => import('./latency-chart.tsx').then((chart) => chart.LatencyChart), {
  ssr: false,
  loading,
})
