import type { Socket } from 'node:net'
import { Agent, Client, type Dispatcher, Pool } from 'undici'
import { type ConnectTo, checkConnectTo, spellAddress } from '../mappings/connect-to.ts'
import type { AddressPolicy } from './address-policy.ts'
import { GuardError } from './guard-error.ts'
import { type ConnectOptions, type GuardedConnection, guardedConnect } from './guarded-connect.ts'

/** The connection that a request went over; `earlierRequests` above 0 means that it was reused. */
export type RequestConnection = Omit<GuardedConnection, 'socket'> & { earlierRequests: number }

type Connector = (target: { protocol: string; hostname: string; port: number }) => Promise<GuardedConnection>

/** Bytes of one answer on the wire; of its body much less is kept. */
const MOST_READ = 1024 * 1024

type Last = {
  connection: RequestConnection | null
  socket: Socket | null
  /** What had been read when the request began. */
  bytesBefore: number
}

/**
 * A client has one connection at a time and, without pipelining, one request on it. So when undici starts a request,
 * the connection made last is the one it goes over: it is handed to the handler as `context`.
 */
class GuardedClient extends Client {
  readonly #last: Last

  constructor(origin: URL, options: Client.Options, connector: Connector) {
    const last: Last = { connection: null, socket: null, bytesBefore: 0 }
    super(origin, {
      ...options,
      connect: ({ protocol, hostname, port }, callback) => {
        // Port 0 is none: it is refused, and not taken for the one of the scheme.
        const number = port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port)
        connector({ protocol, hostname, port: number }).then(
          ({ socket, ...connection }) => {
            last.connection = { ...connection, earlierRequests: 0 }
            last.socket = socket
            last.bytesBefore = 0
            // Before undici's own look at it: what is no body (notes ahead of the answer, extensions of chunks, trailers)
            // is read and thrown away by the parser, for as long as it comes.
            socket.on('readable', () => {
              if (socket.bytesRead - last.bytesBefore <= MOST_READ) return
              const detail = 'it goes on for more than 1 MiB without coming to an end'
              socket.destroy(new GuardError({ kind: 'bad_response', detail, phase: 'first_byte' }))
            })
            callback(null, socket)
          },
          (error: Error) => callback(error, null),
        )
      },
    })
    this.#last = last
  }

  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    const last = this.#last
    const told: Dispatcher.DispatchHandler = {
      onRequestStart(controller) {
        const connection = last.connection
        handler.onRequestStart?.(controller, connection && { ...connection })
        if (connection) connection.earlierRequests += 1
        last.bytesBefore = last.socket?.bytesRead ?? 0
      },
      onResponseStarted: () => handler.onResponseStarted?.(),
      onResponseStart: (...about) => handler.onResponseStart?.(...about),
      onResponseData: (...about) => handler.onResponseData?.(...about),
      onResponseEnd: (...about) => handler.onResponseEnd?.(...about),
      onResponseError: (...about) => handler.onResponseError?.(...about),
    }
    return super.dispatch(options, told)
  }
}

/**
 * What a request is dispatched to. The agent keeps a pool for each of these texts, so that requests of one origin that
 * connect to different addresses never share a connection. Another agent than ours refuses the part after `#`.
 */
export function poolOrigin(request: { origin: string; connectTo: ConnectTo | null }): string {
  return request.connectTo ? `${request.origin}#${spellAddress(request.connectTo)}` : request.origin
}

function readPoolOrigin(text: string): { origin: string; connectTo: ConnectTo | null } {
  const [origin = '', address] = text.split('#', 2)
  if (address === undefined) return { origin, connectTo: null }
  const checked = checkConnectTo(address)
  if (!checked.ok || checked.port === null) throw new Error(`${address} was never spelled as an address`)
  return { origin, connectTo: { hostname: checked.hostname, port: checked.port } }
}

/**
 * The only HTTP client that calls endpoints. It connects where the policy allows and nowhere else; make a new one
 * (and destroy the old) when the policy changes, since connections are kept alive. HTTP/1.1, no pipelining, no
 * redirects, no decompression, no time limits of its own besides connecting: `send` has the one total limit.
 */
export function makeAgent(policy: AddressPolicy, options: ConnectOptions): Agent {
  return new Agent({
    allowH2: false,
    pipelining: 1,
    useMilo: false,
    headersTimeout: 0,
    bodyTimeout: 0,
    maxHeaderSize: 32 * 1024,
    keepAliveTimeout: 4_000,
    keepAliveMaxTimeout: 30_000,
    // Nothing should come this way; if something does, it must not get a connector without a guard.
    connect: (_target, callback) =>
      callback(new GuardError({ kind: 'policy', detail: 'No connection without a guard.' }), null),
    factory: (given, agentOptions) => {
      const { origin, connectTo } = readPoolOrigin(String(given))
      const connector: Connector = (target) => guardedConnect({ ...target, connectTo }, policy, options)
      return new Pool(origin, {
        ...agentOptions,
        factory: (ofPool, poolOptions) => new GuardedClient(ofPool, poolOptions, connector),
      })
    },
  })
}
