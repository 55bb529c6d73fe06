'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import type { DeliveryDetail } from '#lib/delivery-log/types.ts'
import { AttemptLine } from './attempt-line.tsx'
import { AttemptTabs } from './attempt-tabs.tsx'
import classes from './delivery.module.css'
import { DeliveryFacts } from './delivery-facts.tsx'
import { DeliveryHead } from './delivery-head.tsx'
import type { DeliveryActions } from './resend-panel.tsx'

/** While something is to happen, the page is read anew that often once it is due. */
const FOLLOW_MS = 1500

/** Reads a pending delivery anew from the moment when its next attempt is due. */
function useFollow(delivery: DeliveryDetail): void {
  const router = useRouter()
  const { status, nextAttemptAt } = delivery
  useEffect(() => {
    if (status !== 'pending') return
    const timer = setInterval(() => {
      const isDue = nextAttemptAt === null || Date.parse(nextAttemptAt) <= Date.now()
      if (isDue && document.visibilityState === 'visible') router.refresh()
    }, FOLLOW_MS)
    return () => clearInterval(timer)
  }, [status, nextAttemptAt, router])
}

/** A delivery: what happened, its attempts, both sides of the chosen one, and the way to send it again. */
export function DeliveryView({ delivery, actions }: { delivery: DeliveryDetail; actions: DeliveryActions }) {
  useFollow(delivery)
  const attempts = delivery.attemptList
  // null follows the newest attempt; a chosen one stays.
  const [chosen, setChosen] = useState<number | null>(null)
  const selected = chosen ?? attempts.length - 1
  const isWaiting = delivery.status === 'pending' && attempts.every((attempt) => attempt.finishedAt !== null)
  return (
    <div className={classes.page}>
      <DeliveryHead delivery={delivery} actions={actions} />
      {attempts.length > 0 && (
        <AttemptLine
          attempts={attempts}
          nextAttemptAt={isWaiting ? delivery.nextAttemptAt : null}
          selected={selected}
          onSelect={(index) => setChosen(index === attempts.length - 1 ? null : index)}
        />
      )}
      <div className={classes.columns}>
        <AttemptTabs
          key={attempts[selected]?.id ?? 'none'}
          delivery={delivery}
          attempt={attempts[selected]}
        />
        <DeliveryFacts delivery={delivery} />
      </div>
    </div>
  )
}
