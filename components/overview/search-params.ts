import {
  createLoader,
  createSerializer,
  parseAsArrayOf,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server'
import { deliveryParams } from '#components/deliveries/search-params.ts'
import { OVERVIEW_RANGES } from '#lib/overview/ranges.ts'

/** How far back the overview looks, in the URL. */
export const overviewParams = { range: parseAsStringLiteral(OVERVIEW_RANGES).withDefault('24h') }

export const loadOverviewParams = createLoader(overviewParams)

/** A link into the log. `since` and `until`: so long ago, or ISO. */
export const logHref = createSerializer({
  status: deliveryParams.status,
  endpoint: parseAsArrayOf(parseAsString),
  since: parseAsString,
  until: parseAsString,
})
