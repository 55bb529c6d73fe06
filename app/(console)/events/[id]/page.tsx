import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { CallView } from '#components/calls/call-view.tsx'
import { showCall } from '#components/deliveries/shown.ts'
import { licenceHref } from '#components/licences/licence-href.ts'
import { PageBar } from '#components/shell/page-bar.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { requireSession } from '#lib/auth/require-session.ts'
import { getCall } from '#lib/delivery-log/get-call.ts'
import { deliverEvent } from '../../deliveries/actions.ts'

export const metadata: Metadata = { title: 'Event' }

export default async function EventPage({ params }: PageProps<'/events/[id]'>) {
  await requireSession()
  const call = await getCall((await params).id)
  if (!call) notFound()
  return (
    <>
      <PageBar title={call.eventType ?? 'Rejected call'}>
        {call.licence && (
          <span>
            licence <TextLink href={licenceHref(call.licence)}>{call.licence}</TextLink>
          </span>
        )}
        <TextLink href="/events" ml="auto">
          All events
        </TextLink>
      </PageBar>
      <CallView call={showCall(call)} deliver={deliverEvent} />
    </>
  )
}
