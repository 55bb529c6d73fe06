import { notFound } from 'next/navigation'
import type { NextRequest } from 'next/server'
import { readSession } from '#lib/auth/require-session.ts'
import { EXPORT_FORMATS, type ExportChunk, type ExportFormat } from '#lib/delivery-log/export-log.ts'
import { beginExport } from '#lib/delivery-log/export-progress.ts'
import { isAskedWrongly, sayReadFailure } from '#lib/delivery-log/read-failure.ts'

const ID = /^[0-9a-f]{32}$/

/**
 * A log as a file, streamed: as many rows as there are, a page in memory at a time. How far it is can be asked for by the
 * `export` of its address, 32 hex digits of the asker's choice. 401 without a session, 404 for a format that is none, 400 for what the log
 * refuses, 503 when it does not answer.
 */
export async function answerExport(
  request: NextRequest,
  { name, format }: { name: string; format: string },
  write: (format: ExportFormat) => AsyncGenerator<ExportChunk, void>,
): Promise<Response> {
  const user = await readSession()
  if (!user) return new Response('Sign in first.', { status: 401 })
  if (format !== 'csv' && format !== 'ndjson') notFound()
  const asked = request.nextUrl.searchParams.get('export') ?? ''
  const progress = beginExport(ID.test(asked) ? asked : crypto.randomUUID(), user.id)
  const chunks = write(format)
  try {
    // The first page is read before anything is answered: what is wrong with the filters can still be said.
    const first = await chunks.next()
    const stamp = new Date().toISOString().slice(0, 19).replaceAll(':', '')
    return new Response(streamOf(first, chunks, progress), {
      headers: {
        'content-type': EXPORT_FORMATS[format],
        'content-disposition': `attachment; filename="${name}-${stamp}.${format}"`,
        'cache-control': 'no-store',
      },
    })
  } catch (error) {
    progress.end('failed')
    return new Response(sayReadFailure(error), { status: isAskedWrongly(error) ? 400 : 503 })
  }
}

function streamOf(
  first: IteratorResult<ExportChunk, void>,
  rest: AsyncGenerator<ExportChunk, void>,
  progress: ReturnType<typeof beginExport>,
): ReadableStream<Uint8Array> {
  const text = new TextEncoder()
  let next: IteratorResult<ExportChunk, void> | null = first
  return new ReadableStream({
    async pull(controller) {
      try {
        const chunk = next ?? (await rest.next())
        next = null
        if (chunk.done) {
          progress.end('done')
          controller.close()
          return
        }
        progress.add(chunk.value.rows)
        controller.enqueue(text.encode(chunk.value.text))
      } catch (error) {
        progress.end('failed')
        throw error
      }
    },
    async cancel() {
      progress.end('stopped')
      await rest.return()
    },
  })
}
