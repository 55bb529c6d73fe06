import type { NextRequest } from 'next/server'
import { answerExport } from '#app/answer-export.ts'
import { filtersOf, loadCallParams } from '#components/calls/search-params.ts'
import { exportCalls } from '#lib/delivery-log/export-calls.ts'

export const dynamic = 'force-dynamic'

/** All events and rejected calls that the log's parameters leave. */
export async function GET(
  request: NextRequest,
  { params }: RouteContext<'/events/export/[format]'>,
): Promise<Response> {
  const filters = filtersOf(loadCallParams(request.nextUrl.searchParams))
  return answerExport(request, { name: 'events', ...(await params) }, (format) =>
    exportCalls(filters, format),
  )
}
