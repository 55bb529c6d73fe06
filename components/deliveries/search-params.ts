import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsInteger,
  parseAsString,
} from 'nuqs/server'
import type { DeliveryFilters } from '#lib/delivery-log/filters.ts'

const texts = parseAsArrayOf(parseAsString).withDefault([])

/**
 * What the list is narrowed to, all of it in the URL. Values are texts: what is no status is for the log to refuse, since left
 * out without a word it would show, and send again, everything.
 */
export const narrowingParams = {
  status: texts,
  event: texts,
  licence: texts,
  /** Ids, or parts of URLs. */
  endpoint: texts,
  code: texts,
  error: texts,
  attempts: parseAsString,
  took: parseAsString,
  agent: texts,
  client: texts,
  server: texts,
  since: parseAsString,
  until: parseAsString,
  search: parseAsString,
}

/** The state of the list: the page and the filters share it. */
export const deliveryParams = {
  ...narrowingParams,
  order: parseAsString,
  before: parseAsString,
  after: parseAsString,
}

export type Narrowing = inferParserType<typeof narrowingParams>

/** Which delivery is open beside the list. */
export const OPEN_PARAM = 'open'

/** Which attempt of a delivery is looked at, by its number; the newest when it is not there. */
export const ATTEMPT_PARAM = 'attempt'

const attemptQuery = createSerializer({ [ATTEMPT_PARAM]: parseAsInteger })

/** The page of a delivery, at one of its attempts. */
export const attemptHref = (of: { deliveryId: string; attempt: number }) =>
  attemptQuery(`/deliveries/${of.deliveryId}`, { [ATTEMPT_PARAM]: of.attempt })

/** An endpoint that is not asked for by its id is by a part of its URL. */
export const isId = (text: string) => ID.test(text)

const ID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

/** What the URL asks for, as the log is asked. */
export function filtersOf(params: Narrowing): Omit<DeliveryFilters, 'before' | 'after' | 'limit' | 'order'> {
  const { status, event, licence, endpoint, code, error, agent, client, server } = params
  const { attempts, took, since, until, search } = params
  return {
    // Parsed when the log is asked.
    status: status as DeliveryFilters['status'],
    error: error as DeliveryFilters['error'],
    licence,
    eventType: event,
    endpointId: endpoint.filter(isId),
    endpoint: endpoint.filter((one) => !isId(one)),
    code,
    agent,
    client,
    chatServer: server,
    ...(attempts && { attempts }),
    ...(took && { took }),
    ...(since && { since }),
    ...(until && { until }),
    ...(search && { search }),
  }
}

export const loadDeliveryParams = createLoader(deliveryParams)
export const deliveriesHref = createSerializer({
  ...deliveryParams,
  [OPEN_PARAM]: parseAsString,
})
