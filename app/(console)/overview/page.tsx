import { IconChartBar } from '@tabler/icons-react'
import type { Metadata } from 'next'
import { Suspense } from 'react'
import { LiveSwitch } from '#components/log/live-switch.tsx'
import { DeliveriesPanel } from '#components/overview/deliveries-panel.tsx'
import { EndpointsPanel } from '#components/overview/endpoints-panel.tsx'
import { Headline, Subline } from '#components/overview/headline.tsx'
import { LatencyPanel } from '#components/overview/latency-panel.tsx'
import { NowherePanel } from '#components/overview/nowhere-panel.tsx'
import classes from '#components/overview/overview.module.css'
import { ReadPanel } from '#components/overview/panel.tsx'
import { RangeSwitch } from '#components/overview/range-switch.tsx'
import { sayNeeds } from '#components/overview/say-needs.ts'
import { loadOverviewParams } from '#components/overview/search-params.ts'
import { SilentPanel } from '#components/overview/silent-panel.tsx'
import { sumOf } from '#components/overview/sum-bars.ts'
import { turnOf } from '#components/overview/turn-of.ts'
import { WaitingPanel } from '#components/overview/waiting-panel.tsx'
import { WorkPanel } from '#components/overview/work-panel.tsx'
import { PageBar } from '#components/shell/page-bar.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { requireSession } from '#lib/auth/require-session.ts'
import { hasAnyCall } from '#lib/delivery-log/log-facts.ts'
import { sayReadFailure } from '#lib/delivery-log/read-failure.ts'
import { atWork } from '#lib/overview/at-work.ts'
import { type DeliveryBar, deliveriesOverTime } from '#lib/overview/deliveries-over-time.ts'
import { endpointsInNeed } from '#lib/overview/endpoints-in-need.ts'
import { latencyOverTime } from '#lib/overview/latency-over-time.ts'
import { nowhereEvents } from '#lib/overview/nowhere-events.ts'
import type { OverviewRange } from '#lib/overview/ranges.ts'
import { shareRead } from '#lib/overview/share-reads.ts'
import { silentLicences } from '#lib/overview/silent-licences.ts'
import { waitingByAge } from '#lib/overview/waiting-by-age.ts'

export const metadata: Metadata = { title: 'Overview' }

const LIVE_MS = 10_000

/** Starts all reads, what needs a person first; each ends in what it read, or in a sentence of why it could not. */
function readAll(range: OverviewRange) {
  const read = <T,>(name: string, verb: () => Promise<T>) => shareRead(name, verb).catch(sayReadFailure)
  return {
    endpoints: read('endpoints', () => endpointsInNeed()),
    work: read('work', () => atWork()),
    nowhere: read(`nowhere ${range}`, () => nowhereEvents(range)),
    deliveries: read(`deliveries ${range}`, () => deliveriesOverTime(range)),
    waiting: read('waiting', () => waitingByAge()),
    silent: read('silent', () => silentLicences()),
    latency: read(`latency ${range}`, () => latencyOverTime(range)),
  }
}

type Reads = ReturnType<typeof readAll>

export default async function OverviewPage({ searchParams }: PageProps<'/overview'>) {
  await requireSession()
  const { range } = await loadOverviewParams(searchParams)
  const hasCalls = await hasAnyCall()
  return (
    <>
      <PageBar
        title="Overview"
        actions={
          <>
            {hasCalls && <RangeSwitch />}
            <LiveSwitch isNewest everyMs={LIVE_MS} />
          </>
        }
      />
      {hasCalls ? <Board reads={readAll(range)} range={range} /> : <Nothing />}
    </>
  )
}

function Nothing() {
  return (
    <EmptyState icon={IconChartBar} title="Nothing has arrived yet">
      Here is what needs you, once calls come in. <TextLink href="/deliveries">Take the first steps</TextLink>
      : map an event type, add the chat server, send a test event.
    </EmptyState>
  )
}

function Board({ reads, range }: { reads: Reads; range: OverviewRange }) {
  return (
    <div className={classes.page}>
      <div>
        <Suspense fallback={<p className={classes.headline}>Looking…</p>}>
          <Needs reads={reads} range={range} />
        </Suspense>
        <Suspense fallback={<p className={classes.subline} />}>
          <Became reads={reads} range={range} />
        </Suspense>
      </div>
      <div className={classes.grid}>
        <ReadPanel
          name="deliveries"
          title="Deliveries"
          read={reads.deliveries}
          failure="They could not be counted"
        >
          {(bars) => <Deliveries bars={bars} reads={reads} range={range} />}
        </ReadPanel>
        <ReadPanel
          name="latency"
          title="Call to receiver"
          read={reads.latency}
          failure="It could not be measured"
        >
          {(bars) => <LatencyPanel bars={bars} range={range} />}
        </ReadPanel>
        <ReadPanel
          name="endpoints"
          title="Endpoints that need you"
          read={reads.endpoints}
          failure="They could not be read"
        >
          {(need) => <EndpointsPanel need={need} />}
        </ReadPanel>
        <ReadPanel
          name="waiting"
          title="Waiting, by age"
          read={reads.waiting}
          failure="It could not be counted"
        >
          {(waiting) => <WaitingPanel waiting={waiting} />}
        </ReadPanel>
        <ReadPanel
          name="nowhere"
          title="Events that go nowhere"
          read={reads.nowhere}
          failure="They could not be read"
        >
          {(nowhere) => <NowherePanel nowhere={nowhere} range={range} />}
        </ReadPanel>
        <ReadPanel
          name="silent"
          title="Licences gone silent"
          read={reads.silent}
          failure="They could not be read"
        >
          {(silent) => <SilentPanel silent={silent} />}
        </ReadPanel>
        <ReadPanel name="work" title="At work" read={reads.work} failure="It could not be read">
          {(work) => <WorkPanel work={work} />}
        </ReadPanel>
      </div>
    </div>
  )
}

async function Needs({ reads, range }: { reads: Reads; range: OverviewRange }) {
  const [endpoints, nowhere, silent, work, bars] = await Promise.all([
    reads.endpoints,
    reads.nowhere,
    reads.silent,
    reads.work,
    reads.deliveries,
  ] as const)
  const known = <T,>(value: T | string) => (typeof value === 'string' ? null : value)
  return (
    <Headline
      {...sayNeeds({
        range,
        endpoints: known(endpoints),
        nowhere: known(nowhere),
        silent: known(silent),
        work: known(work),
        givenUp: typeof bars === 'string' ? null : sumOf(bars).failed,
      })}
    />
  )
}

/** With the moment at which an endpoint turned bad, if that is known. */
async function Deliveries({
  bars,
  reads,
  range,
}: {
  bars: DeliveryBar[]
  reads: Reads
  range: OverviewRange
}) {
  const need = await reads.endpoints
  const turn = typeof need === 'string' ? null : turnOf(need.rows, bars[0]?.from ?? '')
  return <DeliveriesPanel bars={bars} range={range} turn={turn} />
}

async function Became({ reads, range }: { reads: Reads; range: OverviewRange }) {
  const bars = await reads.deliveries
  return typeof bars === 'string' ? null : <Subline bars={bars} range={range} />
}
