import { createLoader, createSerializer, parseAsString, parseAsStringLiteral } from 'nuqs/server'
import { LICENCE_ORDERS } from '#lib/licences/list-limits.ts'

/** The state of the list of licences, all of it in the URL. */
export const licenceParams = {
  search: parseAsString,
  order: parseAsStringLiteral(LICENCE_ORDERS).withDefault('number'),
  before: parseAsString,
  after: parseAsString,
}

export const loadLicenceParams = createLoader(licenceParams)
export const licencesHref = createSerializer(licenceParams)
