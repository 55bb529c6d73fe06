import { IconInbox, IconSearchOff } from '@tabler/icons-react'
import type { Metadata } from 'next'
import type { inferParserType } from 'nuqs/server'
import { Suspense } from 'react'
import { CallFilters } from '#components/calls/call-filters.tsx'
import { CallTable } from '#components/calls/call-table.tsx'
import { type callParams, callsHref, loadCallParams } from '#components/calls/search-params.ts'
import { ListSkeleton } from '#components/log/list-skeleton.tsx'
import { LiveSwitch } from '#components/log/live-switch.tsx'
import { LogList } from '#components/log/log-list.tsx'
import { PageBar } from '#components/shell/page-bar.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { requireSession } from '#lib/auth/require-session.ts'
import { listCalls } from '#lib/delivery-log/list-calls.ts'
import { hasAnyCall } from '#lib/delivery-log/log-facts.ts'
import { sayReadFailure } from '#lib/delivery-log/read-failure.ts'
import { listLicences } from '#lib/mappings/licences.ts'

export const metadata: Metadata = { title: 'Events' }

type Params = inferParserType<typeof callParams>

function read({ fate, odd, event, licence, since, search, before, after }: Params) {
  const optional = Object.entries({ since, search, before, after }).filter(([, value]) => value)
  return listCalls({
    // What goes nowhere was accepted: said twice, it would hide that one small index answers it.
    ...(fate === 'rejected' && { outcome: ['rejected' as const] }),
    ...(fate === 'delivered' && { outcome: ['accepted' as const] }),
    ...(fate === 'nowhere' && { nowhere: true }),
    ...(odd && { odd }),
    eventType: event,
    licence,
    ...Object.fromEntries(optional),
  })
}

export default async function EventsPage({ searchParams }: PageProps<'/events'>) {
  await requireSession()
  const params = await loadCallParams(searchParams)
  const licences = await listLicences()
  return (
    <>
      <PageBar title="Events" actions={<LiveSwitch isNewest={!params.before && !params.after} />} />
      <CallFilters licences={licences.map(({ number }) => ({ value: number, label: number }))} />
      <Suspense fallback={<ListSkeleton />}>
        <List params={params} />
      </Suspense>
    </>
  )
}

async function List({ params }: { params: Params }) {
  const page = await read(params).catch(sayReadFailure)
  return (
    <LogList
      page={page}
      table={(rows) => <CallTable rows={rows} />}
      nothing={<Nothing />}
      href={(cursor) => callsHref('/events', { ...params, before: null, after: null, ...cursor })}
    />
  )
}

async function Nothing() {
  if (await hasAnyCall()) {
    return (
      <EmptyState icon={IconSearchOff} title="No event matches">
        Take a filter away, or <TextLink href="/events">show all events</TextLink>.
      </EmptyState>
    )
  }
  return (
    <EmptyState icon={IconInbox} title="Nothing has arrived yet">
      Every call of a chat server is listed here, accepted or rejected. Give it its ingest URL on{' '}
      <TextLink href="/chat-servers">Chat servers</TextLink>, and restart it once.
    </EmptyState>
  )
}
