import type { NextRequest } from 'next/server'
import { answerExport } from '#app/answer-export.ts'
import { filtersOf, loadDeliveryParams } from '#components/deliveries/search-params.ts'
import { showUrl } from '#components/ui/shown-url.ts'
import { exportDeliveries } from '#lib/delivery-log/export-deliveries.ts'

export const dynamic = 'force-dynamic'

/** All deliveries that the log's parameters leave. */
export async function GET(
  request: NextRequest,
  { params }: RouteContext<'/deliveries/export/[format]'>,
): Promise<Response> {
  const filters = filtersOf(loadDeliveryParams(request.nextUrl.searchParams))
  return answerExport(request, { name: 'deliveries', ...(await params) }, (format) =>
    exportDeliveries(filters, format, showUrl),
  )
}
