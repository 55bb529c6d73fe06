import type { Read } from '#lib/delivery-log/read-log.ts'
import type { ListedCall } from '#lib/delivery-log/types.ts'
import type { Oddity } from '#lib/livechat/oddities.ts'

/** A row as LISTED_CALL selects it. The outcome is one of the two that the door writes. */
export type ListedCallRow = Omit<ListedCall, 'receivedAt' | 'chatServer' | 'odd'> & {
  receivedAt: Date
  chatServerId: string | null
  chatServerName: string | null
  odd: Oddity[] | null
}

/** Columns of a listed call. */
export const LISTED_CALL = `
call.id, call.received_at AS "receivedAt", call.outcome, call.reason, call.chat_server_id AS "chatServerId",
chat_server.name AS "chatServerName", call.event_type AS "eventType", call.licence, call.operator_id AS "operatorId",
call.client_id AS "clientId", call.mapped, call.muted, call.remote_address AS "remoteAddress", call.odd`

export const LISTED_CALL_FROM = 'call LEFT JOIN chat_server ON chat_server.id = call.chat_server_id'

// Counts on: call by key, the ids prune the partitions; chat_server by key.
const BY_ID = `SELECT ${LISTED_CALL} FROM ${LISTED_CALL_FROM} WHERE call.id = ANY($1::uuid[])`

/** Calls by id, in any order. */
export async function readListedCalls(read: Read, ids: string[]): Promise<ListedCall[]> {
  return (await read<ListedCallRow>(BY_ID, [ids])).map(listedCall)
}

/** The row in the shape that pages get. */
export function listedCall(row: ListedCallRow): ListedCall {
  return {
    id: row.id,
    receivedAt: row.receivedAt.toISOString(),
    outcome: row.outcome,
    reason: row.reason,
    chatServer: chatServerOf(row),
    eventType: row.eventType,
    licence: row.licence,
    operatorId: row.operatorId,
    clientId: row.clientId,
    mapped: row.mapped,
    muted: row.muted,
    remoteAddress: row.remoteAddress,
    odd: row.odd ?? [],
  }
}

/** A chat server that was removed has lost its name, not its calls. null: a test event from the console. */
export function chatServerOf(row: {
  chatServerId: string | null
  chatServerName: string | null
}): { id: string; name: string } | null {
  return row.chatServerId === null
    ? null
    : { id: row.chatServerId, name: row.chatServerName ?? 'removed chat server' }
}
