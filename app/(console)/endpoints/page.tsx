import { IconTargetArrow } from '@tabler/icons-react'
import type { Metadata } from 'next'
import { EndpointList } from '#components/endpoints/endpoint-list.tsx'
import { PageBar } from '#components/shell/page-bar.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { requireSession } from '#lib/auth/require-session.ts'
import { listEndpoints } from '#lib/mappings/list-endpoints.ts'
import { pauseEndpoint, removeEndpoint, resumeEndpoint } from './actions.ts'

export const metadata: Metadata = { title: 'Endpoints' }

export default async function EndpointsPage() {
  await requireSession()
  const endpoints = await listEndpoints()
  return (
    <>
      <PageBar title="Endpoints" />
      {endpoints.length === 0 ? (
        <EmptyState icon={IconTargetArrow} title="There is no endpoint yet.">
          An endpoint is a URL that events go to. It comes with its first mapping:{' '}
          <TextLink href="/mappings">map an event type</TextLink> or{' '}
          <TextLink href="/config">import lc_serv.cfg</TextLink>.
        </EmptyState>
      ) : (
        <EndpointList
          endpoints={endpoints}
          actions={{ pause: pauseEndpoint, resume: resumeEndpoint, remove: removeEndpoint }}
        />
      )}
    </>
  )
}
