import { z } from 'zod'
import { placeOfAddition, REQUIRED_NAMES, suggestCorrection } from '../livechat/correction.ts'
import { LISTED_CALL, LISTED_CALL_FROM, type ListedCallRow, listedCall } from './listed-call.ts'
import { readDeliveriesOf } from './listed-delivery.ts'
import { mappedNow, scopesNow } from './mapped-now.ts'
import { echoMask, maskHeaders, PAYLOAD, type PayloadRow, toPayload } from './payload.ts'
import { type Read, readLog } from './read-log.ts'
import type { CallDetail, Correctable } from './types.ts'

type Row = ListedCallRow &
  PayloadRow & { headers: [string, string][]; correctedFrom: string | null; correctedBy: string | null }

// Counts on: call and chat_server by key.
const CALL = `
SELECT ${LISTED_CALL}, ${PAYLOAD}, call.headers, call.corrected_from AS "correctedFrom", call.corrected_by AS "correctedBy"
FROM ${LISTED_CALL_FROM} WHERE call.id = $1::uuid`

// Counts on: the partial index call (corrected_from). What is made of a call is newer than it.
const MADE_OF_IT = `
SELECT id, received_at AS at, corrected_by AS by, mapped FROM call WHERE corrected_from = $1::uuid AND id > $1::uuid LIMIT 1`

/** An event has one delivery for each endpoint: a hundred are mapped at most, and later mappings can add some. */
const MOST_DELIVERIES = 1000

/** A call with its payload, secrets masked, and what came of it; null when there is none of that id. */
export async function getCall(id: string, { secrets = false } = {}): Promise<CallDetail | null> {
  if (!z.uuid().safeParse(id).success) return null
  return readLog(async (read) => {
    const [row] = await read<Row>(CALL, [id])
    if (!row) return null
    const echo = echoMask(row, false)
    const isRejected = row.outcome === 'rejected'
    return {
      ...listedCall(row),
      payload: toPayload(row, secrets),
      headers: maskHeaders(row.headers).map(([name, value]) => [name, echo(value)]),
      deliveries: await readDeliveriesOf(read, id, MOST_DELIVERIES),
      mappedNow: await mappedNow(read, row.eventType, row.licence),
      scopes: isRejected ? null : await scopesNow(read, row.eventType, row.licence),
      correctable: isRejected ? correctable(row) : null,
      correctedFrom: row.correctedFrom ? { id: row.correctedFrom, by: row.correctedBy ?? '' } : null,
      correctedAs: isRejected ? await madeOfIt(read, id) : null,
    }
  })
}

function correctable(row: Row): Correctable {
  const named = { EVENT: row.eventType, LICENCE: row.licence }
  const missing = REQUIRED_NAMES.filter((name) => named[name] === null)
  return { missing, suggested: suggestCorrection(row), place: placeOfAddition(row, missing) }
}

async function madeOfIt(read: Read, id: string): Promise<CallDetail['correctedAs']> {
  const [made] = await read<{ id: string; at: Date; by: string; mapped: number }>(MADE_OF_IT, [id])
  return made ? { ...made, at: made.at.toISOString() } : null
}
