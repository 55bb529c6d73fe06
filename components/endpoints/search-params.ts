import { createLoader, createSerializer, parseAsString, parseAsStringLiteral } from 'nuqs/server'
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
