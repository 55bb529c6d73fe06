import type { NextRequest } from 'next/server'
import { answerNews } from '#app/answer-news.ts'
import { filtersOf, loadDeliveryParams } from '#components/deliveries/search-params.ts'
import { followLog } from '#lib/delivery-log/follow-log.ts'
import { listDeliveries } from '#lib/delivery-log/list-deliveries.ts'
import { readListedDeliveries } from '#lib/delivery-log/listed-delivery.ts'

export const dynamic = 'force-dynamic'

/** The log as it goes on. Takes the parameters of its page. */
export function GET(request: NextRequest): Promise<Response> {
  const filters = filtersOf(loadDeliveryParams(request.nextUrl.searchParams))
  const list = (limit: number) => listDeliveries({ ...filters, limit })
  return answerNews(request, (signal) => followLog({ list, readRows: readListedDeliveries }, signal))
}
