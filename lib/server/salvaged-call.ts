import { type ServerResponse, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { answerCall, type DoorAnswer, type DoorCall } from '../ingest/door-answer.ts'
import { KEPT_OF_REFUSED, readBody } from '../ingest/read-body.ts'
import type { Refusal } from '../ingest/refusal.ts'
import { MAX_HEAD_BYTES } from '../livechat/size-limits.ts'
import type { Log } from '../log.ts'
import { headBytes, headEnd, type RawHead, readHead } from './raw-request.ts'
import { answerHeaders, LINGER_MS, logNotKept, splitTarget } from './rpc-door.ts'

type Salvage = {
  socket: Socket
  /** What came of the request so far, from its first byte. */
  bytes: Buffer
  /** Nothing more will come: the connection ended, or took too long. */
  isOver: boolean
  /** The answer to the request before, which goes out first. */
  after: ServerResponse | null
  log: Log
  limitMs: number
}

const BAD_REQUEST: DoorAnswer = { status: 400, text: 'The request cannot be read' }
const NO_END: Refusal = { status: 400, reason: 'The call broke off in its headers' }
const TOO_LONG: Refusal = {
  status: 431,
  reason: `The request line and headers are longer than ${MAX_HEAD_BYTES / 1024} KB`,
}

async function* packets(socket: Socket, first: Buffer, isOver: boolean): AsyncGenerator<Buffer> {
  yield first
  if (!isOver) yield* socket.iterator({ destroyOnReturn: false })
}

type ReadSoFar = { head: RawHead | null; refusal: Refusal | null; rest: Buffer }

async function untilHeadEnds(incoming: AsyncIterator<Buffer>): Promise<ReadSoFar> {
  const kept = headBytes()
  const broken = (refusal: Refusal): ReadSoFar => ({
    head: readHead(kept.view().subarray(0, MAX_HEAD_BYTES)),
    refusal,
    rest: Buffer.alloc(0),
  })
  for (;;) {
    const step = await incoming.next().catch(() => null)
    if (step === null || step.done) return broken(NO_END)
    const from = Math.max(0, kept.view().length - 2)
    kept.push(step.value)
    const end = headEnd(kept.view(), from)
    if (end > MAX_HEAD_BYTES || (end === -1 && kept.view().length > MAX_HEAD_BYTES)) return broken(TOO_LONG)
    if (end !== -1) {
      const head = readHead(kept.view().subarray(0, end))
      const refusal = head?.problem ? { status: 400, reason: head.problem } : null
      return { head, refusal, rest: kept.view().subarray(end) }
    }
  }
}

/** The body's bytes and not one more: what is pipelined behind them is nobody's. Throws when they do not all come. */
async function* bodyBytes(rest: Buffer, incoming: AsyncIterator<Buffer>, length: number) {
  let missing = length
  for (let chunk = rest; ; ) {
    const part = chunk.subarray(0, missing)
    missing -= part.length
    if (part.length > 0) yield part
    if (missing === 0) return
    const step = await incoming.next()
    if (step.done) throw new Error('the connection ended in the body')
    chunk = step.value
  }
}

function write(socket: Socket, method: string, answer: DoorAnswer): void {
  if (!socket.writable) return
  const headers = { ...answerHeaders(answer), connection: 'close' }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const head = `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status] ?? 'Answer'}\r\n${lines.join('')}\r\n`
  socket.end(method === 'HEAD' ? head : head + answer.text)
}

async function finished(response: ServerResponse | null): Promise<void> {
  if (!response || response.writableFinished || response.destroyed) return
  await new Promise<void>((done) => response.once('close', done))
}

async function answerTo(salvage: Salvage): Promise<{ method: string; answer: DoorAnswer }> {
  const { socket, bytes, isOver, log } = salvage
  const receivedAt = new Date()
  const incoming = packets(socket, bytes, isOver)
  const { head, refusal, rest } = await untilHeadEnds(incoming)
  if (!head) return { method: '', answer: BAD_REQUEST }
  const { token, query } = splitTarget(head.target)
  const { method, headers, contentLength } = head
  const read = async (): Promise<DoorCall> => {
    if (head.expectsContinue && !refusal) socket.write('HTTP/1.1 100 Continue\r\n\r\n')
    const got = refusal
      ? { body: Uint8Array.from(rest.subarray(0, KEPT_OF_REFUSED)), refusal }
      : await readBody(method, contentLength, bodyBytes(rest, incoming, contentLength))
    const [, contentType = null] = headers.find(([name]) => name.toLowerCase() === 'content-type') ?? []
    const remoteAddress = socket.remoteAddress ?? null
    const call = { method, query, body: got.body, contentType, headers, remoteAddress, receivedAt }
    return { call, refusal: got.refusal }
  }
  return { method, answer: await answerCall(token, read, (error) => logNotKept(log, error)) }
}

/** Reads the rest of a call that Node's parser gave up, takes it as every call, answers, and closes. Never throws. */
export async function answerSalvaged(salvage: Salvage): Promise<void> {
  const { socket, after, limitMs, log } = salvage
  // Node's parser is done with this connection; only its bookkeeping at the close stays.
  for (const event of ['data', 'end', 'drain']) socket.removeAllListeners(event)
  socket.pause()
  socket.on('error', () => {})
  const limit = setTimeout(() => socket.destroy(), limitMs)
  try {
    const { method, answer } = await answerTo(salvage)
    await finished(after)
    write(socket, method, answer)
  } catch (error) {
    log.error({ error: String(error) }, 'a request failed')
    socket.destroy()
  } finally {
    clearTimeout(limit)
  }
  socket.resume()
  const linger = setTimeout(() => socket.destroy(), LINGER_MS)
  socket.once('close', () => clearTimeout(linger))
  socket.once('end', () => socket.destroySoon())
}
