import { type CallRow, LISTED_CALL, toListedCall } from './list-calls.ts'
import { LISTED, toListed } from './list-deliveries.ts'
import { mappedNow } from './mapped-now.ts'
import { PAYLOAD, type PayloadRow, toPayload } from './payload.ts'
import { isId, readLog } from './read-log.ts'
import type { CallDetail } from './types.ts'

// Counts on: call and chat_server by key.
const CALL = `
SELECT ${LISTED_CALL}, ${PAYLOAD}, c.headers FROM call c LEFT JOIN chat_server s ON s.id = c.chat_server_id WHERE c.id = $1`

// Counts on: delivery (event_id).
const DELIVERIES = `
SELECT ${LISTED} FROM delivery d JOIN call c ON c.id = d.event_id JOIN endpoint e ON e.id = d.endpoint_id
WHERE d.event_id = $1 ORDER BY d.id`

/** A call with its payload, secrets masked, and what came of it; null when there is none of that id. */
export async function getCall(id: string): Promise<CallDetail | null> {
  if (!isId(id)) return null
  return readLog(async (client) => {
    const { rows } = await client.query<CallRow & PayloadRow & { headers: [string, string][] }>(CALL, [id])
    const row = rows[0]
    if (!row) return null
    const { method, query, body, contentType, charset, parameters, headers, ...listed } = row
    const { rows: deliveries } = await client.query<Parameters<typeof toListed>[0]>(DELIVERIES, [id])
    return {
      ...toListedCall(listed),
      payload: toPayload(row, false),
      headers,
      deliveries: deliveries.map(toListed),
      mappedNow: await mappedNow(client, row.eventType, row.licence),
    }
  })
}
