import { IconInbox } from '@tabler/icons-react'
import type { Metadata } from 'next'
import { Suspense } from 'react'
import { CallBars } from '#components/calls/call-bars.tsx'
import { CallFacets } from '#components/calls/call-facets.tsx'
import { CallLog } from '#components/calls/call-log.tsx'
import { callsHref, filtersOf, loadCallParams } from '#components/calls/search-params.ts'
import { atAnyTime } from '#components/log/at-any-time.ts'
import { ListSkeleton } from '#components/log/list-skeleton.tsx'
import { LogBars, LogFacets } from '#components/log/log-counts.tsx'
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
import { orFailure } from '#lib/delivery-log/read-failure.ts'
import { listLicences } from '#lib/mappings/licences.ts'
import { listChatServerNames } from '#lib/mappings/list-chat-server-names.ts'
import { listViews } from '#lib/preferences/saved-views.ts'
import { readTableLayout } from '#lib/preferences/table-layout.ts'
import { removeView, saveLayout, saveView } from '../deliveries/actions.ts'

export const metadata: Metadata = { title: 'Events' }

type Params = Awaited<ReturnType<typeof loadCallParams>>

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
  const anyTime = atAnyTime(narrowing)
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
          <LogBars
            isThere={isThere}
            isAnswerable={isAnswerable}
            read={() => readCallBars(filters)}
            show={(histogram) => <CallBars histogram={histogram} />}
          />
        }
        facets={
          <LogFacets
            isThere={isThere}
            isAnswerable={isAnswerable}
            read={() => countCallFacets(filters)}
            show={(counts) => <CallFacets counts={counts} />}
          />
        }
        nothing={
          isThere ? (
            <NothingMatches
              list="events"
              title="No event matches"
              nearest={
                anyTime && {
                  read: () => listCalls({ ...filtersOf(anyTime), limit: 1 }).catch(() => null),
                  href: callsHref('/events', anyTime),
                }
              }
            />
          ) : (
            <NothingYet />
          )
        }
      />
    </ReadingProvider>
  )
}

function NothingYet() {
  return (
    <EmptyState icon={IconInbox} title="Nothing has arrived yet">
      Every call of a chat server is listed here, accepted or rejected. Give it its ingest URL on{' '}
      <TextLink href="/chat-servers">Chat servers</TextLink>, and restart it once.
    </EmptyState>
  )
}
