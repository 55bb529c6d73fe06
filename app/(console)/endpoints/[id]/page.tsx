import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { EndpointView } from '#components/endpoints/endpoint-view.tsx'
import { PageBar } from '#components/shell/page-bar.tsx'
import { showUrl } from '#components/ui/shown-url.ts'
import { TextLink } from '#components/ui/text-link.tsx'
import { requireSession } from '#lib/auth/require-session.ts'
import { getEndpoint } from '#lib/endpoints/get-endpoint.ts'
import { VERSION } from '#lib/version.ts'
import { planRun, startRun } from '../../runs/actions.ts'
import {
  endSigning,
  pauseEndpoint,
  resumeEndpoint,
  rotateSigningKey,
  setCredentials,
  setHeaders,
  updateEndpoint,
} from '../actions.ts'

export const metadata: Metadata = { title: 'Endpoint' }

export default async function EndpointPage({ params }: PageProps<'/endpoints/[id]'>) {
  await requireSession()
  const endpoint = await getEndpoint((await params).id)
  if (!endpoint) notFound()
  return (
    <>
      <PageBar title={showUrl(endpoint.settings.url)}>
        <TextLink href="/endpoints" ml="auto">
          All endpoints
        </TextLink>
      </PageBar>
      <EndpointView
        endpoint={endpoint}
        version={VERSION}
        now={new Date().toISOString()}
        actions={{
          update: updateEndpoint,
          pause: pauseEndpoint,
          resume: resumeEndpoint,
          setHeaders,
          setCredentials,
          rotateSigningKey,
          endSigning,
          bulk: { plan: planRun, start: startRun },
        }}
      />
    </>
  )
}
