import type pg from 'pg'
import { z } from 'zod'
import { transaction } from '../db/pool.ts'
import {
  type CorrectionValues,
  placeOfAddition,
  REQUIRED_NAMES,
  writeAddition,
} from '../livechat/correction.ts'
import { joinForms } from '../livechat/form-bytes.ts'
import { eventTypeName, licenceNumber } from '../mappings/scope.ts'
import type { IncomingCall, ReadCall } from './call.ts'
import { readCall } from './read-call.ts'
import { storeCallsIn } from './store-calls.ts'

const trimmed = z.string().trim().pipe(eventTypeName)

/** What a page sends: only what the call does not name itself. */
export const correctCallInput = z.object({
  callId: z.uuid(),
  EVENT: trimmed.optional(),
  LICENCE: licenceNumber.optional(),
})

export type CorrectCallOutcome =
  | { ok: true; eventId: string; endpoints: number; isNew: boolean }
  | { ok: false; reason: string }

type Row = Omit<IncomingCall, 'receivedAt'> & {
  chatServerId: string | null
  charset: string
  eventType: string | null
  licence: string | null
}

// Counts on: call by key. The lock makes two at once take turns.
const LOCK = `
SELECT method, query, body, content_type AS "contentType", headers, remote_address AS "remoteAddress",
  chat_server_id AS "chatServerId", charset, event_type AS "eventType", licence
FROM call WHERE id = $1 AND outcome = 'rejected' FOR UPDATE`
// Counts on: the partial index call (corrected_from). What is made of a call is newer than it.
const MADE = 'SELECT id, mapped FROM call WHERE corrected_from = $1 AND id > $1 LIMIT 1'
const MARK = 'UPDATE call SET corrected_from = $2, corrected_by = $3 WHERE id = $1'

/**
 * Makes an event of a rejected call: its own bytes with the missing EVENT or LICENCE in front, same method, charset and
 * chat server, stored with its deliveries as if it came now. Asked twice, or by two at once, it makes one.
 * @returns the event and to how many endpoints it goes; a sentence when it cannot become an event.
 */
export async function correctCall(
  input: z.input<typeof correctCallInput> & { actor: string },
): Promise<CorrectCallOutcome> {
  const { callId, ...values } = correctCallInput.parse(input)
  return transaction(async (client): Promise<CorrectCallOutcome> => {
    const [row] = (await client.query<Row>(LOCK, [callId])).rows
    if (!row) return { ok: false, reason: 'There is no such rejected call any more.' }
    const [made] = (await client.query<{ id: string; mapped: number }>(MADE, [callId])).rows
    if (made) return { ok: true, eventId: made.id, endpoints: made.mapped, isNew: false }
    const corrected = correct(row, values)
    if (typeof corrected === 'string') return { ok: false, reason: corrected }
    return storeCorrected(client, corrected, { callId, actor: input.actor })
  })
}

function correct(row: Row, values: CorrectionValues): ReadCall | string {
  const named = { EVENT: row.eventType, LICENCE: row.licence }
  const missing = REQUIRED_NAMES.filter((name) => named[name] === null)
  const added = Object.fromEntries(missing.map((name) => [name, values[name]]))
  const addition = writeAddition(added, row.charset)
  if (typeof addition === 'string') return addition
  const place = placeOfAddition(row, missing)
  const { chatServerId, charset, eventType: _, licence: __, ...call } = row
  const bytes = { ...call, [place]: joinForms(addition, row[place]), receivedAt: new Date() }
  const read = readCall(bytes, { chatServerId, charset })
  return read.outcome === 'accepted' ? read : `${read.reason}. Write what is missing.`
}

async function storeCorrected(
  client: pg.ClientBase,
  call: ReadCall,
  { callId, actor }: { callId: string; actor: string },
): Promise<CorrectCallOutcome> {
  const [stored] = await storeCallsIn(client, [call])
  if (!stored) throw new Error('The corrected call was not stored')
  await client.query(MARK, [stored.id, callId, actor])
  return { ok: true, eventId: stored.id, endpoints: stored.deliveries.length, isNew: true }
}
