import type { z } from 'zod'
import type { CallFate } from '#lib/delivery-log/call-fate.ts'
import type { allCalls } from '#lib/delivery-log/filters.ts'
import type { Condition } from '#lib/delivery-log/find-ids.ts'
import type { LogQuery } from '#lib/delivery-log/log-query.ts'
import { isSentBy, namedSenders } from '#lib/delivery-log/named-ids.ts'
import type { Read } from '#lib/delivery-log/read-log.ts'
import { timeRange } from '#lib/delivery-log/time-range.ts'
import { isAgent, isClient, wordsOf } from '#lib/delivery-log/who.ts'

type Filters = z.output<typeof allCalls>

/** SQL over call, written as the indexes are: call_nowhere_idx, and call (outcome, id). */
export const FATE_CONDITIONS: Record<CallFate, string> = {
  delivered: "(call.outcome = 'accepted' AND call.mapped > 0)",
  nowhere: "(call.outcome = 'accepted' AND call.mapped = 0 AND NOT call.muted)",
  muted: "(call.outcome = 'accepted' AND call.mapped = 0 AND call.muted)",
  rejected: "(call.outcome = 'rejected')",
}

/**
 * The filters of a list as conditions on the calls.
 * @throws UnknownName when there is no chat server of a name.
 */
export async function callQuery(read: Read, filters: Filters, now: number): Promise<LogQuery> {
  const senders = await namedSenders(read, filters.chatServer ?? [])
  // With the console it is an "or", which no column's values are.
  const sentBy = senders.isConsole ? isSentBy(senders) : null
  const { agent = [], client = [] } = filters
  return {
    table: 'call',
    filters: [
      { column: 'licence', type: 'text', values: filters.licence ?? [] },
      { column: 'chat_server_id', type: 'uuid', values: sentBy ? [] : senders.ids },
      { column: 'event_type', type: 'text', values: filters.eventType ?? [] },
    ],
    conditions: [
      ...(sentBy ? [sentBy] : []),
      ...ofFate(filters.fate ?? []),
      // call_odd_idx, and call_odd_of_type_idx with an event type.
      ...(filters.odd ? [() => 'call.odd IS NOT NULL'] : []),
      // The words have found them before.
      ...(agent.length > 0 ? [(place: Parameters<Condition>[0]) => isAgent(place(agent))] : []),
      ...(client.length > 0 ? [(place: Parameters<Condition>[0]) => isClient(place(client))] : []),
    ],
    words: wordsOf(filters),
    range: timeRange(filters, now),
  }
}

function ofFate(fates: CallFate[]): Condition[] {
  if (fates.length === 0) return []
  return [() => `(${fates.map((fate) => FATE_CONDITIONS[fate]).join(' OR ')})`]
}
