import type { Metadata } from 'next'
import { Suspense } from 'react'
import { EventTypeDetail } from '#components/event-types/event-type-detail.tsx'
import { EventTypeList } from '#components/event-types/event-type-list.tsx'
import { loadEventTypeParams } from '#components/event-types/search-params.ts'
import { ListSkeleton } from '#components/log/list-skeleton.tsx'
import { PageBar } from '#components/shell/page-bar.tsx'
import { Failure } from '#components/ui/failure.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { requireSession } from '#lib/auth/require-session.ts'
import { sayReadFailure } from '#lib/delivery-log/read-failure.ts'
import { env } from '#lib/env.ts'
import { listEventTypes } from '#lib/event-types/list-event-types.ts'
import { readEventType } from '#lib/event-types/read-event-type.ts'
import { showText } from '#lib/livechat/show-bytes.ts'
import { ingestUrl } from '#lib/mappings/ingest-url.ts'
import { listLicences } from '#lib/mappings/licences.ts'
import { sendTestEvent } from './actions.ts'

/** The event type that is looked at. What no call can name is no event type: the list stands instead. */
async function asked(searchParams: PageProps<'/event-types'>['searchParams']): Promise<string | null> {
  const { type } = await loadEventTypeParams(searchParams)
  return type && type.length <= 255 && !type.includes('\0') ? type : null
}

export async function generateMetadata({ searchParams }: PageProps<'/event-types'>): Promise<Metadata> {
  const type = await asked(searchParams)
  return { title: type ? showText(type) : 'Event types' }
}

export default async function EventTypesPage({ searchParams }: PageProps<'/event-types'>) {
  await requireSession()
  const type = await asked(searchParams)
  return (
    <>
      <PageBar title={type ? showText(type) : 'Event types'}>
        {type && (
          <TextLink href="/event-types" ml="auto">
            All event types
          </TextLink>
        )}
      </PageBar>
      <Suspense key={type} fallback={<ListSkeleton />}>
        {type ? <One eventType={type} /> : <All />}
      </Suspense>
    </>
  )
}

async function All() {
  const rows = await listEventTypes().catch(sayReadFailure)
  if (typeof rows === 'string') return <Failure title="The event types could not be read" reason={rows} />
  return <EventTypeList rows={rows} />
}

async function One({ eventType }: { eventType: string }) {
  const read = await Promise.all([readEventType(eventType), listLicences()]).catch(sayReadFailure)
  if (typeof read === 'string') return <Failure title="The event type could not be read" reason={read} />
  const [of, licences] = read
  return (
    <EventTypeDetail
      {...of}
      ingestUrl={ingestUrl(env().baseUrl, 'INGEST_TOKEN')}
      licences={licences.map(({ number }) => number)}
      send={sendTestEvent}
    />
  )
}
