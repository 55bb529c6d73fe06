import { Anchor } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconClock, IconX } from '@tabler/icons-react'
import Link from 'next/link'
import { sayDuration } from '#components/ui/duration.ts'
import type { TestEventOutcome } from '#lib/test-event/send-test-event.ts'
import classes from './test-event.module.css'

const ICON = 15

/** What became of a test event, in place: a line for each delivery, with the way to it in the log. */
export function TestEventResult({ outcome }: { outcome: TestEventOutcome }) {
  if (!outcome.ok) {
    return (
      <div role="status" className={classes.result}>
        <Line icon={<IconX size={ICON} aria-hidden />} className={classes.failed}>
          {outcome.reason}
        </Line>
      </div>
    )
  }
  return (
    <div role="status" className={classes.result}>
      {outcome.deliveries.length === 0 && (
        <Line icon={<IconAlertTriangle size={ICON} aria-hidden />} className={classes.warning}>
          The event went nowhere: nothing is mapped.{' '}
          <Anchor component={Link} href={`/events/${outcome.eventId}`} inherit>
            Show the event
          </Anchor>
        </Line>
      )}
      {outcome.deliveries.map((delivery) => (
        <Delivery key={delivery.deliveryId} delivery={delivery} />
      ))}
    </div>
  )
}

type Delivered = Extract<TestEventOutcome, { ok: true }>['deliveries'][number]

function Delivery({ delivery }: { delivery: Delivered }) {
  const { status, url, lastStatus, lastError, durationMs, deliveryId } = delivery
  const host = URL.parse(url)?.host ?? 'The endpoint'
  const show = (
    <Anchor component={Link} href={`/deliveries/${deliveryId}`} inherit>
      Show the delivery
    </Anchor>
  )
  if (status === 'succeeded') {
    return (
      <Line icon={<IconCheck size={ICON} aria-hidden />} className={classes.succeeded}>
        {host} answered <strong>{lastStatus}</strong> in {sayDuration(durationMs)}. {show}
      </Line>
    )
  }
  const isRetried = status === 'pending'
  return (
    <Line
      icon={isRetried ? <IconClock size={ICON} aria-hidden /> : <IconX size={ICON} aria-hidden />}
      className={isRetried ? classes.pending : classes.failed}
    >
      {host}: {lastError?.replace(/\.$/, '') ?? `answered ${lastStatus}`}.{' '}
      {isRetried && 'It is tried again. '}
      {show}
    </Line>
  )
}

function Line(props: { icon: React.ReactNode; className: string | undefined; children: React.ReactNode }) {
  return (
    <div className={`${classes.line} ${props.className}`}>
      {props.icon}
      <span>{props.children}</span>
    </div>
  )
}
