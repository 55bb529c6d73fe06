import type { Chat } from '#lib/chats/story.ts'
import type { Read } from '#lib/delivery-log/read-log.ts'

/** A conversation as an event brought it. `raw` is cut at MOST_CHARACTERS; `size` is its whole length. */
export type Conversation = {
  eventId: string
  eventType: string
  charset: string
  /** The value of CHAT, form-decoded once; `chatText` reads it. */
  raw: string
  size: number
}

/** As much as a page can show; the event has all of it. */
const MOST_CHARACTERS = 50_000

// Counts on: call by key.
const CHAT = `
SELECT call.id AS "eventId", call.event_type AS "eventType", call.charset, left(chat.value, $2) AS raw, length(chat.value) AS size
FROM call JOIN LATERAL (
  SELECT p->>1 AS value FROM jsonb_array_elements(call.parameters) p WHERE p->>0 = 'CHAT' LIMIT 1
) AS chat ON true
WHERE call.id = ANY($1::uuid[]) AND chat.value <> ''`

/** The conversations of each chat, the fullest first; a repeated one once. */
export async function readConversations(read: Read, chats: readonly Chat[]): Promise<Conversation[][]> {
  const ids = chats.flatMap(({ steps }) =>
    steps.filter(({ event }) => event.hasTranscript).map(({ event }) => event.id),
  )
  const rows = ids.length > 0 ? await read<Conversation>(CHAT, [ids, MOST_CHARACTERS]) : []
  const byId = new Map(rows.map((row) => [row.eventId, row]))
  return chats.map(({ steps }) => {
    const found = steps.filter(({ isRepeat }) => !isRepeat).flatMap(({ event }) => byId.get(event.id) ?? [])
    return found.toSorted((a, b) => b.size - a.size)
  })
}
