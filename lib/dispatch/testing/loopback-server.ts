import { createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { TEST_CERTIFICATE, TEST_KEY } from './certificate.ts'

export type LoopbackServer = {
  port: number
  /** How many connections it has accepted. */
  connections: () => number
  /** The requests it has read, each with every byte as latin1 text. */
  requests: string[]
  /** From now on, says this first on each connection, before any request. */
  greet: (text: string) => void
  /** Resolves when the next connection that it accepts has ended. */
  nextClose: () => Promise<void>
  close: () => Promise<void>
}

/** Writes the answer to one request; `request` is every byte of it as latin1 text. */
export type Answerer = (socket: Socket, request: string, number: number) => void

/** Cuts the first whole request off; null while it is not whole. */
function firstRequest(text: string): string | null {
  const end = text.indexOf('\r\n\r\n')
  if (end === -1) return null
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(text.slice(0, end))?.[1] ?? 0)
  const whole = end + 4 + length
  return text.length >= whole ? text.slice(0, whole) : null
}

function readRequests(socket: Socket, server: LoopbackServer, answer: Answerer) {
  let text = ''
  socket.on('error', () => {})
  socket.on('data', (bytes) => {
    text += bytes.toString('latin1')
    for (let request = firstRequest(text); request !== null; request = firstRequest(text)) {
      text = text.slice(request.length)
      server.requests.push(request)
      answer(socket, request, server.requests.length)
    }
  })
}

/** A receiver made of a bare socket: the test sees every byte and decides every byte of the answer. */
export async function listen(
  answer: Answerer,
  { host = '127.0.0.1', tls = false } = {},
): Promise<LoopbackServer> {
  const sockets = new Set<Socket>()
  let accepted = 0
  let greeting = ''
  const secured = (socket: Socket) => readRequests(socket, server, answer)
  const listener: Server = tls
    ? createTlsServer({ key: TEST_KEY, cert: TEST_CERTIFICATE }, secured)
    : createServer(secured)
  listener.on('tlsClientError', () => {})
  const server: LoopbackServer = {
    port: 0,
    connections: () => accepted,
    requests: [],
    greet: (text) => {
      greeting = text
    },
    nextClose: () =>
      new Promise((closed) => {
        listener.once('connection', (socket: Socket) => socket.once('close', () => closed()))
      }),
    close: () =>
      new Promise((closed) => {
        listener.close(() => closed())
        for (const socket of sockets) socket.destroy()
      }),
  }
  listener.on('connection', (socket: Socket) => {
    accepted += 1
    sockets.add(socket)
    if (greeting !== '') socket.write(greeting)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((listening) => listener.listen(0, host, listening))
  const address = listener.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  server.port = address.port
  return server
}

/** An answer with content-length. */
export function answerText(body: string, status = '200 OK', headers = ''): string {
  return `HTTP/1.1 ${status}\r\n${headers}content-length: ${Buffer.byteLength(body, 'latin1')}\r\n\r\n${body}`
}

/** The usual receiver: 200, "ok". */
export const answerOk: Answerer = (socket) => socket.write(answerText('ok'))
