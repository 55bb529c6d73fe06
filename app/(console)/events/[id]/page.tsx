import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { CallView } from '#components/calls/call-view.tsx'
import { showCall } from '#components/deliveries/shown.ts'
import { licenceHref } from '#components/licences/licence-href.ts'
import { PageBar } from '#components/shell/page-bar.tsx'
import { Failure } from '#components/ui/failure.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { requireSession } from '#lib/auth/require-session.ts'
import { getCall } from '#lib/delivery-log/get-call.ts'
import { sayReadFailure } from '#lib/delivery-log/read-failure.ts'
import { showText } from '#lib/livechat/show-bytes.ts'
import { listLicences } from '#lib/mappings/licences.ts'
import { listEndpointNames } from '#lib/mappings/list-endpoint-names.ts'
import { deliverEvent } from '../../deliveries/actions.ts'
import { correctCall, mapAndDeliver } from '../actions.ts'

export const metadata: Metadata = { title: 'Event' }

export default async function EventPage({ params }: PageProps<'/events/[id]'>) {
  await requireSession()
  const call = await getCall((await params).id).catch(sayReadFailure)
  if (!call) notFound()
  if (typeof call === 'string') return <Failure title="The event could not be read" reason={call} />
  const isCorrectable = call.correctable !== null && call.correctedAs === null
  const goesNowhere = call.outcome === 'accepted' && call.mappedNow.length === 0
  const [licences, endpoints] = await Promise.all([
    isCorrectable ? listLicences() : [],
    goesNowhere ? listEndpointNames() : [],
  ])
  return (
    <>
      <PageBar title={call.outcome === 'rejected' ? 'Rejected call' : showText(call.eventType ?? '')}>
        {call.licence && (
          <span>
            licence <TextLink href={licenceHref(call.licence)}>{showText(call.licence)}</TextLink>
          </span>
        )}
        <TextLink href="/events" ml="auto">
          All events
        </TextLink>
      </PageBar>
      <CallView
        call={showCall(call)}
        licences={licences.map(({ number }) => number)}
        endpoints={endpoints.map(({ url }) => url)}
        actions={{ deliver: deliverEvent, correct: correctCall, mapAndDeliver }}
      />
    </>
  )
}
