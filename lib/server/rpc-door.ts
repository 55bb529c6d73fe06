import type { IncomingMessage, ServerResponse } from 'node:http'
import type { IncomingCall } from '../ingest/call.ts'
import { answerCall, BROKEN_OFF, type DoorAnswer, TOO_LARGE } from '../ingest/door-answer.ts'
import { MAX_BODY_BYTES } from '../ingest/ingest-call.ts'
import type { Log } from '../log.ts'

const PATH = /^\/rpc\/([^/?#]+)\/?(?:\?(.*))?$/s

/** How long a caller whose body is refused may go on sending, so that it gets to read why. */
const LINGER_MS = 2000

/** Whether a request is for this door. The URL is the raw target: the rest of the server never sees such a request. */
export function isForDoor(url: string): boolean {
  return url.startsWith('/rpc/')
}

function pairs(raw: string[]): [string, string][] {
  return Array.from({ length: raw.length / 2 }, (_, index) => [
    raw[index * 2] ?? '',
    raw[index * 2 + 1] ?? '',
  ])
}

async function readBody(request: IncomingMessage): Promise<Buffer | DoorAnswer> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return TOO_LARGE
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      size += chunk.length
      if (size > MAX_BODY_BYTES) return TOO_LARGE
      chunks.push(chunk)
    }
  } catch {
    return BROKEN_OFF
  }
  return Buffer.concat(chunks, size)
}

function write(request: IncomingMessage, response: ServerResponse, answer: DoorAnswer): void {
  if (response.destroyed) return
  response.writeHead(answer.status, {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(answer.text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...answer.headers,
    ...(request.complete ? {} : { connection: 'close' }),
  })
  response.end(answer.text)
  if (request.complete) return
  request.resume()
  const linger = setTimeout(() => request.destroy(), LINGER_MS)
  request.once('close', () => clearTimeout(linger))
}

/** The raw door: `/rpc/<token>` answered before Next, so that every byte of the call is as the chat server sent it. */
export async function answerAtDoor(
  request: IncomingMessage,
  response: ServerResponse,
  log: Log,
): Promise<void> {
  const receivedAt = new Date()
  const [, token = '', query = ''] = PATH.exec(request.url ?? '') ?? []
  const read = async (): Promise<IncomingCall | DoorAnswer> => {
    const body = await readBody(request)
    if ('status' in body) return body
    return {
      method: request.method ?? '',
      query: Buffer.from(query, 'latin1'),
      body,
      contentType: request.headers['content-type'] ?? null,
      headers: pairs(request.rawHeaders),
      remoteAddress: request.socket.remoteAddress ?? null,
      receivedAt,
    }
  }
  const answer = await answerCall({ method: request.method ?? '', token, read }, (error) =>
    log.error({ error: String(error) }, 'a call could not be kept'),
  )
  write(request, response, answer)
}
