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

/** `key`: the letter that goes there after `g`. */
export type Place = { label: string; href: string; icon: TablerIcon; key: string }

/** The rooms of the console, in groups. */
export const NAVIGATION: { label: string | null; places: Place[] }[] = [
  {
    label: null,
    places: [
      { label: 'Overview', href: '/overview', icon: IconChartBar, key: 'o' },
      { label: 'Deliveries', href: '/deliveries', icon: IconSend2, key: 'd' },
      { label: 'Events', href: '/events', icon: IconInbox, key: 'e' },
      { label: 'Chats', href: '/chats', icon: IconMessages, key: 'c' },
      { label: 'Bulk runs', href: '/runs', icon: IconRefreshDot, key: 'b' },
    ],
  },
  {
    label: 'Routing',
    places: [
      { label: 'Mappings', href: '/mappings', icon: IconArrowsShuffle, key: 'm' },
      { label: 'Event types', href: '/event-types', icon: IconBook2, key: 't' },
      { label: 'Endpoints', href: '/endpoints', icon: IconTargetArrow, key: 'n' },
      { label: 'Licences', href: '/licences', icon: IconId, key: 'l' },
      { label: 'Chat servers', href: '/chat-servers', icon: IconServer2, key: 's' },
    ],
  },
  {
    label: 'System',
    places: [{ label: 'Import / export', href: '/config', icon: IconArrowsUpDown, key: 'i' }],
  },
]

export const PLACES: Place[] = NAVIGATION.flatMap(({ places }) => places)
