import type { Read } from '#lib/delivery-log/read-log.ts'

/** An event that has a part in a chat. Times are ISO strings in UTC; client-safe. */
export type ChatEvent = {
  id: string
  receivedAt: string
  eventType: string
  operatorId: string | null
  clientId: string | null
  chatGroup: string | null
  /** Who takes over, of a transfer. */
  newOperatorId: string | null
  /** Who had invited, of a start. */
  invitingOperatorId: string | null
  status: string | null
  /** Whether it brought the conversation. */
  hasTranscript: boolean
  mapped: number
  /** It was mapped to "deliver nothing". */
  muted: boolean
  /** The same for calls that carry the same bytes. */
  digest: string
}

export type ChatEventRow = Omit<ChatEvent, 'receivedAt'> & { receivedAt: Date }

const first = (name: string) => `(array_agg(left(p->>1, 255)) FILTER (WHERE p->>0 = '${name}'))[1]`

/** Columns of an event of a chat. A long body is not read through: two that are equal are then not known as such. */
export const CHAT_EVENT = `
call.id, call.received_at AS "receivedAt", call.event_type AS "eventType", call.operator_id AS "operatorId",
call.client_id AS "clientId", call.chat_group AS "chatGroup", call.mapped, call.muted, told.*,
CASE WHEN octet_length(call.body) > 65536 THEN call.id::text
  ELSE md5(call.method::bytea || '\\x00'::bytea || call.query || '\\x00'::bytea || call.body) END AS digest`

/** Where those come from: the parameters are gone through once. */
export const CHAT_EVENT_FROM = `
call CROSS JOIN LATERAL (
  SELECT ${first('NEW_OPERATOR_ID')} AS "newOperatorId", ${first('INVITING_OP')} AS "invitingOperatorId",
    ${first('STATUS')} AS status, coalesce(bool_or(p->>0 = 'CHAT' AND p->>1 <> ''), false) AS "hasTranscript"
  FROM jsonb_array_elements(call.parameters) p
) AS told`

/** The row in the shape that the story takes. */
export function chatEvent(row: ChatEventRow): ChatEvent {
  return { ...row, receivedAt: row.receivedAt.toISOString() }
}

/** The order of the story: by the time of the events, not by the order in which they came. */
export function inEventTime(events: readonly ChatEvent[]): ChatEvent[] {
  const key = ({ receivedAt, id }: ChatEvent) => receivedAt + id
  return events.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))
}

/** Runs a statement that selects CHAT_EVENT. */
export async function readChatEvents(read: Read, text: string, values: unknown[]): Promise<ChatEvent[]> {
  return (await read<ChatEventRow>(text, values)).map(chatEvent)
}
