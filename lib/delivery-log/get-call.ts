import { z } from 'zod'
import { LISTED_CALL, LISTED_CALL_FROM, type ListedCallRow, listedCall } from './listed-call.ts'
import { readDeliveriesOf } from './listed-delivery.ts'
import { mappedNow } from './mapped-now.ts'
import { echoMask, maskHeaders, PAYLOAD, type PayloadRow, toPayload } from './payload.ts'
import { readLog } from './read-log.ts'
import type { CallDetail } from './types.ts'

// Counts on: call and chat_server by key.
const CALL = `SELECT ${LISTED_CALL}, ${PAYLOAD}, call.headers FROM ${LISTED_CALL_FROM} WHERE call.id = $1::uuid`

/** An event has one delivery for each endpoint: a hundred are mapped at most, and later mappings can add some. */
const MOST_DELIVERIES = 1000

/** A call with its payload, secrets masked, and what came of it; null when there is none of that id. */
export async function getCall(id: string): Promise<CallDetail | null> {
  if (!z.uuid().safeParse(id).success) return null
  return readLog(async (read) => {
    const [row] = await read<ListedCallRow & PayloadRow & { headers: [string, string][] }>(CALL, [id])
    if (!row) return null
    const echo = echoMask(row, false)
    return {
      ...listedCall(row),
      payload: toPayload(row, false),
      headers: maskHeaders(row.headers).map(([name, value]) => [name, echo(value)]),
      deliveries: await readDeliveriesOf(read, id, MOST_DELIVERIES),
      mappedNow: await mappedNow(read, row.eventType, row.licence),
    }
  })
}
