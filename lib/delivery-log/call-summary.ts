import type { z } from 'zod'
import { CALL_FATES, type CallFate } from '#lib/delivery-log/call-fate.ts'
import { callQuery, FATE_CONDITIONS } from '#lib/delivery-log/call-query.ts'
import { countFacets, type FacetColumn, type FacetCounts, inOrder } from '#lib/delivery-log/count-facets.ts'
import { allCalls } from '#lib/delivery-log/filters.ts'
import { type Histogram, type Kinds, readHistogram } from '#lib/delivery-log/histogram.ts'
import { readLog } from '#lib/delivery-log/read-log.ts'

type Given = z.input<typeof allCalls>
type Filters = z.output<typeof allCalls>

const FATE = `CASE ${CALL_FATES.map((fate) => `WHEN ${FATE_CONDITIONS[fate]} THEN '${fate}'`).join(' ')} END`

const COLUMNS = {
  fate: { sql: FATE, own: ['fate'] },
  odd: { sql: "CASE WHEN call.odd IS NOT NULL THEN 'true' END", own: ['odd'] },
  eventType: { sql: 'call.event_type', own: ['eventType'] },
  licence: { sql: 'call.licence', own: ['licence'] },
  chatServer: {
    sql: '(SELECT name FROM chat_server WHERE chat_server.id = call.chat_server_id)',
    own: ['chatServer'],
  },
} satisfies Record<string, FacetColumn<Filters>>

/** What calls are counted by. Fates are in the order of the log. */
export type CallFacets = FacetCounts<keyof typeof COLUMNS>
export type CallBars = Histogram<CallFate>

const KINDS: Kinds<CallFate> = {
  column: FATE,
  each: FATE_CONDITIONS,
  frequent: 'delivered',
  // How often a call was mapped stands in the row alone; that it was accepted, in an index.
  wide: { sql: "call.outcome = 'accepted'", among: ['nowhere', 'muted'] },
  isIndexed: ({ conditions, filters }) =>
    conditions.length === 0 && filters.every(({ values }) => values.length === 0),
}

/**
 * How many calls of a list there are by what became of them, type, licence and chat server.
 * @throws ZodError, UnknownName, LogTimeout as the list does.
 */
export async function countCallFacets(given: Given, now = Date.now()): Promise<CallFacets> {
  const filters = allCalls.parse(given)
  return readLog(async (read) => {
    const counted = await countFacets(read, filters, { columns: COLUMNS, query: callQuery }, now)
    const fate = inOrder(counted.values.fate, CALL_FATES)
    return { ...counted, values: { ...counted.values, fate } }
  })
}

/**
 * The calls of a list over its time; null when there are none.
 * @throws ZodError, UnknownName, LogTimeout as the list does.
 */
export async function readCallBars(given: Given, now = Date.now()): Promise<CallBars | null> {
  const filters = allCalls.parse(given)
  return readLog(async (read) => readHistogram(read, await callQuery(read, filters, now), KINDS, now))
}
