import { createLoader, createSerializer, parseAsString, parseAsStringLiteral } from 'nuqs/server'
import { HISTORY_RANGE_NAMES } from '#lib/endpoints/history-ranges.ts'
import { ENDPOINT_FILTER_NAMES } from '#lib/endpoints/list-filters.ts'

/** The state of the list of endpoints, all of it in the URL. */
export const endpointParams = {
  search: parseAsString,
  state: parseAsStringLiteral(ENDPOINT_FILTER_NAMES),
  before: parseAsString,
  after: parseAsString,
}

export const loadEndpointParams = createLoader(endpointParams)
export const endpointsHref = createSerializer(endpointParams)

/** The state of an endpoint's page. */
export const endpointPageParams = { range: parseAsStringLiteral(HISTORY_RANGE_NAMES).withDefault('24h') }

/** Where an endpoint's page tells of its attempts by the hour. */
export const HISTORY_ANCHOR = 'history'

export const loadEndpointPageParams = createLoader(endpointPageParams)
