import { Anchor } from '@mantine/core'
import Link from 'next/link'
import { ClientFact } from '#components/chats/client-fact.tsx'
import { licenceHref } from '#components/licences/licence-href.ts'
import { LocalTime } from '#components/ui/local-time.tsx'
import { showUrl } from '#components/ui/shown-url.ts'
import classes from './delivery.module.css'
import { MappedBy } from './mapped-by.tsx'
import type { ShownDelivery } from './shown.ts'

/** Where a delivery comes from and goes to. */
export function DeliveryFacts({ delivery }: { delivery: ShownDelivery }) {
  return (
    <aside className={classes.facts} aria-label="Facts">
      <dl>
        <dt>Event</dt>
        <dd>
          <Anchor component={Link} href={`/events/${delivery.eventId}`}>
            <code>{delivery.eventType}</code>
          </Anchor>
        </dd>
        <dt>Licence</dt>
        <dd>
          <Anchor component={Link} href={licenceHref(delivery.licence)}>
            {delivery.licence}
          </Anchor>
        </dd>
        <ClientFact {...delivery} />
        <dt>Endpoint</dt>
        <dd className={classes.url}>
          <Anchor component={Link} href={`/endpoints/${delivery.endpointId}`}>
            {showUrl(delivery.endpoint?.url ?? delivery.url)}
          </Anchor>
        </dd>
        {delivery.isElsewhere && (
          <>
            <dt>Sent elsewhere</dt>
            <dd className={classes.url}>{showUrl(delivery.url)}</dd>
          </>
        )}
        {delivery.maker && <MappedBy maker={delivery.maker} />}
        <dt>Received</dt>
        <dd>
          <LocalTime at={delivery.receivedAt} withDay withMs />
        </dd>
        <dt>Chat server</dt>
        <dd>{delivery.chatServer?.name ?? 'test event from the console'}</dd>
        {delivery.remoteAddress && (
          <>
            <dt>Called from</dt>
            <dd>{delivery.remoteAddress}</dd>
          </>
        )}
        <dt>webhook-id</dt>
        <dd>
          <code className={classes.url}>{delivery.id}</code>
        </dd>
      </dl>
    </aside>
  )
}
