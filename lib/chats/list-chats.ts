import pg from 'pg'
import type { z } from 'zod'
import {
  CHAT_EVENT,
  CHAT_EVENT_FROM,
  type ChatEvent,
  type ChatEventRow,
  chatEvent,
} from '#lib/chats/chat-event.ts'
import { type ChatFilters, chatFilters } from '#lib/chats/filters.ts'
import { type Chat, tellChats } from '#lib/chats/story.ts'
import { uuidFloor } from '#lib/db/partitions.ts'
import { findRows } from '#lib/delivery-log/find-rows.ts'
import type { LogQuery } from '#lib/delivery-log/log-query.ts'
import { type Read, readLog } from '#lib/delivery-log/read-log.ts'
import { type FindIds, readPage } from '#lib/delivery-log/read-page.ts'
import { uuidTime, wordsQuery } from '#lib/delivery-log/search-windows.ts'
import { timeRange } from '#lib/delivery-log/time-range.ts'
import type { LogPage } from '#lib/delivery-log/types.ts'

/** A chat in the list: the newest one of its client. `id` is that of its newest event (with a search: of its newest match). */
export type ListedChat = {
  id: string
  receivedAt: string
  licence: string
  clientId: string
  chat: Omit<Chat, 'steps'> & { events: number }
  /** Who had invited, who began; null when it is not known. */
  invitedBy: string | null
  deliveries: { failed: number; pending: number; held: number }
}

const EVENTS_OF_CHAT = 60
/** A chat does not last longer: what came before is another chat of the same client. */
const LONGEST_CHAT_MS = 2 * 86_400_000

/**
 * A page of chats, the newest activity first. Cursors are ids of events.
 * @throws ZodError for filters that say nothing sensible; LogTimeout after 3 s.
 */
export async function listChats(filters: ChatFilters, now = Date.now()): Promise<LogPage<ListedChat>> {
  const parsed = chatFilters.parse(filters)
  return readLog((read) => readPage(parsed, finder(read, parsed, now), (ids) => readChats(read, ids)))
}

// A row stands for its chat when no newer event of the client (that matches) is there. OFFSET 0 keeps the planner from turning
// this into a join with the whole log; it stops at the first. Counts on: call (client_id, id), in the partitions from the row's own on.
function isNewest(words: string | null): string {
  const matches = words === null ? '' : ` AND later.words @@ ${pg.escapeLiteral(words)}::tsquery`
  return `NOT EXISTS (SELECT FROM call later
    WHERE later.client_id = call.client_id AND later.id > call.id AND later.licence = call.licence AND later.outcome = 'accepted'${matches}
    OFFSET 0)`
}

// Counts on: the partial index call (id) where client_id is not null; with licences call (licence, id); with words GIN (words).
function finder(read: Read, parsed: z.output<typeof chatFilters>, now: number): FindIds {
  const { licence = [], search } = parsed
  const words = search === undefined ? null : wordsQuery(search)
  const query: LogQuery = {
    table: 'call',
    filters: [{ column: 'licence', type: 'text', values: licence }],
    conditions: ['client_id IS NOT NULL', "outcome = 'accepted'", isNewest(words)].map((sql) => () => sql),
    words,
    range: timeRange(parsed, now),
  }
  return (direction, from, limit) => findRows(read, query, { direction, from, limit }, now)
}

type ListedRow = ChatEventRow & { place: number; licence: string }

// Counts on: call by key, then (client_id, id) for each; bounded in time and number.
const EVENTS = `
SELECT chat.place::int, chat.licence, events.* FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS row(id, oldest, place)
JOIN LATERAL (SELECT licence, client_id, row.place FROM call WHERE call.id = row.id OFFSET 0) AS chat ON true
JOIN LATERAL (
  SELECT ${CHAT_EVENT} FROM ${CHAT_EVENT_FROM}
  WHERE call.client_id = chat.client_id AND call.id >= row.oldest AND call.licence = chat.licence AND call.outcome = 'accepted'
  ORDER BY call.id DESC LIMIT ${EVENTS_OF_CHAT}
) AS events ON true`

// A changed resend is no part of what the chat server caused. Counts on: delivery (event_id), in the partitions from the
// oldest event's on.
const DELIVERIES = `
SELECT event_id AS "eventId", count(*) FILTER (WHERE status = 'failed')::int AS failed,
  count(*) FILTER (WHERE status = 'pending')::int AS pending, count(*) FILTER (WHERE status = 'held')::int AS held
FROM delivery WHERE event_id = ANY($1::uuid[]) AND id >= $2::uuid AND status <> 'succeeded' AND original_id IS NULL
GROUP BY event_id`

async function readChats(read: Read, ids: string[]): Promise<ListedChat[]> {
  const oldest = ids.map((id) => uuidFloor(Math.max(0, uuidTime(id) - LONGEST_CHAT_MS)))
  const rows = await read<ListedRow>(EVENTS, [ids, oldest])
  const listed = ids.flatMap((id, index) => {
    const ofChat = rows.filter((row) => row.place === index + 1)
    const chats = tellChats(ofChat.map(eventOf))
    const chat = chats.find(({ steps }) => steps.some(({ event }) => event.id === id)) ?? chats.at(-1)
    const [row] = ofChat
    return chat && row ? [listedChat(id, row.licence, chat)] : []
  })
  const events = listed.flatMap(({ eventIds }) => eventIds)
  const counts = await countDeliveries(read, events)
  return listed.map(({ eventIds, ...chat }) => ({ ...chat, deliveries: sumOf(eventIds, counts) }))
}

function eventOf({ place, licence, ...row }: ListedRow): ChatEvent {
  return chatEvent(row)
}

function listedChat(id: string, licence: string, { steps, ...chat }: Chat) {
  const own = steps.map(({ event }) => event)
  const newest = own.find((event) => event.id === id) ?? own.at(-1)
  const invitation = own.find(({ eventType }) => eventType === 'CLIENT_INVITED')
  return {
    id,
    receivedAt: newest?.receivedAt ?? chat.lastAt,
    licence,
    clientId: newest?.clientId ?? '',
    chat: { ...chat, events: own.length },
    invitedBy:
      own.find(({ invitingOperatorId }) => invitingOperatorId)?.invitingOperatorId ??
      invitation?.operatorId ??
      null,
    eventIds: own.map((event) => event.id),
  }
}

type Counts = { eventId: string } & ListedChat['deliveries']

async function countDeliveries(read: Read, eventIds: string[]): Promise<Map<string, Counts>> {
  const oldest = eventIds.toSorted()[0]
  if (oldest === undefined) return new Map()
  const rows = await read<Counts>(DELIVERIES, [eventIds, oldest])
  return new Map(rows.map((row) => [row.eventId, row]))
}

function sumOf(eventIds: string[], counts: Map<string, Counts>): ListedChat['deliveries'] {
  const of = eventIds.flatMap((id) => counts.get(id) ?? [])
  return {
    failed: of.reduce((sum, { failed }) => sum + failed, 0),
    pending: of.reduce((sum, { pending }) => sum + pending, 0),
    held: of.reduce((sum, { held }) => sum + held, 0),
  }
}
