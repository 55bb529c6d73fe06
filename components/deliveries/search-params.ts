import {
  createLoader,
  createSerializer,
  parseAsArrayOf,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server'
import { DELIVERY_STATUSES } from '#lib/delivery-log/delivery-status.ts'

/** The state of the list, all of it in the URL; the page and the filters share it. */
export const deliveryParams = {
  status: parseAsArrayOf(parseAsStringLiteral(DELIVERY_STATUSES)).withDefault([]),
  event: parseAsArrayOf(parseAsString).withDefault([]),
  licence: parseAsArrayOf(parseAsString).withDefault([]),
  endpoint: parseAsArrayOf(parseAsString).withDefault([]),
  since: parseAsString,
  search: parseAsString,
  before: parseAsString,
  after: parseAsString,
}

/** Which attempt of a delivery is looked at, by its number; the newest when it is not there. */
export const ATTEMPT_PARAM = 'attempt'

export const loadDeliveryParams = createLoader(deliveryParams)
export const deliveriesHref = createSerializer(deliveryParams)
