import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { EndpointView } from '#components/endpoints/endpoint-view.tsx'
import { PageBar } from '#components/shell/page-bar.tsx'
import { hostOf } from '#components/ui/host-of.ts'
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

type Props = PageProps<'/endpoints/[id]'>

// Once for the page and its title.
const getEndpointOnce = cache(getEndpoint)

async function read({ params }: Props) {
  await requireSession()
  return getEndpointOnce((await params).id)
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const endpoint = await read(props)
  return { title: endpoint ? `Endpoint ${hostOf(endpoint.settings.url)}` : 'No such endpoint' }
}

export default async function EndpointPage(props: Props) {
  const endpoint = await read(props)
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
