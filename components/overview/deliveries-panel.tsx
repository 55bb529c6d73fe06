import { callsHref } from '#components/calls/search-params.ts'
import { TextLink } from '#components/ui/text-link.tsx'
import { DELIVERY_STATUS_LABELS, DELIVERY_STATUSES } from '#lib/delivery-log/delivery-status.ts'
import type { DeliveryBar } from '#lib/overview/deliveries-over-time.ts'
import { type OverviewRange, RANGE_SHAPES } from '#lib/overview/ranges.ts'
import { AsTable } from './as-table.tsx'
import charts from './chart-panel.module.css'
import { DeliveriesChart } from './charts.tsx'
import classes from './overview.module.css'
import { Panel } from './panel.tsx'
import { looksOf, sayAbout, sayShare, shareSucceeded } from './say-numbers.ts'
import { logHref } from './search-params.ts'
import { sumOf } from './sum-bars.ts'
import type { Turn } from './turn-of.ts'

/** What became of the deliveries of each bar of a range, and how many calls came. */
export function DeliveriesPanel(props: { bars: DeliveryBar[]; range: OverviewRange; turn: Turn | null }) {
  const { bars, range, turn } = props
  const { each, words } = RANGE_SHAPES[range]
  const sum = sumOf(bars)
  const share = shareSucceeded(sum)
  const looks = looksOf(sum)
  const onTheWay = sum.pending + sum.held
  const say = (count: number) => sayAbout(count, sum.isEstimate)
  const parts = DELIVERY_STATUSES.filter((status) => sum[status] > 0).map(
    (status) => `${say(sum[status])} ${DELIVERY_STATUS_LABELS[status].toLowerCase()}`,
  )
  const said = `Deliveries of ${words}, by ${each}: ${parts.join(', ') || 'none'}; ${sayShare(share)} of those that ended succeeded.`
  return (
    <Panel
      name="deliveries"
      title="Deliveries"
      note={`per ${each}`}
      figures={
        <>
          <TextLink href={callsHref('/events', { since: range })} className={classes.quiet}>
            <strong>{say(sum.calls)}</strong> calls
          </TextLink>
          <TextLink
            href={callsHref('/events', { fate: ['rejected'], since: range })}
            className={classes.quiet}
          >
            <strong>{say(sum.rejected)}</strong> rejected
          </TextLink>
          {looks === 'open' && onTheWay > 0 && (
            <TextLink
              href={logHref('/deliveries', { status: ['pending', 'held'], since: range })}
              className={classes.quiet}
            >
              <strong>{say(onTheWay)}</strong> on the way or held
            </TextLink>
          )}
          <strong className={charts.share} data-looks={looks}>
            {sayShare(share)}
            {looks === 'open' && share !== null ? ' of the others succeeded' : ' succeeded'}
          </strong>
        </>
      }
    >
      <div role="img" aria-label={said} className={charts.deliveriesChart}>
        <DeliveriesChart bars={bars} range={range} turn={turn} />
      </div>
      <div className={charts.foot}>
        <div className={charts.legend} aria-hidden="true">
          {DELIVERY_STATUSES.filter((status) => sum[status] > 0).map((status) => (
            <span key={status} data-status={status}>
              {DELIVERY_STATUS_LABELS[status].toLowerCase()} {say(sum[status])}
            </span>
          ))}
        </div>
        <AsTable
          caption={`Deliveries and calls per ${each}`}
          columns={[
            ...DELIVERY_STATUSES.map((status) => DELIVERY_STATUS_LABELS[status]),
            'Success rate',
            'Calls',
            'Rejected',
          ]}
          rows={bars
            .filter((bar) => bar.calls + DELIVERY_STATUSES.reduce((all, status) => all + bar[status], 0) > 0)
            .toReversed()
            .map((bar) => ({
              ...{ from: bar.from, to: bar.to },
              href: logHref('/deliveries', { since: bar.from, until: bar.to }),
              cells: [
                ...DELIVERY_STATUSES.map((status) => sayAbout(bar[status], bar.isEstimate)),
                sayShare(shareSucceeded(bar)),
                ...[bar.calls, bar.rejected].map((count) => sayAbout(count, bar.isEstimate)),
              ],
            }))}
        />
      </div>
    </Panel>
  )
}
