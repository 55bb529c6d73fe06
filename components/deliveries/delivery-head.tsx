'use client'

import { Countdown } from '#components/ui/countdown.tsx'
import { StatusBadge } from '#components/ui/status-badge.tsx'
import classes from './delivery.module.css'
import type { Headline } from './headline.ts'
import { type DeliveryActions, ResendPanel } from './resend-panel.tsx'
import type { ShownDelivery } from './shown.ts'

/** The sentence of a delivery, and what can be done about it. */
export function DeliveryHead({
  delivery,
  headline,
  actions,
}: {
  delivery: ShownDelivery
  headline: Headline
  actions: DeliveryActions
}) {
  const { happened, next, isTimed } = headline
  return (
    <section className={classes.head}>
      <div>
        <StatusBadge status={delivery.status} />
        <h2 className={classes.headline}>
          {happened}
          {next && ` ${next}`}
          {isTimed && delivery.nextAttemptAt && (
            <>
              {' '}
              <span className={classes.accent}>
                <Countdown to={delivery.nextAttemptAt} before="in " />
              </span>
              .
            </>
          )}
        </h2>
      </div>
      <ResendPanel delivery={delivery} actions={actions} />
    </section>
  )
}
