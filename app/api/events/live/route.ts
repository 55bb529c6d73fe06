import type { NextRequest } from 'next/server'
import { answerNews } from '#app/answer-news.ts'
import { filtersOf, loadCallParams } from '#components/calls/search-params.ts'
import { followLog } from '#lib/delivery-log/follow-log.ts'
import { listCalls } from '#lib/delivery-log/list-calls.ts'
import { readListedCalls } from '#lib/delivery-log/listed-call.ts'

export const dynamic = 'force-dynamic'

/** The log of events as it goes on. Takes the parameters of its page. */
export function GET(request: NextRequest): Promise<Response> {
  const filters = filtersOf(loadCallParams(request.nextUrl.searchParams))
  const list = (limit: number) => listCalls({ ...filters, limit })
  return answerNews(request, (signal) => followLog({ list, readRows: readListedCalls }, signal))
}
