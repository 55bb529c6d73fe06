import { type ConnectTo, type ConnectToSource, checkConnectTo, spellAddress } from '../mappings/connect-to.ts'
import { isEndpointMode } from '../mappings/endpoint-modes.ts'
import { type PayloadBytes, writePayload } from './write-payload.ts'

export type PreparedRequest = {
  method: 'GET' | 'POST'
  /** For people: origin and target as latin1 text. */
  url: string
  /** `scheme://host[:port]`: Host, and for https the name on the certificate. */
  origin: string
  /** Where the connection goes instead of the origin's host and port, and who says so; null: there. */
  connectTo: (ConnectTo & { source: ConnectToSource }) | null
  /** The request target, one character a byte (latin1). */
  path: string
  /** In the order sent; values are latin1 text. Host, connection and content-length are undici's. */
  headers: [name: string, value: string][]
  body: Uint8Array
}

const QUESTION_MARK = 0x3f
const AMPERSAND = 0x26

/**
 * Query bytes as latin1 text for the target. HTTP cannot carry blanks and control characters there, so those (and
 * only those) are percent-encoded; a well-behaved chat server sends none.
 */
function targetText(query: Uint8Array): string {
  let text = ''
  for (const byte of query) {
    const isCarried = byte > 0x20 && byte !== 0x7f
    text += isCarried ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
  }
  return text
}

function joinTarget(target: string, query: Uint8Array): string {
  if (query.length === 0) return target
  if (!target.includes('?')) return `${target}?${targetText(query)}`
  const last = target.charCodeAt(target.length - 1)
  const glue = last === QUESTION_MARK || last === AMPERSAND ? '' : '&'
  return target + glue + targetText(query)
}

/** The target of a URL. `url.search` is empty for "/path?", so the written form is cut instead. */
function targetOf(url: URL): string {
  const withoutFragment = url.href.split('#', 1)[0] ?? ''
  return withoutFragment.slice(url.origin.length)
}

/** How an endpoint is called. */
export type Calling = {
  url: string
  /** One of ENDPOINT_MODES; another is refused. */
  mode: string
  /** `HOST[:PORT]` and who says so; null: the URL's own. */
  connectTo: { text: string; source: ConnectToSource } | null
}

export type Prepared = { ok: true; request: PreparedRequest } | { ok: false; reason: string }

/**
 * The request that brings a call to an endpoint in the endpoint's mode; "as received" is the same method, exact query
 * bytes behind the endpoint's own, exact body, content type as received. Pure and client-safe.
 * Refused, with a reason for people: a URL that is not http or https, or that holds a user name or password; a
 * connect-to that is no address; a body that the mode cannot write.
 */
export function prepareRequest(input: {
  call: PayloadBytes
  endpoint: Calling
  deliveryId: string
  attemptNumber: number
  now: Date
  version: string
  /** Those of the endpoint, behind ours. */
  extraHeaders?: PreparedRequest['headers']
}): Prepared {
  const { endpoint } = input
  const url = URL.parse(endpoint.url)
  if (!url || !/^https?:$/.test(url.protocol)) {
    return { ok: false, reason: 'The endpoint has no http or https URL. Correct its URL.' }
  }
  if (url.username !== '' || url.password !== '') {
    return { ok: false, reason: "The endpoint's URL holds a user name or password. Take it out of the URL." }
  }
  if (!isEndpointMode(endpoint.mode)) {
    return {
      ok: false,
      reason: 'This version does not know the mode of the endpoint. Choose one that it has.',
    }
  }
  const connectTo = whereTo(url, endpoint.connectTo)
  if (connectTo && 'reason' in connectTo) return { ok: false, reason: connectTo.reason }
  const written = writePayload(input.call, endpoint.mode)
  if (!written.ok) return written
  const { method, query, body, contentType } = written.payload
  const path = joinTarget(targetOf(url), query)
  const headers = [...headersOf(input, contentType), ...(input.extraHeaders ?? [])]
  return {
    ok: true,
    request: { method, url: url.origin + path, origin: url.origin, connectTo, path, headers, body },
  }
}

const PLACES = {
  endpoint: 'The connect-to of the endpoint',
  licence: 'RPC_SERVER_IP of the licence',
  defaults: 'RPC_SERVER_IP of the defaults',
} as const satisfies Record<ConnectToSource, string>

/** The address in place of the URL's; null when there is none, or when it is the URL's own. */
function whereTo(url: URL, given: Calling['connectTo']): PreparedRequest['connectTo'] | { reason: string } {
  if (given === null) return null
  const checked = checkConnectTo(given.text)
  if (!checked.ok) {
    return { reason: `${PLACES[given.source]} is not an address that can be called. ${checked.reason}` }
  }
  const ownPort = Number(url.port) || (url.protocol === 'https:' ? 443 : 80)
  const { hostname } = checked
  const port = checked.port ?? ownPort
  const own = spellAddress({ hostname: url.hostname.replace(/^\[|\]$/g, ''), port: ownPort })
  return spellAddress({ hostname, port }) === own ? null : { hostname, port, source: given.source }
}

function headersOf(
  input: { deliveryId: string; attemptNumber: number; now: Date; version: string },
  contentType: string | null,
): PreparedRequest['headers'] {
  const headers: PreparedRequest['headers'] = [
    ['accept', '*/*'],
    ['accept-encoding', 'identity'],
    ['user-agent', `Bellhop/${input.version}`],
    ['webhook-id', input.deliveryId],
    ['webhook-timestamp', String(Math.floor(input.now.getTime() / 1000))],
    ['bellhop-attempt', String(input.attemptNumber)],
  ]
  // Only what a header can carry: a parsed request has nothing else, a record from elsewhere might.
  const carried = contentType?.replace(/[^\t\x20-\x7e\x80-\xff]/g, '') ?? ''
  return carried === '' ? headers : [['content-type', carried], ...headers]
}

/**
 * The head of the request as it goes out, one line after the other, with what undici adds: Host and connection first, the
 * length last. For people; a test holds it against what a receiver gets.
 */
export function requestHead({ method, path, origin, headers, body }: PreparedRequest): string[] {
  const length = body.length > 0 || method === 'POST' ? [`content-length: ${body.length}`] : []
  return [
    `${method} ${path} HTTP/1.1`,
    `host: ${new URL(origin).host}`,
    'connection: keep-alive',
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...length,
  ]
}
