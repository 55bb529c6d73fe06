import { IconSearchOff, IconTargetArrow } from '@tabler/icons-react'
import type { Metadata } from 'next'
import type { inferParserType } from 'nuqs/server'
import { Suspense } from 'react'
import { EndpointFilters } from '#components/endpoints/endpoint-filters.tsx'
import { EndpointList } from '#components/endpoints/endpoint-list.tsx'
import {
  type endpointParams,
  endpointsHref,
  loadEndpointParams,
} from '#components/endpoints/search-params.ts'
import { ListSkeleton } from '#components/log/list-skeleton.tsx'
import { LiveSwitch } from '#components/log/live-switch.tsx'
import { Pager } from '#components/log/pager.tsx'
import { PageBar } from '#components/shell/page-bar.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Failure } from '#components/ui/failure.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { requireSession } from '#lib/auth/require-session.ts'
import { sayReadFailure } from '#lib/delivery-log/read-failure.ts'
import { listEndpointPage } from '#lib/endpoints/list-endpoint-page.ts'
import { pauseEndpoint, removeEndpoint, resumeEndpoint, takeBackPause, takeBackResume } from './actions.ts'

export const metadata: Metadata = { title: 'Endpoints' }

type Params = inferParserType<typeof endpointParams>

export default async function EndpointsPage({ searchParams }: PageProps<'/endpoints'>) {
  await requireSession()
  const params = await loadEndpointParams(searchParams)
  return (
    <>
      <PageBar title="Endpoints" actions={<LiveSwitch isNewest />} />
      <EndpointFilters />
      <Suspense fallback={<ListSkeleton />}>
        <List params={params} />
      </Suspense>
    </>
  )
}

async function List({ params }: { params: Params }) {
  const given = Object.fromEntries(Object.entries(params).filter(([, value]) => value))
  const page = await listEndpointPage(given).catch(sayReadFailure)
  if (typeof page === 'string') return <Failure title="The list could not be read" reason={page} />
  if (page.rows.length === 0) return <Nothing isNarrowed={Object.keys(given).length > 0} />
  const href = (cursor: Partial<Params>) =>
    endpointsHref('/endpoints', { ...params, before: null, after: null, ...cursor })
  return (
    <>
      <EndpointList
        endpoints={page.rows}
        actions={{
          pause: pauseEndpoint,
          takeBackPause,
          resume: resumeEndpoint,
          takeBackResume,
          remove: removeEndpoint,
        }}
      />
      <Pager
        before={{ label: 'Previous', href: page.newer && href({ after: page.newer }) }}
        after={{ label: 'Next', href: page.older && href({ before: page.older }) }}
      />
    </>
  )
}

function Nothing({ isNarrowed }: { isNarrowed: boolean }) {
  if (isNarrowed) {
    return (
      <EmptyState icon={IconSearchOff} title="No endpoint matches">
        Search for another part of its URL, or <TextLink href="/endpoints">show all endpoints</TextLink>.
      </EmptyState>
    )
  }
  return (
    <EmptyState icon={IconTargetArrow} title="There is no endpoint yet">
      An endpoint is a URL that events go to. It comes with its first mapping:{' '}
      <TextLink href="/mappings">map an event type</TextLink> or{' '}
      <TextLink href="/config">import lc_serv.cfg</TextLink>.
    </EmptyState>
  )
}
