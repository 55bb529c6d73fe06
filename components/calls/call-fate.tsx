import { IconAlertTriangle, IconCircleMinus, IconSend2, IconX } from '@tabler/icons-react'
import type { ListedCall } from '#lib/delivery-log/types.ts'
import classes from './calls.module.css'

/** What became of a call: delivered to so many endpoints, gone nowhere, or rejected; and why, unless that stands beside. */
export function CallFate({
  call,
  isBrief = false,
}: {
  call: Pick<ListedCall, 'outcome' | 'reason' | 'mapped' | 'muted'>
  isBrief?: boolean
}) {
  if (call.outcome === 'rejected') {
    return (
      <span className={classes.rejected}>
        <IconX size={14} stroke={2.2} aria-hidden="true" />
        {isBrief ? 'Rejected' : <Why reason={call.reason} />}
      </span>
    )
  }
  if (call.muted) {
    return (
      <span className={classes.muted}>
        <IconCircleMinus size={14} stroke={1.8} aria-hidden="true" /> Delivers nothing
      </span>
    )
  }
  if (call.mapped === 0) {
    return (
      <span className={classes.nowhere}>
        <IconAlertTriangle size={14} stroke={2} aria-hidden="true" /> Goes nowhere
      </span>
    )
  }
  return (
    <span className={classes.delivered}>
      <IconSend2 size={14} stroke={1.8} aria-hidden="true" />
      {call.mapped === 1 ? 'To 1 endpoint' : `To ${call.mapped} endpoints`}
    </span>
  )
}

function Why({ reason }: { reason: string | null }) {
  const text = `Rejected: ${reason?.replace(/^The /, 'the ')}`
  return (
    <span className={classes.why} title={text}>
      {text}
    </span>
  )
}
