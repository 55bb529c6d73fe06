import {
  IconAlertTriangle,
  IconCheck,
  IconHandStop,
  IconHeartbeat,
  IconPlayerPause,
  IconProgress,
  type TablerIcon,
} from '@tabler/icons-react'
import badge from '#components/ui/status-badge.module.css'
import { ENDPOINT_STATES, type EndpointState } from '#lib/endpoints/endpoint-state.ts'

const LOOKS: Record<EndpointState, { icon: TablerIcon; like: string }> = {
  working: { icon: IconCheck, like: 'succeeded' },
  recovered: { icon: IconHeartbeat, like: 'succeeded' },
  failing: { icon: IconAlertTriangle, like: 'failed' },
  open: { icon: IconHandStop, like: 'failed' },
  'half-open': { icon: IconProgress, like: 'pending' },
  paused: { icon: IconPlayerPause, like: 'held' },
}

/** How an endpoint is, as icon, word and colour. What works is plain text: only what needs a person is filled. */
export function StateBadge({ state }: { state: EndpointState }) {
  const { icon: Icon, like } = LOOKS[state]
  return (
    <span className={badge.badge} data-status={like}>
      <Icon size={14} stroke={2.2} aria-hidden="true" />
      {ENDPOINT_STATES[state].label}
    </span>
  )
}
