import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
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

type Props = PageProps<'/events/[id]'>

// Once for the page and its title.
const getCallOnce = cache((id: string) => getCall(id).catch(sayReadFailure))

async function read({ params }: Props) {
  await requireSession()
  return getCallOnce((await params).id)
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const call = await read(props)
  if (call === null) return { title: 'No such event' }
  if (typeof call === 'string') return { title: 'Event' }
  return { title: call.outcome === 'rejected' ? 'Rejected call' : `Event ${showText(call.eventType ?? '')}` }
}

export default async function EventPage(props: Props) {
  const call = await read(props)
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
