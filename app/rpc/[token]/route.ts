import { answerCall, type DoorCall } from '#lib/ingest/door-answer.ts'
import { readBody } from '#lib/ingest/read-body.ts'
import { makeLog } from '#lib/log.ts'

export const dynamic = 'force-dynamic'

// The same door as lib/server/rpc-door.ts for hosts that run plain Next. What Next changes before a handler
// sees it (bytes of the query that are not UTF-8, the order and case of headers) is changed here too.

async function* noBody(): AsyncGenerator<Uint8Array> {}

async function call(request: Request, { params }: { params: Promise<{ token: string }> }): Promise<Response> {
  const receivedAt = new Date()
  const { token } = await params
  const read = async (): Promise<DoorCall> => {
    const length = request.headers.get('content-length')
    const { body, refusal } = await readBody(
      request.method,
      length === null ? null : Number(length),
      request.body ?? noBody(),
    )
    const { search } = new URL(request.url)
    const made = {
      method: request.method,
      query: Buffer.from(search.slice(1), 'latin1'),
      body,
      contentType: request.headers.get('content-type'),
      headers: [...request.headers],
      remoteAddress: request.headers.get('x-real-client'),
      receivedAt,
    }
    return { call: made, refusal }
  }
  const answer = await answerCall(token, read, (error) =>
    makeLog('route').error({ error: String(error) }, 'a call could not be kept'),
  )
  const headers = {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    ...answer.headers,
  }
  // Answers of 204 and 205 may not even have an empty body.
  return new Response(answer.text || null, { status: answer.status, headers })
}

export {
  call as DELETE,
  call as GET,
  call as HEAD,
  call as OPTIONS,
  call as PATCH,
  call as POST,
  call as PUT,
}
