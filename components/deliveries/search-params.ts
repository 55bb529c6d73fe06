import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server'
import { DELIVERY_STATUSES } from '#lib/delivery-log/delivery-status.ts'
import type { DeliveryFilters } from '#lib/delivery-log/filters.ts'
import { FAILURE_KIND_NAMES } from '#lib/dispatch/failure-kinds.ts'

const texts = parseAsArrayOf(parseAsString).withDefault([])

/** What the list is narrowed to, all of it in the URL. */
export const narrowingParams = {
  status: parseAsArrayOf(parseAsStringLiteral(DELIVERY_STATUSES)).withDefault([]),
  event: texts,
  licence: texts,
  /** Ids, or parts of URLs. */
  endpoint: texts,
  code: texts,
  error: parseAsArrayOf(parseAsStringLiteral(FAILURE_KIND_NAMES)).withDefault([]),
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
export const deliveryParams = { ...narrowingParams, before: parseAsString, after: parseAsString }

export type Narrowing = inferParserType<typeof narrowingParams>

/** Which delivery is open beside the list. */
export const OPEN_PARAM = 'open'

/** Which attempt of a delivery is looked at, by its number; the newest when it is not there. */
export const ATTEMPT_PARAM = 'attempt'

const ID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

/** What the URL asks for, as the log is asked. */
export function filtersOf(params: Narrowing): Omit<DeliveryFilters, 'before' | 'after' | 'limit'> {
  const { status, event, licence, endpoint, code, error, agent, client, server } = params
  const { attempts, took, since, until, search } = params
  return {
    status,
    licence,
    eventType: event,
    endpointId: endpoint.filter((one) => ID.test(one)),
    endpoint: endpoint.filter((one) => !ID.test(one)),
    code,
    error,
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
