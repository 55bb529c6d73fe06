import type { ReactNode } from 'react'
import { callsHref } from '#components/calls/search-params.ts'
import { chatsHref } from '#components/chats/search-params.ts'
import { deliveriesHref } from '#components/deliveries/search-params.ts'
import { TextLink } from '#components/ui/text-link.tsx'
import type { LicenceDetail } from '#lib/licences/get-licence.ts'
import { AgentTable } from './agent-table.tsx'
import { LicenceFacts } from './licence-facts.tsx'
import classes from './licences.module.css'
import { PrivateChats } from './private-chats.tsx'
import { sayLicence } from './say-licence.ts'

/** A licence: what its newest events told, where its events go, and what came of them. `now` in ms since 1970. */
export function LicenceView({
  licence,
  now,
  mappings,
  log,
}: {
  licence: LicenceDetail
  now: number
  mappings: ReactNode
  log: ReactNode
}) {
  const licences = [licence.number]
  return (
    <div className={classes.page}>
      <section>
        <h2 className={classes.headline}>{sayLicence(licence)}</h2>
        <p className={classes.note}>
          As told by the newest event of each kind, by the time at which it came. What no event has told since
          may have changed.
        </p>
        <nav className={classes.links} aria-label="Of this licence">
          <TextLink href={deliveriesHref('/deliveries', { licence: licences })}>Deliveries</TextLink>
          <TextLink href={callsHref('/events', { licence: licences })}>Events</TextLink>
          <TextLink href={chatsHref('/chats', { licence: licences })} prefetch={false}>
            Chats
          </TextLink>
          <TextLink href={`/mappings?licence=${encodeURIComponent(licence.number)}`}>Mappings</TextLink>
        </nav>
      </section>
      <div className={classes.columns}>
        <div>
          <AgentTable licence={licence} />
          <PrivateChats licence={licence} />
          {mappings}
        </div>
        <LicenceFacts licence={licence} now={now} />
      </div>
      {log}
    </div>
  )
}
