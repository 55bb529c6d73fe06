import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsString,
} from 'nuqs/server'
import type { CallFilters } from '#lib/delivery-log/filters.ts'

const texts = parseAsArrayOf(parseAsString).withDefault([])

/** What the list is narrowed to, all of it in the URL. What no filter is, is for the log to refuse: see those of the deliveries. */
const narrowingParams = {
  fate: texts,
  licence: texts,
  event: texts,
  agent: texts,
  client: texts,
  server: texts,
  odd: parseAsString,
  since: parseAsString,
  until: parseAsString,
  search: parseAsString,
}

/** The state of the list of events. */
export const callParams = {
  ...narrowingParams,
  order: parseAsString,
  before: parseAsString,
  after: parseAsString,
}

export type Narrowing = inferParserType<typeof narrowingParams>

/** What the URL asks for, as the log is asked. */
export function filtersOf(params: Narrowing): Omit<CallFilters, 'before' | 'after' | 'limit' | 'order'> {
  const { fate, licence, event, agent, client, server, odd, since, until, search } = params
  return {
    // Parsed when the log is asked.
    fate: fate as CallFilters['fate'],
    licence,
    eventType: event,
    agent,
    client,
    chatServer: server,
    ...(odd && { odd: (odd === 'true' || odd) as boolean }),
    ...(since && { since }),
    ...(until && { until }),
    ...(search && { search }),
  }
}

export const loadCallParams = createLoader(callParams)
export const callsHref = createSerializer(callParams)
