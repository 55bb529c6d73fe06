import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { MAX_HEAD_BYTES } from '../livechat/size-limits.ts'
import type { Log } from '../log.ts'
import { type HeadBytes, headBytes } from './raw-request.ts'
import { answerSalvaged } from './salvaged-call.ts'

/** What is known of a connection beside Node's parser, which tells nobody the bytes of a head that it refuses. */
type Watch = {
  head: HeadBytes
  latest: { request: IncomingMessage; response: ServerResponse } | null
  /** The packet at hand began within a head, or between two requests. */
  isInHead: boolean
  /** A request was read from the packet at hand. */
  isNew: boolean
  isTaken: boolean
  stop: () => void
}

const DOOR_LINE = /^[!-~]{1,32} (?:https?:\/\/[^/ ]{0,255})?\/rpc\//i

/** How a server must be made for the door to see every call: scripts of old leave Host out. */
export const DOOR_OPTIONS = { maxHeaderSize: MAX_HEAD_BYTES, requireHostHeader: false } as const

const STATUS: Record<string, string> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: '413 Payload Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
}

type ClientError = Error & { code?: string; rawPacket?: Buffer }

/** As Node answers where nobody listens. */
function refusePlainly(error: ClientError, socket: Socket, response: ServerResponse | undefined): void {
  if (socket.writable && !(response?.headersSent && !response.writableFinished)) {
    socket.write(`HTTP/1.1 ${STATUS[error.code ?? ''] ?? '400 Bad Request'}\r\nConnection: close\r\n\r\n`)
  }
  socket.destroy(error)
}

function watch(socket: Socket): Watch {
  // Runs after Node's own listener, which parses the packet first.
  const onData = (chunk: Buffer) => {
    if (made.isTaken) return
    if (made.isInHead && !made.isNew && made.head.view().length <= MAX_HEAD_BYTES) made.head.push(chunk)
    made.isNew = false
    made.isInHead = made.latest === null || made.latest.request.complete
  }
  const made: Watch = {
    head: headBytes(),
    latest: null,
    isInHead: true,
    isNew: false,
    isTaken: false,
    stop: () => socket.off('data', onData),
  }
  socket.on('data', onData)
  return made
}

/** The bytes of the request that Node's parser gave up; null when they are not all known (it was pipelined). */
function bytesOf({ head, isInHead, isNew }: Watch, { rawPacket }: ClientError): Buffer | null {
  if (!isInHead || isNew) return null
  const bytes = rawPacket ? Buffer.concat([head.view(), rawPacket]) : head.view()
  let start = 0
  // Some clients end a body with a line end too many, which then begins the next request.
  while (bytes[start] === 0x0d || bytes[start] === 0x0a) start += 1
  return bytes.subarray(start)
}

/**
 * Has a server keep the calls for the door that Node's HTTP parser refuses: raw bytes of a charset or blanks in
 * the target, which chat servers of old write, and heads that are broken or break off. They are read again by
 * ourselves. Everything else that the parser refuses is answered as Node does.
 * @param limitMs how long such a call may take to arrive.
 * @returns `forget`, for a connection that is upgraded: it speaks HTTP no more.
 */
export function salvageCalls(
  server: Server,
  log: Log,
  limitMs: number,
): { forget: (socket: Duplex) => void } {
  const watches = new WeakMap<Duplex, Watch>()
  // Node would answer 417 to an expectation that it does not know, and nobody would hear of the call.
  server.on('checkExpectation', (request, response) => server.emit('request', request, response))
  server.on('connection', (socket: Socket) => watches.set(socket, watch(socket)))
  server.on('request', (request, response) => {
    const watched = watches.get(request.socket)
    if (!watched) return
    watched.head.clear()
    watched.latest = { request, response }
    watched.isNew = true
  })
  server.on('clientError', (error: ClientError, socket: Socket) => {
    const watched = watches.get(socket)
    if (watched?.isTaken) return
    const bytes = watched && bytesOf(watched, error)
    if (!watched || !bytes || !DOOR_LINE.test(bytes.toString('latin1', 0, 320))) {
      return refusePlainly(error, socket, watched?.latest?.response)
    }
    watched.isTaken = true
    watched.head.clear()
    const isOver = error.rawPacket === undefined
    answerSalvaged({ socket, bytes, isOver, after: watched.latest?.response ?? null, log, limitMs })
  })
  return { forget: (socket) => watches.get(socket)?.stop() }
}
