'use client'

import { Alert, Button } from '@mantine/core'
import { IconSend2 } from '@tabler/icons-react'
import { useState, useTransition } from 'react'
import classes from '#components/deliveries/delivery.module.css'
import { type DeliveryActions, sayDeliver, type Told } from '#components/deliveries/resend-panel.tsx'
import type { ShownCall } from '#components/deliveries/shown.ts'

export type DeliverEvent = DeliveryActions['deliver']

/** For an event that did not go where its type goes by now: brings it there. */
export function DeliverNow({ call, deliver }: { call: ShownCall; deliver: DeliverEvent }) {
  const [told, setTold] = useState<Told | null>(null)
  const [isSending, startSending] = useTransition()
  const had = new Set(call.deliveries.map((delivery) => delivery.endpointId))
  const missing = call.mappedNow.filter((target) => !had.has(target.endpointId))
  const send = () =>
    startSending(async () => {
      setTold(sayDeliver(await deliver({ eventId: call.id })))
    })
  return (
    <div className={classes.resend}>
      {missing.length > 0 && (
        <Button leftSection={<IconSend2 size={16} />} onClick={send} loading={isSending}>
          Deliver now
        </Button>
      )}
      <div aria-live="polite">
        {told && (
          <Alert color={told.good ? 'teal' : 'red'} py="xs">
            {told.text}
          </Alert>
        )}
      </div>
    </div>
  )
}
