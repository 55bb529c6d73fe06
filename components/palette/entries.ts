import {
  IconArrowsUpDown,
  IconBook2,
  IconDownload,
  IconId,
  IconInbox,
  IconKeyboard,
  IconLogout,
  IconMessages,
  IconMoon,
  IconSend,
  IconSend2,
  IconServer2,
  IconTargetArrow,
  type TablerIcon,
} from '@tabler/icons-react'
import { callsHref } from '#components/calls/search-params.ts'
import { chatsHref, storyHref } from '#components/chats/search-params.ts'
import { deliveriesHref } from '#components/deliveries/search-params.ts'
import { eventTypesHref } from '#components/event-types/search-params.ts'
import { licenceHref } from '#components/licences/licence-href.ts'
import { PLACES } from '#components/shell/navigation.ts'
import { momentOf } from '#components/ui/local-time.tsx'
import { DELIVERY_STATUS_LABELS } from '#lib/delivery-log/delivery-status.ts'
import { EVENT_TYPES } from '#lib/livechat/catalogue.ts'
import { showText } from '#lib/livechat/show-bytes.ts'
import type { FoundPlaces } from '#lib/palette/find-places.ts'

/** What the palette does itself, where no page does it. */
export type Command = 'log out' | 'switch the theme' | 'show the keys'

/** A line of the palette: a place to go to, or a command. */
export type Entry = {
  id: string
  group: string
  icon: TablerIcon
  label: string
  detail?: string
  /** Whether the label is code, such as an event type. */
  isCode?: boolean
  /** Further words by which it is found. */
  words?: string
} & ({ href: string } | { command: Command })

const places: Entry[] = PLACES.map(({ label, href, icon }) => ({
  id: href,
  group: 'Places',
  icon,
  label,
  href,
}))

const deeds: Entry[] = [
  { label: 'Import a file', words: 'lc_serv.cfg upload', icon: IconArrowsUpDown, href: '/config#import' },
  { label: 'Export', words: 'lc_serv.cfg download', icon: IconDownload, href: '/config#export' },
  { label: 'Add a chat server', words: 'new ingest url', icon: IconServer2, href: '/chat-servers#add' },
  {
    label: 'Send a test event',
    words: 'simulate try',
    icon: IconSend,
    href: `${eventTypesHref('/event-types', { type: 'CHAT_STARTED' })}#test`,
  },
  {
    label: 'Switch between light and dark',
    words: 'theme colour mode night',
    icon: IconMoon,
    command: 'switch the theme' as const,
  },
  { label: 'Show the keys', words: 'shortcuts help', icon: IconKeyboard, command: 'show the keys' as const },
  { label: 'Log out', words: 'sign out leave', icon: IconLogout, command: 'log out' as const },
].map((deed) => ({ id: deed.label, group: 'Do', ...deed }))

const eventType = (name: string): Entry => ({
  id: `type ${name}`,
  group: 'Event types',
  icon: IconBook2,
  label: showText(name),
  isCode: true,
  href: eventTypesHref('/event-types', { type: name }),
})

/** All that is known without asking the server. */
const OWN: Entry[] = [...places, ...deeds, ...EVENT_TYPES.map(eventType)]

/** Places, deeds and event types that every word of the query is in; without one, the places and deeds. */
export function ownEntries(query: string): Entry[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return [...places, ...deeds]
  return OWN.filter(({ label, words: more = '' }) => {
    const text = `${label} ${more}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

/** What the server found, as lines. @param zone the viewer's. */
export function foundEntries(found: FoundPlaces, zone: string): Entry[] {
  const of = (...facts: (string | null)[]) => facts.filter(Boolean).join(' · ')
  const inLicence = (number: string | null) => number && `licence ${showText(number)}`
  return [
    ...found.licences.map((number) => ({
      id: `licence ${number}`,
      group: 'Licences',
      icon: IconId,
      label: `Licence ${showText(number)}`,
      href: licenceHref(number),
    })),
    ...found.deliveries.map(({ id, eventType: type, licence, status, at }) => ({
      id,
      group: 'Deliveries',
      icon: IconSend2,
      label: showText(type),
      isCode: true,
      detail: of(DELIVERY_STATUS_LABELS[status], inLicence(licence), momentOf(at, zone)),
      href: `/deliveries/${id}`,
    })),
    ...found.calls.map(({ id, eventType: type, licence, at }) => ({
      id,
      group: 'Events',
      icon: IconInbox,
      label: type === null ? 'A call without an event type' : showText(type),
      isCode: type !== null,
      detail: of(inLicence(licence), momentOf(at, zone)),
      href: `/events/${id}`,
    })),
    ...found.clients.map(({ licence, clientId, at }) => ({
      id: `chats ${licence} ${clientId}`,
      group: 'Chats of a client',
      icon: IconMessages,
      label: showText(clientId),
      isCode: true,
      detail: of(inLicence(licence), momentOf(at, zone)),
      href: storyHref(licence, clientId),
    })),
    ...found.endpoints.map(({ id, url }) => ({
      id,
      group: 'Endpoints',
      icon: IconTargetArrow,
      label: url,
      href: `/endpoints/${id}`,
    })),
    ...found.eventTypes.map(eventType),
  ]
}

/** The log, searched for what was written: an agent, a client, any word of an event. */
export function searchEntries(query: string): Entry[] {
  const search = query.trim()
  if (search === '') return []
  const one = (list: string, icon: TablerIcon, href: string): Entry => ({
    id: `search ${list}`,
    group: 'Search the log',
    icon,
    label: `${list} with “${showText(search)}”`,
    href,
  })
  return [
    one('Deliveries', IconSend2, deliveriesHref('/deliveries', { search })),
    one('Events', IconInbox, callsHref('/events', { search })),
    one('Chats', IconMessages, chatsHref('/chats', { search })),
  ]
}
