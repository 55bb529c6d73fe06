import { IconInbox } from '@tabler/icons-react'
import type { Metadata } from 'next'
import { Suspense } from 'react'
import { CallBars } from '#components/calls/call-bars.tsx'
import { CallFacets } from '#components/calls/call-facets.tsx'
import { CallLog } from '#components/calls/call-log.tsx'
import { callsHref, filtersOf, loadCallParams } from '#components/calls/search-params.ts'
import { BarsFailure, BarsRoom, FacetsFailure, FacetsRoom } from '#components/log/counts-state.tsx'
import { ListSkeleton } from '#components/log/list-skeleton.tsx'
import { NothingMatches } from '#components/log/nothing-matches.tsx'
import { isNewestPage, pageOf } from '#components/log/page-of.ts'
import { ReadingProvider } from '#components/log/reading.tsx'
import { PageBar } from '#components/shell/page-bar.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { requireSession } from '#lib/auth/require-session.ts'
import { countCallFacets, readCallBars } from '#lib/delivery-log/call-summary.ts'
import { listCalls } from '#lib/delivery-log/list-calls.ts'
import { hasAnyCall } from '#lib/delivery-log/log-facts.ts'
import { orFailure, sayReadFailure } from '#lib/delivery-log/read-failure.ts'
import { listLicences } from '#lib/mappings/licences.ts'
import { listChatServerNames } from '#lib/mappings/list-chat-server-names.ts'
import { listViews } from '#lib/preferences/saved-views.ts'
import { readTableLayout } from '#lib/preferences/table-layout.ts'
import { removeView, saveLayout, saveView } from '../deliveries/actions.ts'

export const metadata: Metadata = { title: 'Events' }

type Params = Awaited<ReturnType<typeof loadCallParams>>
type Narrowing = Parameters<typeof filtersOf>[0]
type Filters = ReturnType<typeof filtersOf>

export default async function EventsPage({ searchParams }: PageProps<'/events'>) {
  const user = await requireSession()
  const params = await loadCallParams(searchParams)
  return (
    <Suspense
      fallback={
        <>
          <PageBar title="Events" />
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
  const [{ page, isAnswerable }, isThere, licences, chatServers, layout, views] = await Promise.all([
    orFailure(listCalls({ ...filters, ...pageOf(params) })),
    // Not known: the list says what is wrong.
    hasAnyCall().catch(() => true),
    listLicences(),
    listChatServerNames(),
    readTableLayout(userId, 'events'),
    listViews(userId, 'events'),
  ])
  // What is wrong with the filters is said once, in place of the list.
  const isCounted = isThere && isAnswerable
  // Live may bring the first of all: it is counted from then on.
  const isFirst = !isThere && isAnswerable
  return (
    <ReadingProvider>
      <CallLog
        page={page}
        params={narrowing}
        isNewest={isNewestPage(params)}
        known={{ licences: licences.map(({ number }) => number), chatServers }}
        layout={layout}
        views={views}
        actions={{ saveLayout, saveView, removeView }}
        bars={
          isCounted ? (
            <Suspense fallback={<BarsRoom />}>
              <BarsOf filters={filters} />
            </Suspense>
          ) : (
            isFirst && <CallBars histogram={null} />
          )
        }
        facets={
          isCounted ? (
            <Suspense fallback={<FacetsRoom />}>
              <FacetsOf filters={filters} />
            </Suspense>
          ) : (
            isFirst && <CallFacets counts={null} />
          )
        }
        nothing={
          isThere ? (
            <NothingMatches list="events" title="No event matches" nearest={nearestOf(narrowing)} />
          ) : (
            <NothingYet />
          )
        }
      />
    </ReadingProvider>
  )
}

async function BarsOf({ filters }: { filters: Filters }) {
  const histogram = await readCallBars(filters).catch(sayReadFailure)
  if (typeof histogram === 'string') return <BarsFailure reason={histogram} />
  return <CallBars histogram={histogram} />
}

async function FacetsOf({ filters }: { filters: Filters }) {
  const counts = await countCallFacets(filters).catch(sayReadFailure)
  if (typeof counts === 'string') return <FacetsFailure reason={counts} />
  return <CallFacets counts={counts} />
}

/** The newest that matches at any time. */
function nearestOf(narrowing: Narrowing) {
  if (!narrowing.since && !narrowing.until) return null
  const anyTime = { ...narrowing, since: null, until: null }
  return {
    read: () => listCalls({ ...filtersOf(anyTime), limit: 1 }).catch(() => null),
    href: callsHref('/events', anyTime),
  }
}

function NothingYet() {
  return (
    <EmptyState icon={IconInbox} title="Nothing has arrived yet">
      Every call of a chat server is listed here, accepted or rejected. Give it its ingest URL on{' '}
      <TextLink href="/chat-servers">Chat servers</TextLink>, and restart it once.
    </EmptyState>
  )
}
