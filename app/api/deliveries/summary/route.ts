import type { NextRequest } from 'next/server'
import { answerSummary } from '#app/answer-summary.ts'
import { filtersOf, loadDeliveryParams } from '#components/deliveries/search-params.ts'
import { countDeliveryFacets, readDeliveryBars } from '#lib/delivery-log/delivery-summary.ts'

export const dynamic = 'force-dynamic'

/** What the log holds by now. Takes the parameters of its page. */
export function GET(request: NextRequest): Promise<Response> {
  const filters = filtersOf(loadDeliveryParams(request.nextUrl.searchParams))
  return answerSummary(
    () => readDeliveryBars(filters),
    () => countDeliveryFacets(filters),
  )
}
