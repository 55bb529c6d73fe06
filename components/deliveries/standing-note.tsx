import { TextLink } from '#components/ui/text-link.tsx'
import type { LanePlace } from '#lib/delivery-log/lane-of.ts'
import classes from './delivery.module.css'
import { sayCommon, sayLater } from './say-lane.ts'
import type { ShownDelivery } from './shown.ts'

const ID_END = 6

/** What else there is to know of a delivery that waits: the one before it, those behind it, and its endpoint. */
export function StandingNote({ delivery, lane }: { delivery: ShownDelivery; lane: LanePlace | null }) {
  const { status, endpointId } = delivery
  if (lane === null && status !== 'held') return null
  const common = lane ? sayCommon(lane.inOrderBy) : ''
  return (
    <div className={classes.standing}>
      {lane?.headId && (
        <p className={classes.dimmed}>
          Waits for{' '}
          <TextLink href={`/deliveries/${lane.headId}`}>delivery …{lane.headId.slice(-ID_END)}</TextLink>
          {common}: its endpoint is called in order, one at a time.
        </p>
      )}
      {lane && lane.headId === null && lane.later > 0 && (
        <p className={classes.dimmed}>
          {sayLater(lane.later)}
          {common} {lane.later === 1 ? 'waits' : 'wait'} for this one.
        </p>
      )}
      {status === 'held' && <TextLink href={`/endpoints/${endpointId}`}>Go to the endpoint</TextLink>}
    </div>
  )
}
