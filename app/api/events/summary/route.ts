import type { NextRequest } from 'next/server'
import { answerSummary } from '#app/answer-summary.ts'
import { filtersOf, loadCallParams } from '#components/calls/search-params.ts'
import { countCallFacets, readCallBars } from '#lib/delivery-log/call-summary.ts'

export const dynamic = 'force-dynamic'

/** What the log holds by now. Takes the parameters of its page. */
export function GET(request: NextRequest): Promise<Response> {
  const filters = filtersOf(loadCallParams(request.nextUrl.searchParams))
  return answerSummary(
    () => readCallBars(filters),
    () => countCallFacets(filters),
  )
}
