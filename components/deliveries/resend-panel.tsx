'use client'

import { Alert, Button, Group } from '@mantine/core'
import { IconCheck, IconCircleX, IconRefresh, IconSend2 } from '@tabler/icons-react'
import { useState, useTransition } from 'react'
import { sayDuration } from '#components/ui/duration.ts'
import { hostOf } from '#components/ui/host-of.ts'
import type { ActionResult } from '#lib/action-result.ts'
import type { ResendNowOutcome } from '#lib/dispatch/attempt-now.ts'
import type { DeliverEventOutcome } from '#lib/ingest/deliver-event.ts'
import classes from './delivery.module.css'
import type { ShownDelivery } from './shown.ts'

export type DeliveryActions = {
  resend: (input: { deliveryId: string }) => Promise<ActionResult<{ outcome: ResendNowOutcome }>>
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
    return { good: true, text: `Arrived: answered ${outcome.lastStatus} ${took}.` }
  return { good: false, text: outcome.lastError ?? `It failed ${took}.` }
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

/** Resend, and, when the event type goes elsewhere by now, deliver it there too. */
export function ResendPanel({ delivery, actions }: { delivery: ShownDelivery; actions: DeliveryActions }) {
  const [told, setTold] = useState<Told | null>(null)
  const [isSending, startSending] = useTransition()
  const elsewhere = delivery.mappedNow.filter((target) => target.endpointId !== delivery.endpointId)
  const isStillMapped = delivery.mappedNow.length > elsewhere.length
  const run = (work: () => Promise<Told>) => {
    setTold(null)
    startSending(async () => setTold(await work()))
  }
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
        <Button leftSection={<IconRefresh size={16} />} onClick={resend} loading={isSending}>
          Resend
        </Button>
      </Group>
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
