import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerCall, type DoorAnswer, type DoorCall } from '../ingest/door-answer.ts'
import { readBody } from '../ingest/read-body.ts'
import type { Log } from '../log.ts'
import { earlyBody } from './early-body.ts'

// Also in absolute form, as some clients write it to what they take for a proxy.
const FOR_DOOR = /^(?:https?:\/\/[^/?#]*)?\/rpc\//i
const TARGET = /^(?:https?:\/\/[^/?#]*)?\/rpc\/([^/?#]+)\/?(?:\?(.*))?$/is

/** How long a caller whose call is answered before its end may go on sending, so that it gets to read why. */
export const LINGER_MS = 2000

/** Whether a request is for this door. The URL is the raw target: the rest of the server never sees such a request. */
export function isForDoor(url: string): boolean {
  return FOR_DOOR.test(url)
}

/** The parts of a raw target, one character a byte (latin1). A target of another shape has an empty token. */
export function splitTarget(target: string): { token: string; query: Buffer } {
  const [, token = '', query = ''] = TARGET.exec(target) ?? []
  return { token, query: Buffer.from(query, 'latin1') }
}

/** The headers of an answer. Of those without a body (204) nothing describes one. */
export function answerHeaders(answer: DoorAnswer): Record<string, string | number> {
  const ofBody = {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(answer.text),
  }
  return {
    ...(answer.status === 204 ? {} : ofBody),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...answer.headers,
  }
}

/** Logs that a call is lost, without anything of it. */
export function logNotKept(log: Log, error: unknown): void {
  log.error({ error: String(error) }, 'a call could not be kept')
}

function pairs(raw: string[]): [string, string][] {
  return Array.from({ length: raw.length / 2 }, (_, index) => [
    raw[index * 2] ?? '',
    raw[index * 2 + 1] ?? '',
  ])
}

function write(request: IncomingMessage, response: ServerResponse, answer: DoorAnswer): void {
  if (response.destroyed) return
  response.writeHead(answer.status, {
    ...answerHeaders(answer),
    ...(request.complete ? {} : { connection: 'close' }),
  })
  response.end(answer.text)
  if (request.complete) return
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
  const { token, query } = splitTarget(request.url ?? '')
  const early = earlyBody(request)
  const read = async (): Promise<DoorCall> => {
    const method = request.method ?? ''
    const length = request.headers['content-length']
    const { body, refusal } = await readBody(
      method,
      length === undefined ? null : Number(length),
      early.bytes,
    )
    const call = {
      method,
      query,
      body,
      contentType: request.headers['content-type'] ?? null,
      headers: pairs(request.rawHeaders),
      remoteAddress: request.socket.remoteAddress ?? null,
      receivedAt,
    }
    return { call, refusal }
  }
  const answer = await answerCall(token, read, (error) => logNotKept(log, error))
  early.drop()
  write(request, response, answer)
}
