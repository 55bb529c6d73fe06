import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { DeliveryView } from '#components/deliveries/delivery-view.tsx'
import { headline } from '#components/deliveries/headline.ts'
import { ATTEMPT_PARAM } from '#components/deliveries/search-params.ts'
import { showDelivery } from '#components/deliveries/shown.ts'
import { licenceHref } from '#components/licences/licence-href.ts'
import { PageBar } from '#components/shell/page-bar.tsx'
import { hostOf } from '#components/ui/host-of.ts'
import { TextLink } from '#components/ui/text-link.tsx'
import { requireSession } from '#lib/auth/require-session.ts'
import { getDelivery } from '#lib/delivery-log/get-delivery.ts'
import { standingOf } from '#lib/delivery-log/standing-of.ts'
import { cancelDelivery, deliverEvent, resend, resendChanged } from '../actions.ts'

type Props = PageProps<'/deliveries/[id]'>

// Once for the page and its title.
const getDeliveryOnce = cache((id: string, bodyOf: number) => getDelivery(id, { bodyOf }))

async function read({ params, searchParams }: Props) {
  await requireSession()
  const attempt = Number((await searchParams)[ATTEMPT_PARAM])
  return { attempt, delivery: await getDeliveryOnce((await params).id, attempt) }
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { delivery } = await read(props)
  return { title: delivery ? `${delivery.eventType} to ${hostOf(delivery.url)}` : 'No such delivery' }
}

export default async function DeliveryPage(props: Props) {
  const { attempt, delivery } = await read(props)
  if (!delivery) notFound()
  const standing = await standingOf(delivery)
  return (
    <>
      <PageBar title={delivery.eventType}>
        <span>
          licence <TextLink href={licenceHref(delivery.licence)}>{delivery.licence}</TextLink>
          {delivery.operatorId && ` · ${delivery.operatorId}`}
        </span>
        <TextLink href="/deliveries" ml="auto">
          All deliveries
        </TextLink>
      </PageBar>
      <DeliveryView
        delivery={showDelivery(delivery, attempt)}
        requestId={randomUUID()}
        standing={standing}
        headline={headline({ ...delivery, ...standing })}
        actions={{ resend, deliver: deliverEvent, cancel: cancelDelivery, resendChanged }}
      />
    </>
  )
}
