import {
  createLoader,
  createSerializer,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server'

/** What became of a call, as the list's filter says it. */
export const CALL_FATES = ['delivered', 'nowhere', 'rejected'] as const

/** The state of the list of events, all of it in the URL. */
export const callParams = {
  fate: parseAsStringLiteral(CALL_FATES),
  odd: parseAsBoolean.withDefault(false),
  event: parseAsArrayOf(parseAsString).withDefault([]),
  licence: parseAsArrayOf(parseAsString).withDefault([]),
  since: parseAsString,
  search: parseAsString,
  before: parseAsString,
  after: parseAsString,
}

export const loadCallParams = createLoader(callParams)
export const callsHref = createSerializer(callParams)
