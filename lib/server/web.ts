// The web process: the raw door for chat servers, and Next for people, on one port.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import next from 'next'
import { closePool } from '../db/pool.ts'
import { closeOutbound } from '../dispatch/outbound.ts'
import { env } from '../env.ts'
import { openJournal } from '../ingest/keep-call.ts'
import { makeLog } from '../log.ts'
import { endWithParent } from './child.ts'
import { refusedTarget } from './refused-target.ts'
import { ROOT } from './root.ts'
import { answerAtDoor, isForDoor } from './rpc-door.ts'
import { DOOR_OPTIONS, salvageCalls } from './salvage-calls.ts'
import { applySecurityHeaders } from './security-headers.ts'

const HEADERS_TIMEOUT_MS = 20_000
const REQUEST_TIMEOUT_MS = 60_000
const KEEP_ALIVE_MS = 65_000
const MOST_CONNECTIONS = 2000

const dev = process.argv.includes('--dev')
const { host, port, baseUrl, dataDir, journalMaxBytes } = env()
const https = baseUrl.startsWith('https:')
const log = makeLog('web')

const server = createServer({
  ...DOOR_OPTIONS,
  headersTimeout: HEADERS_TIMEOUT_MS,
  requestTimeout: REQUEST_TIMEOUT_MS,
  keepAliveTimeout: KEEP_ALIVE_MS,
  // Some HTTP clients offer an upgrade with every call: at the door it is a call like any other.
  shouldUpgradeCallback: (request) => !isForDoor(request.url ?? ''),
})
// Each may hold a head of 256 KB that never ends; a chat server needs a few.
server.maxConnections = MOST_CONNECTIONS
const salvage = salvageCalls(server, log, REQUEST_TIMEOUT_MS)
const app = next({ dev, dir: ROOT, hostname: host, port, httpServer: server })
const handle = app.getRequestHandler()

server.on('request', answer)

function refusedHost({ headers, httpVersion }: IncomingMessage): string | null {
  return headers.host === undefined && httpVersion === '1.1' ? 'The request names no host' : null
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  const url = request.url ?? ''
  const refused = isForDoor(url) ? null : (refusedTarget(url) ?? refusedHost(request))
  if (refused) {
    response.writeHead(400, { 'content-type': 'text/plain', connection: 'close' }).end(refused)
    return
  }
  // Whatever the client says of itself, this is where it connects from.
  request.headers['x-real-client'] = request.socket.remoteAddress ?? ''
  const work = isForDoor(url) ? answerAtDoor(request, response, log) : page()
  work.catch((error) => {
    log.error({ error: String(error) }, 'a request failed')
    if (!response.headersSent) response.writeHead(500)
    response.end()
  })

  async function page(): Promise<void> {
    applySecurityHeaders(request, response, { dev, https })
    await handle(request, response)
  }
}

// In production Next leaves sockets open that ask for an upgrade it does not know.
server.on('upgrade', (request, socket) => {
  salvage.forget(socket)
  if (!dev || !request.url?.startsWith('/_next/')) socket.destroy()
})

endWithParent(async () => {
  server.close()
  server.closeIdleConnections()
  await Promise.race([app.close(), new Promise((done) => setTimeout(done, 3000))])
  server.closeAllConnections()
  await journal.close()
  await closeOutbound()
  await closePool()
})

const journal = await openJournal(dataDir, journalMaxBytes, (error, doing) =>
  log.error({ error: String(error), doing }, 'the journal met an error'),
).catch((error) => {
  log.error({ error: String(error) }, 'the journal cannot be used')
  process.exit(1)
})
await app.prepare()
server.listen(port, host, () => process.send?.('ready'))
server.on('error', (error) => {
  log.error({ error: String(error) }, 'the server cannot listen')
  process.exit(1)
})
