import { CHAT_EVENT, CHAT_EVENT_FROM, type ChatEvent, readChatEvents } from '#lib/chats/chat-event.ts'
import { type Conversation, readConversations } from '#lib/chats/read-conversations.ts'
import { type Chat, tellChat, tellChats } from '#lib/chats/story.ts'
import { uuidFloor } from '#lib/db/partitions.ts'
import {
  LISTED_DELIVERY,
  LISTED_DELIVERY_FROM,
  type ListedDeliveryRow,
  listedDelivery,
} from '#lib/delivery-log/listed-delivery.ts'
import { type Read, readLog } from '#lib/delivery-log/read-log.ts'
import type { ListedDelivery } from '#lib/delivery-log/types.ts'

/** Events of a client that are read, the newest; and how many of its chats are told, the newest. */
const MOST_EVENTS = 500
const MOST_CHATS = 10
const MOST_STATES = 100
const MOST_DELIVERIES = 3000
/** A private chat may be closed a little after its chat ended. */
const MARGIN_MS = 60_000

export type ToldChat = Chat & { conversations: Conversation[] }

/** All of a client that is told; plain JSON. `hasMore`: there are older events or chats. */
export type ClientChats = {
  licence: string
  clientId: string
  /** Newest first. */
  chats: ToldChat[]
  deliveries: ListedDelivery[]
  hasMore: boolean
}

// Counts on: call (client_id, id), newest first.
const OF_CLIENT = `
SELECT ${CHAT_EVENT} FROM ${CHAT_EVENT_FROM}
WHERE call.client_id = $1 AND call.licence = $2 AND call.outcome = 'accepted' ORDER BY call.id DESC LIMIT ${MOST_EVENTS + 1}`

// A span of time for each chat. Counts on: call (chat_group, id), in the partitions of the span.
const PRIVATE = `
SELECT span.place::int - 1 AS chat, events.* FROM unnest($2::text[], $3::uuid[], $4::uuid[]) WITH ORDINALITY AS span(chat_group, first, last, place)
JOIN LATERAL (
  SELECT ${CHAT_EVENT} FROM ${CHAT_EVENT_FROM}
  WHERE call.chat_group = span.chat_group AND call.id >= span.first AND call.id < span.last AND call.licence = $1
    AND call.event_type = 'PRIVATE_CHAT_STATUS' AND call.client_id IS NULL AND call.outcome = 'accepted'
  ORDER BY call.id LIMIT ${MOST_STATES}
) AS events ON true`

// Counts on: call (licence, id), in the partitions of the span, which is as long as a chat.
const STATES = `
SELECT span.place::int - 1 AS chat, events.* FROM unnest($2::uuid[], $3::uuid[]) WITH ORDINALITY AS span(first, last, place)
JOIN LATERAL (
  SELECT ${CHAT_EVENT} FROM ${CHAT_EVENT_FROM}
  WHERE call.licence = $1 AND call.id >= span.first AND call.id < span.last
    AND call.event_type = 'OPERATOR_STATUS' AND call.operator_id = ANY($4::text[]) AND call.outcome = 'accepted'
  ORDER BY call.id LIMIT ${MOST_STATES}
) AS events ON true`

// Counts on: delivery (event_id), in the partitions from the oldest event's on.
const DELIVERIES = `
SELECT ${LISTED_DELIVERY} FROM ${LISTED_DELIVERY_FROM}
WHERE delivery.event_id = ANY($1::uuid[]) AND delivery.id >= $2::uuid ORDER BY delivery.id LIMIT ${MOST_DELIVERIES}`

/** The chats of a client of a licence with their deliveries and conversations; null when the log has no event of it. */
export async function getChats(licence: string, clientId: string): Promise<ClientChats | null> {
  return readLog(async (read) => {
    const found = await readChatEvents(read, OF_CLIENT, [clientId, licence])
    if (found.length === 0) return null
    const all = tellChats(found.slice(0, MOST_EVENTS))
    const chats = await withOthers(read, licence, all.slice(-MOST_CHATS))
    const deliveries = await readDeliveries(read, chats.flatMap(idsOf))
    const conversations = await readConversations(read, chats)
    return {
      licence,
      clientId,
      chats: chats.map((chat, at) => ({ ...chat, conversations: conversations[at] ?? [] })).toReversed(),
      deliveries,
      hasMore: found.length > MOST_EVENTS || all.length > MOST_CHATS,
    }
  })
}

const idsOf = (chat: Chat) => chat.steps.map(({ event }) => event.id)
const after = (at: string, ms: number) => uuidFloor(Math.max(0, Date.parse(at) + ms))

/** Adds what belongs to a chat without naming its client: private chats of its group, states of its agents meanwhile. */
async function withOthers(read: Read, licence: string, chats: Chat[]): Promise<Chat[]> {
  type Row = ChatEvent & { chat: number }
  const spans = (margin: number) => [
    chats.map(({ firstAt }) => after(firstAt, -margin)),
    chats.map((chat) => after(chat.lastAt, margin + 1)),
  ]
  const groups = chats.map(({ group }) => group)
  const agents = [...new Set(chats.flatMap((chat) => chat.agents))]
  const inPrivate = (await readChatEvents(read, PRIVATE, [licence, groups, ...spans(MARGIN_MS)])) as Row[] // with the column `chat`
  const states = (await readChatEvents(read, STATES, [licence, ...spans(0), agents])) as Row[] // as above
  return chats.map((chat, at) => {
    const own = chat.steps.map(({ event }) => event)
    const ofChat = (rows: Row[]) =>
      rows.filter((row) => row.chat === at).map(({ chat: _, ...event }) => event)
    const ofAgents = ofChat(states).filter(({ operatorId }) => operatorId && chat.agents.includes(operatorId))
    return tellChat([...own, ...ofChat(inPrivate).filter((event) => isWithin(chat, event)), ...ofAgents])
  })
}

/** From the start of a chat to its end; then only its closing, since the group's number may be used again at once. */
function isWithin(chat: Chat, { receivedAt, status }: ChatEvent): boolean {
  return receivedAt >= chat.firstAt && (receivedAt <= chat.lastAt || status === 'stop')
}

async function readDeliveries(read: Read, eventIds: string[]): Promise<ListedDelivery[]> {
  const oldest = eventIds.toSorted()[0]
  if (oldest === undefined) return []
  return (await read<ListedDeliveryRow>(DELIVERIES, [eventIds, oldest])).map(listedDelivery)
}
