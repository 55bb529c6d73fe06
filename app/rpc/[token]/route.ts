import type { IncomingCall } from '#lib/ingest/call.ts'
import { answerCall, type DoorAnswer, TOO_LARGE } from '#lib/ingest/door-answer.ts'
import { MAX_BODY_BYTES } from '#lib/ingest/ingest-call.ts'
import { makeLog } from '#lib/log.ts'

export const dynamic = 'force-dynamic'

// The same door as lib/server/rpc-door.ts for hosts that run plain Next. What Next changes before a handler
// sees it (bytes of the query that are not UTF-8, the order and case of headers) is changed here too.

async function call(request: Request, { params }: { params: Promise<{ token: string }> }): Promise<Response> {
  const receivedAt = new Date()
  const { token } = await params
  const read = async (): Promise<IncomingCall | DoorAnswer> => {
    const body = new Uint8Array(await request.arrayBuffer())
    if (body.length > MAX_BODY_BYTES) return TOO_LARGE
    const { search } = new URL(request.url)
    return {
      method: request.method,
      query: Buffer.from(search.slice(1), 'latin1'),
      body,
      contentType: request.headers.get('content-type'),
      headers: [...request.headers],
      remoteAddress: request.headers.get('x-real-client'),
      receivedAt,
    }
  }
  const answer = await answerCall({ method: request.method, token, read }, (error) =>
    makeLog('route').error({ error: String(error) }, 'a call could not be kept'),
  )
  const headers = {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    ...answer.headers,
  }
  return new Response(answer.text, { status: answer.status, headers })
}

export { call as GET, call as POST }
