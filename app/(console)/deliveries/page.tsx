import type { Metadata } from 'next'
import dynamic from 'next/dynamic'
import { Suspense } from 'react'
import { DeliveryBars } from '#components/deliveries/delivery-bars.tsx'
import { DeliveryFacets } from '#components/deliveries/delivery-facets.tsx'
import { DeliveryLog } from '#components/deliveries/delivery-log.tsx'
import { deliveriesHref, filtersOf, loadDeliveryParams } from '#components/deliveries/search-params.ts'
import { atAnyTime } from '#components/log/at-any-time.ts'
import { ListSkeleton } from '#components/log/list-skeleton.tsx'
import { LogBars, LogFacets } from '#components/log/log-counts.tsx'
import { NothingMatches } from '#components/log/nothing-matches.tsx'
import { isNewestPage, pageOf } from '#components/log/page-of.ts'
import { ReadingProvider } from '#components/log/reading.tsx'
import { PageBar } from '#components/shell/page-bar.tsx'
import { requireSession } from '#lib/auth/require-session.ts'
import { countDeliveryFacets, readDeliveryBars } from '#lib/delivery-log/delivery-summary.ts'
import { listDeliveries } from '#lib/delivery-log/list-deliveries.ts'
import { hasAnyDelivery } from '#lib/delivery-log/log-facts.ts'
import { orFailure } from '#lib/delivery-log/read-failure.ts'
import { firstRun, firstStepsLeft } from '#lib/mappings/first-run.ts'
import { listLicences } from '#lib/mappings/licences.ts'
import { listChatServerNames } from '#lib/mappings/list-chat-server-names.ts'
import { listEndpointNames } from '#lib/mappings/list-endpoint-names.ts'
import { listViews } from '#lib/preferences/saved-views.ts'
import { readTableLayout } from '#lib/preferences/table-layout.ts'
import { addChatServer } from '../chat-servers/actions.ts'
import { pauseEndpoint, resumeEndpoint, takeBackPause, takeBackResume } from '../endpoints/actions.ts'
import { sendTestEvent } from '../mappings/actions.ts'
import { planRun, startRun } from '../runs/actions.ts'
import {
  cancelDelivery,
  deliverEvent,
  dismissFirstSteps,
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
  const { before, after, order, ...narrowing } = params
  const filters = filtersOf(narrowing)
  const [{ page, isAnswerable }, isThere, areStepsLeft, licences, endpoints, chatServers, layout, views] =
    await Promise.all([
      orFailure(listDeliveries({ ...filters, ...pageOf(params) })),
      // Not known: the list says what is wrong, and nobody is told that this is the first run.
      hasAnyDelivery().catch(() => true),
      firstStepsLeft().catch(() => false),
      listLicences(),
      listEndpointNames(),
      listChatServerNames(),
      readTableLayout(userId, 'deliveries'),
      listViews(userId, 'deliveries'),
    ])
  const anyTime = atAnyTime(narrowing)
  return (
    <ReadingProvider>
      <DeliveryLog
        page={page}
        params={narrowing}
        filters={filters}
        isNewest={isNewestPage(params)}
        known={{ licences: licences.map(({ number }) => number), endpoints, chatServers }}
        layout={layout}
        views={views}
        actions={{
          plan: planRun,
          start: startRun,
          turn: { pause: pauseEndpoint, takeBackPause, resume: resumeEndpoint, takeBackResume },
          saveLayout,
          saveView,
          removeView,
          resend,
          deliver: deliverEvent,
          cancel: cancelDelivery,
          resendChanged,
        }}
        bars={
          <LogBars
            isThere={isThere}
            isAnswerable={isAnswerable}
            read={() => readDeliveryBars(filters)}
            show={(histogram) => <DeliveryBars histogram={histogram} />}
          />
        }
        facets={
          <LogFacets
            isThere={isThere}
            isAnswerable={isAnswerable}
            read={() => countDeliveryFacets(filters)}
            show={(counts) => <DeliveryFacets counts={counts} />}
          />
        }
        guide={(isThere ? areStepsLeft : isAnswerable) && <FirstRun isAlone={!isThere} />}
        nothing={
          isThere && (
            <NothingMatches
              list="deliveries"
              title="No delivery matches"
              nearest={
                anyTime && {
                  read: () => listDeliveries({ ...filtersOf(anyTime), limit: 1 }).catch(() => null),
                  href: deliveriesHref('/deliveries', anyTime),
                }
              }
            />
          )
        }
      />
    </ReadingProvider>
  )
}

async function FirstRun({ isAlone }: { isAlone: boolean }) {
  const [progress, licences] = await Promise.all([firstRun(), listLicences()])
  return (
    <ThreeSteps
      firstRun={progress}
      licences={licences.map((licence) => licence.number)}
      isAlone={isAlone}
      addChatServer={addChatServer}
      sendTestEvent={sendTestEvent}
      dismiss={dismissFirstSteps}
    />
  )
}
