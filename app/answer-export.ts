import { notFound } from 'next/navigation'
import { readSession } from '#lib/auth/require-session.ts'
import { EXPORT_FORMATS, type ExportFormat } from '#lib/delivery-log/export-log.ts'
import { sayReadFailure } from '#lib/delivery-log/read-failure.ts'

/**
 * A log as a file, streamed: as many rows as there are, a page in memory at a time. 401 without a session, 404 for
 * a format that is none, 400 for what the log refuses.
 */
export async function answerExport(
  name: string,
  format: string,
  write: (format: ExportFormat) => AsyncGenerator<string, void>,
): Promise<Response> {
  if (!(await readSession())) return new Response('Sign in first.', { status: 401 })
  if (format !== 'csv' && format !== 'ndjson') notFound()
  const chunks = write(format)
  try {
    // The first page is read before anything is answered: what is wrong with the filters can still be said.
    const first = await chunks.next()
    const stamp = new Date().toISOString().slice(0, 19).replaceAll(':', '')
    return new Response(streamOf(first, chunks), {
      headers: {
        'content-type': EXPORT_FORMATS[format],
        'content-disposition': `attachment; filename="${name}-${stamp}.${format}"`,
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
