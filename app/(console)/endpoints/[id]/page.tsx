import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache, Suspense } from 'react'
import { EndpointHistoryCharts } from '#components/endpoints/endpoint-history.tsx'
import { EndpointView } from '#components/endpoints/endpoint-view.tsx'
import { FailingReasonList } from '#components/endpoints/failing-reasons.tsx'
import { BeingRead, PastPanel } from '#components/endpoints/past-panel.tsx'
import { loadEndpointPageParams } from '#components/endpoints/search-params.ts'
import { PageBar } from '#components/shell/page-bar.tsx'
import { Failure } from '#components/ui/failure.tsx'
import { hostOf } from '#components/ui/host-of.ts'
import { showUrl } from '#components/ui/shown-url.ts'
import { TextLink } from '#components/ui/text-link.tsx'
import { requireSession } from '#lib/auth/require-session.ts'
import { sayReadFailure } from '#lib/delivery-log/read-failure.ts'
import { endpointHistory } from '#lib/endpoints/endpoint-history.ts'
import { failingReasons } from '#lib/endpoints/failing-reasons.ts'
import { getEndpoint } from '#lib/endpoints/get-endpoint.ts'
import type { HistoryRange } from '#lib/endpoints/history-ranges.ts'
import { VERSION } from '#lib/version.ts'
import { planRun, startRun } from '../../runs/actions.ts'
import {
  endSigning,
  pauseEndpoint,
  resumeEndpoint,
  rotateSigningKey,
  setCredentials,
  setHeaders,
  takeBackPause,
  takeBackResume,
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
  const { range } = await loadEndpointPageParams(props.searchParams)
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
        past={
          <PastPanel
            history={
              <Suspense fallback={<BeingRead />}>
                <History id={endpoint.id} range={range} />
              </Suspense>
            }
            reasons={
              <Suspense fallback={<BeingRead />}>
                <Reasons id={endpoint.id} range={range} />
              </Suspense>
            }
          />
        }
        actions={{
          update: updateEndpoint,
          pause: pauseEndpoint,
          takeBackPause,
          resume: resumeEndpoint,
          takeBackResume,
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

type Past = { id: string; range: HistoryRange }

async function History({ id, range }: Past) {
  const history = await endpointHistory(id, range).catch(sayReadFailure)
  if (typeof history === 'string') return <Failure title="The charts could not be read" reason={history} />
  return <EndpointHistoryCharts history={history} range={range} />
}

async function Reasons({ id, range }: Past) {
  const found = await failingReasons(id, range).catch(sayReadFailure)
  if (typeof found === 'string') return <Failure title="The reasons could not be read" reason={found} />
  return <FailingReasonList endpointId={id} range={range} found={found} />
}
