import { notFound } from 'next/navigation'
import type { NextRequest } from 'next/server'
import { filtersOf, loadDeliveryParams } from '#components/deliveries/search-params.ts'
import { showUrl } from '#components/ui/shown-url.ts'
import { readSession } from '#lib/auth/require-session.ts'
import { EXPORT_FORMATS, exportDeliveries } from '#lib/delivery-log/export-deliveries.ts'
import { sayReadFailure } from '#lib/delivery-log/read-failure.ts'

export const dynamic = 'force-dynamic'

/** All deliveries that the log's parameters leave, streamed: as many as there are, a page in memory at a time. */
export async function GET(
  request: NextRequest,
  { params }: RouteContext<'/deliveries/export/[format]'>,
): Promise<Response> {
  if (!(await readSession())) return new Response('Sign in first.', { status: 401 })
  const { format } = await params
  if (format !== 'csv' && format !== 'ndjson') notFound()
  const { before, after, ...narrowing } = loadDeliveryParams(request.nextUrl.searchParams)
  const chunks = exportDeliveries(filtersOf(narrowing), format, showUrl)
  try {
    // The first page is read before anything is answered: what is wrong with the filters can still be said.
    const first = await chunks.next()
    const stamp = new Date().toISOString().slice(0, 19).replaceAll(':', '')
    return new Response(streamOf(first, chunks), {
      headers: {
        'content-type': EXPORT_FORMATS[format],
        'content-disposition': `attachment; filename="deliveries-${stamp}.${format}"`,
        'cache-control': 'no-store',
      },
    })
  } catch (error) {
    return new Response(sayReadFailure(error), { status: 400 })
  }
}

function streamOf(
  first: IteratorResult<string>,
  rest: AsyncGenerator<string, void>,
): ReadableStream<Uint8Array> {
  const text = new TextEncoder()
  let next: IteratorResult<string> | null = first
  return new ReadableStream({
    async pull(controller) {
      const chunk = next ?? (await rest.next())
      next = null
      if (chunk.done) controller.close()
      else controller.enqueue(text.encode(chunk.value))
    },
    async cancel() {
      await rest.return()
    },
  })
}
