'use client'

import { Countdown } from '#components/ui/countdown.tsx'
import { StatusBadge } from '#components/ui/status-badge.tsx'
import type { DeliveryDetail } from '#lib/delivery-log/types.ts'
import classes from './delivery.module.css'
import { headline } from './headline.ts'
import { type DeliveryActions, ResendPanel } from './resend-panel.tsx'

/** The sentence of a delivery, and what can be done about it. */
export function DeliveryHead({ delivery, actions }: { delivery: DeliveryDetail; actions: DeliveryActions }) {
  const isUnderWay = delivery.attemptList.some((attempt) => attempt.finishedAt === null)
  const { happened, next } = headline({ ...delivery, isUnderWay })
  return (
    <section className={classes.head}>
      <div>
        <StatusBadge status={delivery.status} />
        <h2 className={classes.headline}>
          {happened}
          {next && (
            <>
              {' '}
              {next}
              {delivery.status === 'pending' && delivery.nextAttemptAt && (
                <>
                  {' '}
                  <span className={classes.accent}>
                    <Countdown to={delivery.nextAttemptAt} before="in " />
                  </span>
                  .
                </>
              )}
            </>
          )}
        </h2>
      </div>
      <ResendPanel delivery={delivery} actions={actions} />
    </section>
  )
}
