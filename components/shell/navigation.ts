import {
  IconArrowsShuffle,
  IconArrowsUpDown,
  IconBook2,
  IconChartBar,
  IconId,
  IconInbox,
  IconMessages,
  IconRefreshDot,
  IconSend2,
  IconServer2,
  IconTargetArrow,
  type TablerIcon,
} from '@tabler/icons-react'

type Place = { label: string; href: string; icon: TablerIcon }

/** The rooms of the console, in groups. */
export const NAVIGATION: { label: string | null; places: Place[] }[] = [
  {
    label: null,
    places: [
      { label: 'Overview', href: '/overview', icon: IconChartBar },
      { label: 'Deliveries', href: '/deliveries', icon: IconSend2 },
      { label: 'Events', href: '/events', icon: IconInbox },
      { label: 'Chats', href: '/chats', icon: IconMessages },
      { label: 'Bulk runs', href: '/runs', icon: IconRefreshDot },
    ],
  },
  {
    label: 'Routing',
    places: [
      { label: 'Mappings', href: '/mappings', icon: IconArrowsShuffle },
      { label: 'Event types', href: '/event-types', icon: IconBook2 },
      { label: 'Endpoints', href: '/endpoints', icon: IconTargetArrow },
      { label: 'Licences', href: '/licences', icon: IconId },
      { label: 'Chat servers', href: '/chat-servers', icon: IconServer2 },
    ],
  },
  { label: 'System', places: [{ label: 'Import / export', href: '/config', icon: IconArrowsUpDown }] },
]
