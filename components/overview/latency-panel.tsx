import { sayDuration } from '#components/ui/duration.ts'
import type { LatencyBar } from '#lib/overview/latency-over-time.ts'
import { type OverviewRange, RANGE_SHAPES } from '#lib/overview/ranges.ts'
import { AsTable } from './as-table.tsx'
import charts from './chart-panel.module.css'
import { LatencyChart } from './charts.tsx'
import classes from './overview.module.css'
import { Panel } from './panel.tsx'
import { PERCENTILES } from './percentiles.ts'
import { logHref } from './search-params.ts'

/** How long it takes from a call to its receiver, as long as the first attempt does it. */
export function LatencyPanel({ bars, range }: { bars: LatencyBar[]; range: OverviewRange }) {
  const { each, words } = RANGE_SHAPES[range]
  const known = bars.filter(({ p50 }) => p50 !== null)
  const newest = known.at(-1)
  const head = { name: 'latency', title: 'Call to receiver', note: 'first attempt, log scale' }
  if (!newest) {
    return (
      <Panel {...head}>
        <p className={classes.none}>Nothing was sent in {words}.</p>
      </Panel>
    )
  }
  const said = PERCENTILES.map(({ name }) => `${name} ${sayDuration(newest[name] ?? 0)}`).join(', ')
  return (
    <Panel {...head}>
      <dl className={charts.percentiles}>
        {PERCENTILES.map(({ name, dashes, meaning }) => (
          <div key={name}>
            <dt title={`${meaning}, of the newest ${each}`}>
              <svg width="22" height="4" aria-hidden="true">
                <line x1="0" x2="22" y1="2" y2="2" strokeDasharray={dashes ?? undefined} />
              </svg>
              {name}
            </dt>
            <dd>{sayDuration(newest[name] ?? 0)}</dd>
          </div>
        ))}
      </dl>
      <div
        role="img"
        aria-label={`From call to receiver, by ${each} of ${words}; the newest: ${said}.`}
        className={charts.latencyChart}
      >
        <LatencyChart bars={bars} range={range} />
      </div>
      <div className={charts.foot}>
        <AsTable
          caption={`From call to receiver per ${each}`}
          columns={PERCENTILES.map(({ name }) => name)}
          rows={known.toReversed().map((bar) => ({
            ...{ from: bar.from, to: bar.to },
            href: logHref('/deliveries', { since: bar.from, until: bar.to }),
            cells: PERCENTILES.map(({ name }) => sayDuration(bar[name] ?? 0)),
          }))}
        />
      </div>
    </Panel>
  )
}
