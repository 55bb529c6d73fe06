'use client'

import '@mantine/charts/styles.layer.css'
import { BarChart, LineChart } from '@mantine/charts'
import { useRouter } from 'next/navigation'
import { useZone } from '#components/ui/local-time.tsx'
import { DELIVERY_STATUS_LABELS, type DeliveryStatus } from '#lib/delivery-log/delivery-status.ts'
import type { DeliveryBar } from '#lib/overview/deliveries-over-time.ts'
import type { OverviewRange } from '#lib/overview/ranges.ts'
import { xAxis, Y_AXIS } from './chart-frame.ts'
import classes from './deliveries-chart.module.css'
import { sayAbout, sayShare, shareSucceeded } from './say-numbers.ts'
import { logHref } from './search-params.ts'
import { axisLabels, sayBarTime, sayClock } from './time-axis.ts'
import type { Turn } from './turn-of.ts'

/** From the foot up: what failed stands lowest, so that its shape can be read. */
const STACK: DeliveryStatus[] = ['failed', 'held', 'pending', 'cancelled', 'succeeded']
const SERIES = STACK.map((status) => ({ name: status, color: `var(--bh-mark-${status})` }))
const CAP = 1.5

/** Success is pale with a cap: what needs a person is what is filled. */
function PaleBar(props: { x?: number; y?: number; width?: number; height?: number }) {
  const { x = 0, y = 0, width = 0, height = 0 } = props
  if (height <= 0) return null
  return (
    <g className={classes.succeeded}>
      <rect x={x} y={y} width={width} height={height} />
      <rect x={x} y={y} width={width} height={Math.min(CAP, height)} data-cap />
    </g>
  )
}

function BarTip({ bar, zone }: { bar: DeliveryBar | undefined; zone: string }) {
  if (!bar) return null
  const lines = STACK.toReversed().filter((status) => bar[status] > 0)
  return (
    <div className={classes.tip}>
      <strong>{sayBarTime(bar, zone)}</strong>
      <dl>
        {lines.map((status) => (
          <div key={status} data-status={status}>
            <dt>{DELIVERY_STATUS_LABELS[status]}</dt>
            <dd>{sayAbout(bar[status], bar.isEstimate)}</dd>
          </div>
        ))}
        <div>
          <dt>Success rate</dt>
          <dd>{sayShare(shareSucceeded(bar))}</dd>
        </div>
        <div>
          <dt>Calls</dt>
          <dd>{sayAbout(bar.calls, bar.isEstimate)}</dd>
        </div>
        {bar.rejected > 0 && (
          <div>
            <dt>Rejected calls</dt>
            <dd>{sayAbout(bar.rejected, bar.isEstimate)}</dd>
          </div>
        )}
      </dl>
    </div>
  )
}

/** Deliveries of each bar by status, above the share of those that ended which succeeded. A bar leads to its deliveries in the log. */
export function DeliveriesChart(props: { bars: DeliveryBar[]; range: OverviewRange; turn: Turn | null }) {
  const { bars, range, turn } = props
  const router = useRouter()
  const zone = useZone()
  const labels = axisLabels(
    bars.map(({ from }) => from),
    range,
    zone,
  )
  const at = (label: unknown) => bars.find(({ from }) => from === label)
  const shares = bars.map((bar) => ({ from: bar.from, share: shareSucceeded(bar) }))
  const lowest = Math.min(100, ...shares.flatMap(({ share }) => share ?? []))
  const floor = Math.min(80, Math.floor(lowest / 20) * 20)
  const turned = turn ? bars.findIndex(({ from, to }) => from <= turn.at && turn.at < to) : -1
  const turnLine = {
    x: bars[turned]?.from ?? '',
    color: 'var(--bh-failed)',
    strokeDasharray: '2 3',
    label: {
      value: turn ? `${sayClock(turn.at, zone)} ${turn.text}` : '',
      fill: 'var(--bh-failed)',
      fontSize: 12,
      // Above the bars, on the side that has room for it.
      position: turned > bars.length / 2 ? ('insideTopRight' as const) : ('insideTopLeft' as const),
      dy: -18,
    },
  }
  const tip = {
    content: ({ label }: { label?: unknown }) => <BarTip bar={at(label)} zone={zone} />,
    isAnimationActive: false,
  }
  return (
    <>
      <BarChart
        className={classes.bars}
        h={160}
        data={bars}
        dataKey="from"
        type="stacked"
        series={SERIES}
        withXAxis={false}
        yAxisProps={{ ...Y_AXIS, allowDecimals: false }}
        valueFormatter={(count) => count.toLocaleString('en')}
        tooltipProps={tip}
        accessibilityLayer={false}
        strokeDasharray="0"
        gridColor="var(--bh-line-strong)"
        referenceLines={turned === -1 ? [] : [turnLine]}
        barProps={({ name }) => ({
          isAnimationActive: false,
          ...(name === 'succeeded' && { shape: PaleBar }),
        })}
        barChartProps={{
          barCategoryGap: 1,
          syncId: 'deliveries',
          margin: { top: turned === -1 ? 6 : 20, right: 8, bottom: 0, left: 0 },
          onClick: ({ activeLabel }) => {
            const bar = at(activeLabel)
            if (bar) router.push(logHref('/deliveries', { since: bar.from, until: bar.to }))
          },
        }}
      />
      <LineChart
        h={76}
        data={shares}
        dataKey="from"
        series={[{ name: 'share', label: 'Success rate', color: 'var(--bh-mark-succeeded)' }]}
        curveType="linear"
        strokeWidth={1.6}
        withDots={false}
        withTooltip={false}
        accessibilityLayer={false}
        strokeDasharray="0"
        gridColor="var(--bh-line-strong)"
        yAxisProps={{ ...Y_AXIS, domain: [floor, 100], ticks: [floor, 100] }}
        xAxisProps={xAxis(labels)}
        valueFormatter={(share) => `${share} %`}
        lineProps={{ isAnimationActive: false }}
        lineChartProps={{ syncId: 'deliveries', margin: { top: 8, right: 8, bottom: 0, left: 0 } }}
      />
    </>
  )
}
