'use client'

import { parseAsInteger, useQueryState } from 'nuqs'
import { useTransition } from 'react'
import { Follow } from '#components/log/follow.tsx'
import { AttemptLine } from './attempt-line.tsx'
import { AttemptTabs } from './attempt-tabs.tsx'
import { DeedList } from './deed-list.tsx'
import classes from './delivery.module.css'
import { DeliveryFacts } from './delivery-facts.tsx'
import { DeliveryHead } from './delivery-head.tsx'
import { ChangeNote } from './edit/change-note.tsx'
import type { Headline } from './headline.ts'
import type { DeliveryActions } from './resend-panel.tsx'
import { ATTEMPT_PARAM } from './search-params.ts'
import type { ShownDelivery, Standing } from './shown.ts'

/** When there will be something new: nobody knows when a pause ends. */
function followed({ status, nextAttemptAt }: ShownDelivery, { health }: Standing): (string | null)[] {
  if (status === 'pending') return [nextAttemptAt]
  return status === 'held' && health !== null && health.pausedAt === null ? [health.probeAt] : []
}

type Shown = {
  delivery: ShownDelivery
  requestId: string
  standing: Standing
  headline: Headline
  actions: DeliveryActions
}

/** A delivery as a page: the attempt that is looked at stands in the address. */
export function DeliveryView(props: Shown) {
  const [isReading, startReading] = useTransition()
  const [attempt, setAttempt] = useQueryState(
    ATTEMPT_PARAM,
    parseAsInteger.withOptions({ shallow: false, startTransition: startReading }),
  )
  return <DeliveryBody {...props} attempt={attempt} onAttempt={setAttempt} isReading={isReading} />
}

/** A delivery: what happened, its attempts, both sides of the chosen one, and the way to send it again. */
export function DeliveryBody({
  delivery,
  requestId,
  standing,
  headline,
  actions,
  attempt: chosen,
  onAttempt,
  isReading,
  onDue,
}: Shown & {
  /** null: the newest. */
  attempt: number | null
  onAttempt: (number: number | null) => void
  isReading: boolean
  /** Reads it anew; without it the page is. */
  onDue?: () => void
}) {
  const { attemptList, attempt, status, nextAttemptAt } = delivery
  const newest = attemptList.at(-1)
  const isWaiting = status === 'pending' && newest?.finishedAt !== null
  return (
    <div className={classes.page}>
      <Follow due={followed(delivery, standing)} {...(onDue && { onDue })} />
      <DeliveryHead
        delivery={delivery}
        requestId={requestId}
        standing={standing}
        headline={headline}
        actions={actions}
      />
      <ChangeNote delivery={delivery} />
      {newest && (
        <AttemptLine
          attempts={attemptList}
          nextAttemptAt={isWaiting ? nextAttemptAt : null}
          selected={chosen ?? attempt?.number ?? null}
          // Without a number in the address the page follows the newest one.
          onSelect={(number) => onAttempt(number === newest.number ? null : number)}
        />
      )}
      <DeedList delivery={delivery} standing={standing} />
      <div className={classes.columns} aria-busy={isReading}>
        <AttemptTabs delivery={delivery} />
        <DeliveryFacts delivery={delivery} />
      </div>
    </div>
  )
}
