'use client'

import '@mantine/charts/styles.layer.css'
import { LineChart } from '@mantine/charts'
import { sayDuration } from '#components/ui/duration.ts'
import { useZone } from '#components/ui/local-time.tsx'
import type { LatencyBar } from '#lib/overview/latency-over-time.ts'
import type { OverviewRange } from '#lib/overview/ranges.ts'
import { xAxis, Y_AXIS } from './chart-frame.ts'
import classes from './deliveries-chart.module.css'
import { PERCENTILES } from './percentiles.ts'
import { axisLabels, sayBarTime } from './time-axis.ts'

/** A logarithm has no nought: what is faster is drawn as this, in ms. */
const LEAST = 1

/** Powers of ten around all values. */
function decades(values: readonly number[]): number[] {
  const first = Math.floor(Math.log10(Math.min(...values)))
  const last = Math.max(first + 1, Math.ceil(Math.log10(Math.max(...values))))
  return Array.from({ length: last - first + 1 }, (_, index) => 10 ** (first + index))
}

/** A power of ten in ms, short: `100 ms`, `10 s`. */
const sayDecade = (ms: number) => (ms < 1000 ? `${ms}\u00a0ms` : `${(ms / 1000).toLocaleString('en')}\u00a0s`)

/** The percentiles of each bar, on a scale of powers of ten. */
export function LatencyChart({ bars, range }: { bars: LatencyBar[]; range: OverviewRange }) {
  const zone = useZone()
  const labels = axisLabels(
    bars.map(({ from }) => from),
    range,
    zone,
  )
  const drawn = bars.map(({ from, p50, p95, p99 }) => {
    const least = (ms: number | null) => (ms === null ? null : Math.max(LEAST, ms))
    return { from, p50: least(p50), p95: least(p95), p99: least(p99) }
  })
  const ticks = decades(drawn.flatMap(({ p50, p99 }) => [p50 ?? [], p99 ?? []].flat()))
  return (
    <LineChart
      h={208}
      data={drawn}
      dataKey="from"
      series={PERCENTILES.map(({ name, dashes }) => ({
        name,
        color: 'var(--bh-accent)',
        ...(dashes && { strokeDasharray: dashes }),
      }))}
      curveType="linear"
      strokeWidth={1.6}
      withDots={false}
      accessibilityLayer={false}
      strokeDasharray="0"
      gridColor="var(--bh-line-strong)"
      yAxisProps={{
        ...Y_AXIS,
        scale: 'log',
        domain: [ticks[0] ?? LEAST, ticks.at(-1) ?? LEAST],
        ticks,
        tickFormatter: sayDecade,
        interval: 0,
      }}
      xAxisProps={xAxis(labels)}
      tooltipProps={{
        content: ({ label }: { label?: unknown }) => (
          <Tip bar={bars.find(({ from }) => from === label)} zone={zone} />
        ),
        isAnimationActive: false,
      }}
      lineProps={{ isAnimationActive: false }}
      lineChartProps={{ margin: { top: 6, right: 8, bottom: 0, left: 0 } }}
    />
  )
}

function Tip({ bar, zone }: { bar: LatencyBar | undefined; zone: string }) {
  if (!bar || bar.p50 === null) return null
  return (
    <div className={classes.tip}>
      <strong>{sayBarTime(bar, zone)}</strong>
      <dl>
        {PERCENTILES.map(({ name, meaning }) => (
          <div key={name}>
            <dt>{meaning}</dt>
            <dd>{sayDuration(bar[name] ?? 0)}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
