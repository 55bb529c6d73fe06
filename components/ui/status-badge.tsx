import { IconBan, IconCheck, IconClock, IconPlayerPause, IconX, type TablerIcon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { DELIVERY_STATUS_LABELS, type DeliveryStatus } from '#lib/delivery-log/delivery-status.ts'
import classes from './status-badge.module.css'

export const STATUS_ICONS: Record<DeliveryStatus, TablerIcon> = {
  failed: IconX,
  pending: IconClock,
  held: IconPlayerPause,
  succeeded: IconCheck,
  cancelled: IconBan,
}

/** A status as icon, word and colour. Success is plain text: only what needs a person is filled. */
export function StatusBadge({ status, children }: { status: DeliveryStatus; children?: ReactNode }) {
  const Icon = STATUS_ICONS[status]
  return (
    <span className={classes.badge} data-status={status}>
      <Icon size={14} stroke={2.2} aria-hidden="true" />
      {children ?? DELIVERY_STATUS_LABELS[status]}
    </span>
  )
}
