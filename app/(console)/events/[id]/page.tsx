import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache, Suspense } from 'react'
import { CallView } from '#components/calls/call-view.tsx'
import { ReplayOthers } from '#components/calls/replay-others.tsx'
import { showCall } from '#components/deliveries/shown.ts'
import { licenceHref } from '#components/licences/licence-href.ts'
import { PageBar } from '#components/shell/page-bar.tsx'
import { Failure } from '#components/ui/failure.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { requireSession } from '#lib/auth/require-session.ts'
import { countNowhere } from '#lib/bulk/count-nowhere.ts'
import { getCall } from '#lib/delivery-log/get-call.ts'
import { sayReadFailure } from '#lib/delivery-log/read-failure.ts'
import type { CallDetail } from '#lib/delivery-log/types.ts'
import { showText } from '#lib/livechat/show-bytes.ts'
import { listLicences } from '#lib/mappings/licences.ts'
import { listEndpointNames } from '#lib/mappings/list-endpoint-names.ts'
import { deliverEvent } from '../../deliveries/actions.ts'
import { checkUrl, sendTestRequest } from '../../mappings/actions.ts'
import { planRun, startRun } from '../../runs/actions.ts'
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
        others={
          call.outcome === 'accepted' && (
            <Suspense fallback={null}>
              <Others call={call} />
            </Suspense>
          )
        }
        actions={{
          deliver: deliverEvent,
          correct: correctCall,
          mapAndDeliver,
          urls: { check: checkUrl, sendTestRequest },
        }}
      />
    </>
  )
}

/** Where its type goes to several endpoints, each of their pages replays what that one never got. */
async function Others({ call }: { call: CallDetail }) {
  const [endpoint, ...more] = call.mappedNow
  if (!endpoint || more.length > 0 || call.eventType === null) return null
  const { id, eventType } = call
  const count = await countNowhere({ id, eventType, endpointId: endpoint.endpointId }).catch(sayReadFailure)
  if (typeof count === 'string') return <Failure title="Others like it could not be counted" reason={count} />
  if (count === null || count.others === 0) return null
  return (
    <ReplayOthers
      eventType={eventType}
      endpoint={endpoint}
      count={count}
      actions={{ plan: planRun, start: startRun }}
    />
  )
}
