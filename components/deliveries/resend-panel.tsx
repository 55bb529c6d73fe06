'use client'

import { Alert, Button, Group } from '@mantine/core'
import { IconBan, IconCheck, IconCircleX, IconRefresh, IconSend2 } from '@tabler/icons-react'
import { useState, useTransition } from 'react'
import { sayDuration } from '#components/ui/duration.ts'
import { hostOf } from '#components/ui/host-of.ts'
import type { ActionResult } from '#lib/action-result.ts'
import type { ResendNowOutcome } from '#lib/dispatch/attempt-now.ts'
import type { CancelDeliveryOutcome } from '#lib/dispatch/cancel-delivery.ts'
import type { DeliverEventOutcome } from '#lib/ingest/deliver-event.ts'
import classes from './delivery.module.css'
import { EditAndResend } from './edit/edit-and-resend.tsx'
import type { ResendChanged } from './edit/edit-form.tsx'
import { sayLater } from './say-lane.ts'
import type { ShownDelivery } from './shown.ts'

export type DeliveryActions = {
  resendChanged: ResendChanged
  resend: (input: { deliveryId: string }) => Promise<ActionResult<{ outcome: ResendNowOutcome }>>
  cancel: (input: { deliveryId: string }) => Promise<ActionResult<{ outcome: CancelDeliveryOutcome }>>
  deliver: (input: { eventId: string }) => Promise<ActionResult<{ outcome: DeliverEventOutcome }>>
}

export type Told = { good: boolean; text: string }

function sayResend(result: ActionResult<{ outcome: ResendNowOutcome }>): Told {
  if (!result.ok) return { good: false, text: result.message }
  const { outcome } = result
  if (outcome.outcome === 'already on its way')
    return { good: true, text: 'It is on its way already; nothing was sent twice.' }
  if (outcome.outcome === 'held')
    return { good: true, text: 'Its endpoint is paused: it goes out when the endpoint is resumed.' }
  if (outcome.outcome === 'unknown delivery')
    return { good: false, text: 'This delivery is not there any more.' }
  const took = `in ${sayDuration(outcome.durationMs)}`
  if (outcome.status === 'succeeded')
    return { good: true, text: `Succeeded: answered ${outcome.lastStatus} ${took}.` }
  return { good: false, text: outcome.lastError ?? `It failed ${took}.` }
}

function sayCancel(result: ActionResult<{ outcome: CancelDeliveryOutcome }>): Told {
  if (!result.ok) return { good: false, text: result.message }
  const { outcome } = result.outcome
  if (outcome === 'cancelled') return { good: true, text: 'Cancelled: nothing more is sent.' }
  if (outcome === 'under way')
    return {
      good: false,
      text: 'An attempt is under way and may arrive. Cancel once its outcome is known.',
    }
  if (outcome === 'ended already')
    return { good: false, text: 'It has ended meanwhile; there is nothing to cancel.' }
  return { good: false, text: 'This delivery is not there any more.' }
}

export function sayDeliver(result: ActionResult<{ outcome: DeliverEventOutcome }>): Told {
  if (!result.ok) return { good: false, text: result.message }
  const { outcome } = result.outcome
  if (outcome === 'queued')
    return { good: true, text: 'Handed to the dispatcher: see the event for its deliveries.' }
  if (outcome === 'nothing new')
    return { good: true, text: 'Every endpoint that it is mapped to has a delivery of it already.' }
  if (outcome === 'nothing mapped')
    return { good: false, text: 'Nothing is mapped for this event type any more.' }
  return { good: false, text: 'This event is not there any more.' }
}

/** Resend, cancel what still waits, and, when the event type goes elsewhere by now, deliver it there too. */
export function ResendPanel({
  delivery,
  requestId,
  later,
  actions,
}: {
  delivery: ShownDelivery
  /** Of a changed resend that is asked for from this page. */
  requestId: string
  /** So many wait for this one. */
  later: number
  actions: DeliveryActions
}) {
  const [told, setTold] = useState<Told | null>(null)
  const [isAsked, setAsked] = useState(false)
  const [isSending, startSending] = useTransition()
  const elsewhere = delivery.mappedNow.filter((target) => target.endpointId !== delivery.endpointId)
  const isStillMapped = delivery.mappedNow.length > elsewhere.length
  const run = (work: () => Promise<Told>) => {
    setTold(null)
    startSending(async () => setTold(await work()))
  }
  const isOpen = delivery.status === 'pending' || delivery.status === 'held'
  const cancel = () =>
    run(async () => {
      const said = sayCancel(await actions.cancel({ deliveryId: delivery.id }))
      setAsked(false)
      return said
    })
  const resend = () => run(async () => sayResend(await actions.resend({ deliveryId: delivery.id })))
  const deliver = () => run(async () => sayDeliver(await actions.deliver({ eventId: delivery.eventId })))
  return (
    <div className={classes.resend}>
      <Group gap="xs" justify="flex-end">
        {!isStillMapped && elsewhere.length > 0 && (
          <Button
            variant="default"
            leftSection={<IconSend2 size={16} />}
            onClick={deliver}
            disabled={isSending}
          >
            Deliver to {elsewhere.map((target) => hostOf(target.url)).join(', ')}
          </Button>
        )}
        {isOpen && !isAsked && (
          <Button
            variant="default"
            leftSection={<IconBan size={16} />}
            onClick={() => setAsked(true)}
            disabled={isSending}
          >
            Cancel delivery
          </Button>
        )}
        {delivery.endpoint && (
          <EditAndResend delivery={delivery} requestId={requestId} resendChanged={actions.resendChanged} />
        )}
        <Button
          leftSection={<IconRefresh size={16} />}
          onClick={resend}
          loading={isSending && !isAsked}
          disabled={isAsked}
          data-resend=""
        >
          Resend
        </Button>
      </Group>
      {isOpen && isAsked && (
        <div className={classes.confirm} role="alertdialog" aria-label="Cancel this delivery">
          <span>
            Cancel it? Nothing more is sent.
            {later > 0 && ` The ${sayLater(later)} behind it go on.`}
          </span>
          <Button variant="default" size="compact-xs" onClick={() => setAsked(false)}>
            Leave it
          </Button>
          <Button color="red" size="compact-xs" loading={isSending} onClick={cancel}>
            Cancel it
          </Button>
        </div>
      )}
      {!isStillMapped && (
        <p className={classes.note}>
          {elsewhere.length > 0
            ? `${delivery.eventType} of ${delivery.licence} goes to another endpoint by now. Resend still goes to ${hostOf(delivery.url)}.`
            : `${delivery.eventType} of ${delivery.licence} is no longer mapped. Resend still goes to ${hostOf(delivery.url)}.`}
        </p>
      )}
      <div aria-live="polite">
        {told && (
          <Alert
            color={told.good ? 'teal' : 'red'}
            icon={told.good ? <IconCheck size={18} /> : <IconCircleX size={18} />}
            py="xs"
          >
            {told.text}
          </Alert>
        )}
      </div>
    </div>
  )
}
