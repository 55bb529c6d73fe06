import {
  IconCircleCheck,
  IconCircleOff,
  IconClock,
  IconEyeOff,
  IconHelpCircle,
  IconMessage,
  IconPhone,
  type TablerIcon,
} from '@tabler/icons-react'
import { AGENT_STATES } from '#lib/livechat/catalogue.ts'
import classes from './licences.module.css'
import { sayCode } from './say-licence.ts'

type Look = { icon: TablerIcon; tone: 'present' | 'away' | 'gone' | 'unknown' }
type StateName = (typeof AGENT_STATES)[number]['name']

const LOOKS: Record<StateName, Look> = {
  ONLINE: { icon: IconCircleCheck, tone: 'present' },
  AWAY: { icon: IconClock, tone: 'away' },
  OFFLINE: { icon: IconCircleOff, tone: 'gone' },
  TEXT_AVAILABLE: { icon: IconMessage, tone: 'present' },
  VOICE_AVAILABLE: { icon: IconPhone, tone: 'present' },
  INVISIBLE: { icon: IconEyeOff, tone: 'gone' },
}
const UNKNOWN: Look = { icon: IconHelpCircle, tone: 'unknown' }

/** An agent's state as icon, word and colour; one that the page does not list as it came. */
export function AgentStateBadge({ value }: { value: string }) {
  const known = AGENT_STATES.find((state) => state.value === value)
  const { icon: Icon, tone } = known ? LOOKS[known.name] : UNKNOWN
  return (
    <span className={classes.state} data-tone={tone}>
      <Icon size={14} stroke={2} aria-hidden="true" />
      {sayCode(AGENT_STATES, value)}
    </span>
  )
}
