import { licenceHref } from '#components/licences/licence-href.ts'
import { LocalTime } from '#components/ui/local-time.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import type { ClientChats, ToldChat } from '#lib/chats/get-chats.ts'
import { sayChat, sayDeliveries } from '#lib/chats/say-chat.ts'
import type { ListedDelivery } from '#lib/delivery-log/types.ts'
import { showText } from '#lib/livechat/show-bytes.ts'
import classes from './chats.module.css'
import { Conversation } from './conversation.tsx'
import { Story } from './story.tsx'

/** All chats of a client, the newest first. */
export function ChatsView({ found }: { found: ClientChats }) {
  const { chats, deliveries, licence, hasMore } = found
  return (
    <div className={classes.page}>
      {chats.length > 1 && (
        <p className={classes.several}>
          This visitor came {chats.length} times. The newest chat stands first.
        </p>
      )}
      {chats.map((chat, at) => (
        <ChatBlock
          key={chat.steps[0]?.event.id}
          chat={chat}
          place={chats.length > 1 ? `, chat ${chats.length - at} of ${chats.length}` : ''}
          licence={licence}
          deliveries={deliveries}
        />
      ))}
      {hasMore && (
        <p className={classes.several}>Older events of this client are in the log, under Events.</p>
      )}
    </div>
  )
}

function ChatBlock(props: {
  chat: ToldChat
  /** Tells the parts of several chats apart for those who do not see where they stand. */
  place: string
  licence: string
  deliveries: ListedDelivery[]
}) {
  const { chat, place, licence } = props
  const ids = new Set(chat.steps.filter(({ kind }) => kind !== 'agent state').map(({ event }) => event.id))
  const deliveries = props.deliveries.filter(({ eventId }) => ids.has(eventId))
  return (
    <article className={classes.chat}>
      <header className={classes.head}>
        <h2 className={classes.headline}>
          {showText(sayChat(chat))}{' '}
          {sayDeliveries(deliveries.filter(({ originalId }) => originalId === null))}
        </h2>
        <p className={classes.facts}>
          Licence <TextLink href={licenceHref(licence)}>{showText(licence)}</TextLink>
          {chat.group && ` · group ${showText(chat.group)}`} · <LocalTime at={chat.firstAt} withDay /> to{' '}
          <LocalTime at={chat.lastAt} /> · {ids.size === 1 ? '1 event' : `${ids.size} events`}
        </p>
      </header>
      <div className={classes.columns}>
        <Story place={place} steps={chat.steps} deliveries={deliveries} />
        <Conversation place={place} conversations={chat.conversations} agents={chat.agents} />
      </div>
    </article>
  )
}
