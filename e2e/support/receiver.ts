import { createServer, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http'

/** What a receiver got: the raw target and body, byte for byte (latin1 text for the target). */
export type Received = {
  method: string
  target: string
  headers: IncomingHttpHeaders
  body: Buffer
  at: number
}

type Behaviour = {
  status: number
  body?: string | Buffer
  headers?: OutgoingHttpHeaders
  delayMs?: number
}

export type Receiver = {
  url: string
  port: number
  received: Received[]
  /** How it answers from now on; the default is `200 ok`. */
  answer: (behave: (request: Received) => Behaviour) => void
  /** Resolves once `count` requests that pass `test` have come in. */
  until: (count: number, test?: (request: Received) => boolean) => Promise<void>
  stop: () => Promise<void>
}

/** A script on the other side: a real HTTP server on the loopback address that keeps all that it is sent. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = []
  const waiting = new Set<() => void>()
  let behave: Parameters<Receiver['answer']>[0] = () => ({ status: 200 })

  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', () => {
      const one = {
        method: request.method ?? '',
        target: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks),
        at: Date.now(),
      }
      received.push(one)
      const { status, body = status < 400 ? 'ok' : 'the script failed', headers, delayMs = 0 } = behave(one)
      const head = { 'content-type': 'text/plain', ...headers }
      setTimeout(() => response.writeHead(status, head).end(body), delayMs)
      for (const look of waiting) look()
    })
  })
  server.keepAliveTimeout = 60_000
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the receiver has no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    received,
    answer: (how) => {
      behave = how
    },
    until: (count, test = () => true) =>
      new Promise((done) => {
        const look = () => {
          if (received.filter(test).length < count) return
          waiting.delete(look)
          done()
        }
        waiting.add(look)
        look()
      }),
    stop: async () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
