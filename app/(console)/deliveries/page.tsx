import { IconSearchOff } from '@tabler/icons-react'
import type { Metadata } from 'next'
import dynamic from 'next/dynamic'
import { Suspense } from 'react'
import barClasses from '#components/deliveries/bars/bars.module.css'
import { DeliveryBars } from '#components/deliveries/bars/delivery-bars.tsx'
import { DeliveryLog } from '#components/deliveries/delivery-log.tsx'
import { FacetRail } from '#components/deliveries/facets/facet-rail.tsx'
import facetClasses from '#components/deliveries/facets/facets.module.css'
import { filtersOf, loadDeliveryParams } from '#components/deliveries/search-params.ts'
import { ListSkeleton } from '#components/log/list-skeleton.tsx'
import { PageBar } from '#components/shell/page-bar.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { requireSession } from '#lib/auth/require-session.ts'
import { countFacets } from '#lib/delivery-log/count-facets.ts'
import type { DeliveryFilters } from '#lib/delivery-log/filters.ts'
import { readHistogram } from '#lib/delivery-log/histogram.ts'
import { listDeliveries } from '#lib/delivery-log/list-deliveries.ts'
import { hasAnyDelivery } from '#lib/delivery-log/log-facts.ts'
import { isAskedWrongly, sayReadFailure } from '#lib/delivery-log/read-failure.ts'
import { firstRun } from '#lib/mappings/first-run.ts'
import { listLicences } from '#lib/mappings/licences.ts'
import { listChatServerNames } from '#lib/mappings/list-chat-server-names.ts'
import { listEndpointNames } from '#lib/mappings/list-endpoint-names.ts'
import { listViews } from '#lib/preferences/saved-views.ts'
import { readTableLayout } from '#lib/preferences/table-layout.ts'
import { addChatServer } from '../chat-servers/actions.ts'
import { sendTestEvent } from '../mappings/actions.ts'
import { planRun, startRun } from '../runs/actions.ts'
import {
  cancelDelivery,
  deliverEvent,
  removeView,
  resend,
  resendChanged,
  saveLayout,
  saveView,
} from './actions.ts'

export const metadata: Metadata = { title: 'Deliveries' }

// Seen once in the life of a server.
const ThreeSteps = dynamic(() =>
  import('#components/first-run/three-steps.tsx').then((loaded) => loaded.ThreeSteps),
)

type Params = Awaited<ReturnType<typeof loadDeliveryParams>>

export default async function DeliveriesPage({ searchParams }: PageProps<'/deliveries'>) {
  const user = await requireSession()
  const params = await loadDeliveryParams(searchParams)
  return (
    <Suspense
      fallback={
        <>
          <PageBar title="Deliveries" />
          <ListSkeleton />
        </>
      }
    >
      <Log params={params} userId={user.id} />
    </Suspense>
  )
}

async function Log({ params, userId }: { params: Params; userId: string }) {
  const { before, after, ...narrowing } = params
  const filters = filtersOf(narrowing)
  const [{ page, isAnswerable }, isThere, licences, endpoints, chatServers, layout, views] =
    await Promise.all([
      readPage({ ...filters, ...(before && { before }), ...(after && { after }) }),
      // Not known: the list says what is wrong, and nobody is told that this is the first run.
      hasAnyDelivery().catch(() => true),
      listLicences(),
      listEndpointNames(),
      listChatServerNames(),
      readTableLayout(userId, 'deliveries'),
      listViews(userId, 'deliveries'),
    ])
  // What is wrong with the filters is said once, in place of the list.
  const isCounted = isThere && isAnswerable
  return (
    <DeliveryLog
      page={page}
      params={narrowing}
      filters={filters}
      isNewest={!before && !after}
      known={{ licences: licences.map(({ number }) => number), endpoints, chatServers }}
      layout={layout}
      views={views}
      actions={{
        plan: planRun,
        start: startRun,
        saveLayout,
        saveView,
        removeView,
        resend,
        deliver: deliverEvent,
        cancel: cancelDelivery,
        resendChanged,
      }}
      bars={
        isCounted && (
          <Suspense fallback={<div className={barClasses.room} />}>
            <BarsOf filters={filters} />
          </Suspense>
        )
      }
      facets={
        isCounted && (
          <Suspense fallback={<aside className={facetClasses.rail} />}>
            <FacetsOf filters={filters} />
          </Suspense>
        )
      }
      nothing={isThere ? <NothingMatches /> : <FirstRun />}
    />
  )
}

/** The page, or why it could not be read; `isAnswerable`: what is asked is right. */
async function readPage(filters: DeliveryFilters) {
  try {
    return { page: await listDeliveries(filters), isAnswerable: true }
  } catch (error) {
    return { page: sayReadFailure(error), isAnswerable: !isAskedWrongly(error) }
  }
}

type Filters = ReturnType<typeof filtersOf>

async function BarsOf({ filters }: { filters: Filters }) {
  const histogram = await readHistogram(filters).catch(sayReadFailure)
  if (typeof histogram === 'string')
    return <p className={barClasses.failure}>The bars could not be drawn. {histogram}</p>
  return histogram && <DeliveryBars histogram={histogram} />
}

async function FacetsOf({ filters }: { filters: Filters }) {
  const counts = await countFacets(filters).catch(sayReadFailure)
  if (typeof counts === 'string')
    return <aside className={facetClasses.failure}>The filters could not be counted. {counts}</aside>
  return <FacetRail counts={counts} />
}

function NothingMatches() {
  return (
    <EmptyState icon={IconSearchOff} title="No delivery matches">
      Take a filter away, or <TextLink href="/deliveries">show all deliveries</TextLink>.
    </EmptyState>
  )
}

async function FirstRun() {
  const [progress, licences] = await Promise.all([firstRun(), listLicences()])
  return (
    <ThreeSteps
      firstRun={progress}
      licences={licences.map((licence) => licence.number)}
      addChatServer={addChatServer}
      sendTestEvent={sendTestEvent}
    />
  )
}
