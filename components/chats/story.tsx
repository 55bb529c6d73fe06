'use client'

import { Checkbox, Group } from '@mantine/core'
import Link from 'next/link'
import { useState } from 'react'
import { sayLastAnswer } from '#components/deliveries/last-answer.ts'
import { AttemptPips } from '#components/ui/attempt-pips.tsx'
import { EndpointUrl } from '#components/ui/endpoint-url.tsx'
import { LocalTime } from '#components/ui/local-time.tsx'
import { StatusBadge } from '#components/ui/status-badge.tsx'
import { sayLength, sayStep } from '#lib/chats/say-chat.ts'
import type { Step } from '#lib/chats/story.ts'
import type { ListedDelivery } from '#lib/delivery-log/types.ts'
import { showText } from '#lib/livechat/show-bytes.ts'
import classes from './chats.module.css'

/** What happened in a chat, step by step, with the deliveries beside each event. */
export function Story({
  place,
  steps,
  deliveries,
}: {
  place: string
  steps: Step[]
  deliveries: ListedDelivery[]
}) {
  const [withDeliveries, setDeliveries] = useState(true)
  const [withStates, setStates] = useState(true)
  const shown = steps.filter(({ kind }) => withStates || kind !== 'agent state')
  const hasStates = steps.some(({ kind }) => kind === 'agent state')
  return (
    <section className={classes.story} aria-label={`What happened${place}`}>
      <Group gap="md" className={classes.switches}>
        <Checkbox
          label="Deliveries"
          checked={withDeliveries}
          onChange={(event) => setDeliveries(event.currentTarget.checked)}
        />
        {hasStates && (
          <Checkbox
            label="Agents’ states meanwhile"
            checked={withStates}
            onChange={(event) => setStates(event.currentTarget.checked)}
          />
        )}
      </Group>
      <ol className={classes.steps}>
        {shown.map((step, at) => (
          <StepItem
            key={step.event.id}
            step={step}
            before={shown[at - 1]}
            deliveries={withDeliveries ? deliveries.filter(({ eventId }) => eventId === step.event.id) : null}
          />
        ))}
      </ol>
      <p className={classes.remark}>{sayOrder(steps)}</p>
    </section>
  )
}

function StepItem(props: { step: Step; before: Step | undefined; deliveries: ListedDelivery[] | null }) {
  const { step, before, deliveries } = props
  const { event, kind } = step
  const gap = before && Date.parse(event.receivedAt) - Date.parse(before.event.receivedAt)
  return (
    <li className={classes.step} data-kind={kind}>
      <span className={classes.when}>
        <LocalTime at={event.receivedAt} />
        {gap !== undefined && gap >= 1000 && <span className={classes.dimmed}>{sayLength(gap)}</span>}
      </span>
      <span className={classes.dot} aria-hidden="true" />
      <div className={classes.what}>
        <div className={classes.line}>
          <span className={kind === 'agent state' ? classes.quiet : classes.sentence}>
            {showText(sayStep(step))}
          </span>
          <Link href={`/events/${event.id}`} className={classes.type}>
            {showText(event.eventType)}
          </Link>
        </div>
        {step.isRepeat && <p className={classes.odd}>The same bytes came before in this chat.</p>}
        {step.isLate && (
          <p className={classes.odd}>It was brought in later; here it stands where it happened.</p>
        )}
        {deliveries && kind !== 'agent state' && <DeliveriesOf deliveries={deliveries} event={event} />}
      </div>
    </li>
  )
}

function DeliveriesOf(props: { deliveries: ListedDelivery[]; event: Step['event'] }) {
  const { deliveries, event } = props
  if (deliveries.length === 0) {
    return <p className={classes.nowhere}>{sayNothing(event)}</p>
  }
  return (
    <ul className={classes.deliveries}>
      {deliveries.map((delivery) => (
        <li key={delivery.id}>
          <Link href={`/deliveries/${delivery.id}`} className={classes.delivery}>
            <span className={classes.endpoint}>
              <EndpointUrl url={delivery.url} />
            </span>
            <span>{sayLastAnswer(delivery)}</span>
            <AttemptPips delivery={delivery} />
            <StatusBadge status={delivery.status} />
          </Link>
        </li>
      ))}
    </ul>
  )
}

function sayNothing({ mapped, muted }: Step['event']): string {
  if (muted) return 'Mapped to deliver nothing.'
  return mapped === 0 ? 'Went nowhere: nothing was mapped.' : 'Its deliveries are no longer in the log.'
}

function sayOrder(steps: Step[]): string {
  const late = steps.filter((step) => step.isLate).length
  const twice = steps.filter((step) => step.isRepeat).length
  if (late + twice === 0) return 'In the order in which the calls came in. None came late, none twice.'
  const parts = [late > 0 && `${late} came late`, twice > 0 && `${twice} came twice`].filter(Boolean)
  return `In the order in which it happened: ${parts.join(', ')}.`
}
