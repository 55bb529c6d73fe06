'use client'

import { Countdown } from '#components/ui/countdown.tsx'
import { StatusBadge } from '#components/ui/status-badge.tsx'
import classes from './delivery.module.css'
import type { Headline } from './headline.ts'
import { type DeliveryActions, ResendPanel } from './resend-panel.tsx'
import type { ShownDelivery, Standing } from './shown.ts'
import { StandingNote } from './standing-note.tsx'

/** The sentence of a delivery, and what can be done about it. */
export function DeliveryHead({
  delivery,
  requestId,
  standing,
  headline,
  actions,
}: {
  delivery: ShownDelivery
  requestId: string
  standing: Standing
  headline: Headline
  actions: DeliveryActions
}) {
  const { happened, next, at } = headline
  return (
    <section className={classes.head}>
      <div>
        <StatusBadge status={delivery.status} />
        {delivery.isTest && <span className={classes.mark}>Test event</span>}
        <h2 className={classes.headline}>
          {happened}
          {next && ` ${next}`}
          {at && (
            <>
              {' '}
              <span className={classes.accent} data-status={delivery.status}>
                <Countdown to={at} before="in " />
              </span>
              .
            </>
          )}
        </h2>
        <StandingNote delivery={delivery} lane={standing.lane} />
      </div>
      <ResendPanel
        delivery={delivery}
        requestId={requestId}
        later={standing.lane?.later ?? 0}
        actions={actions}
      />
    </section>
  )
}
