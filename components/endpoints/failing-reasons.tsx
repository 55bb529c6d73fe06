import { deliveriesHref } from '#components/deliveries/search-params.ts'
import { LocalTime } from '#components/ui/local-time.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import type { DeliveryStatus } from '#lib/delivery-log/delivery-status.ts'
import { FAILURE_KINDS, isFailureKind } from '#lib/dispatch/failure-kinds.ts'
import type { FailingReason, FailingReasons } from '#lib/endpoints/failing-reasons.ts'
import { HISTORY_RANGES, type HistoryRange } from '#lib/endpoints/history-ranges.ts'
import { COUNT_BOUND } from '#lib/mappings/limits.ts'
import classes from './failing-reasons.module.css'

const BOUND = COUNT_BOUND.toLocaleString('en')

/** Why deliveries have not succeeded, the most frequent reason first. */
export function FailingReasonList(props: { endpointId: string; range: HistoryRange; found: FailingReasons }) {
  const { endpointId, range, found } = props
  const { reasons, isBounded } = found
  const said = HISTORY_RANGES[range].said
  if (reasons.length === 0) {
    return (
      <p className={classes.none}>
        {isBounded
          ? `Of the newest ${BOUND} deliveries none failed.`
          : `Nothing of ${said} failed, or is tried again.`}
      </p>
    )
  }
  return (
    <>
      <ul className={classes.reasons}>
        {reasons.map((reason) => (
          <li key={`${reason.kind} ${reason.status}`}>
            <Reason reason={reason} endpointId={endpointId} range={range} />
          </li>
        ))}
      </ul>
      {isBounded && (
        <p className={classes.none}>
          Counted among the newest {BOUND} deliveries of {said}.
        </p>
      )}
    </>
  )
}

function Reason({
  reason,
  endpointId,
  range,
}: {
  reason: FailingReason
  endpointId: string
  range: HistoryRange
}) {
  const { failed, waiting, newest } = reason
  const name = nameOf(reason)
  const { kind, status: code } = reason
  const why = code !== null ? { code: [String(code)] } : isFailureKind(kind) ? { error: [kind] } : {}
  const show = (status: DeliveryStatus[]) =>
    deliveriesHref('/deliveries', { endpoint: [endpointId], status, since: range, ...why })
  return (
    <>
      <div className={classes.head}>
        <b>{name}</b>
        {failed > 0 && (
          <span>
            {failed.toLocaleString('en')} given up.{' '}
            <TextLink underline="always" href={show(['failed'])} aria-label={`Show them: given up, ${name}`}>
              Show them
            </TextLink>
          </span>
        )}
        {waiting > 0 && (
          <span>
            {waiting.toLocaleString('en')} {waiting === 1 ? 'waits' : 'wait'} for another try.{' '}
            <TextLink
              underline="always"
              href={show(['pending', 'held'])}
              aria-label={`Show them: waiting, ${name}`}
            >
              Show them
            </TextLink>
          </span>
        )}
        <span className={classes.newest}>
          newest <LocalTime at={newest.at} withDay />
        </span>
      </div>
      <p className={classes.example}>
        {newest.error}{' '}
        <TextLink underline="always" href={`/deliveries/${newest.deliveryId}`}>
          Show the newest
        </TextLink>
      </p>
    </>
  )
}

function nameOf({ kind, status }: FailingReason): string {
  if (status !== null) return `Answered ${status}`
  return isFailureKind(kind) ? FAILURE_KINDS[kind].label : kind
}
