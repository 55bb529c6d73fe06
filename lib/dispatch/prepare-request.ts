export type PreparedRequest = {
  method: 'GET' | 'POST'
  /** For people: origin and target as latin1 text. */
  url: string
  /** `scheme://host[:port]`, what undici connects to. */
  origin: string
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

/**
 * The request that brings a call to an endpoint as it was received: same method, exact query bytes behind the
 * endpoint's own, exact body, content type as received. Pure.
 * Refused, with a reason for people: a URL that is not http or https, or that holds a user name or password.
 */
export function prepareRequest(input: {
  call: {
    method: 'GET' | 'POST'
    /** The bytes after "?", without it. */
    query: Uint8Array
    body: Uint8Array
    /** Latin1 text. */
    contentType: string | null
  }
  url: string
  deliveryId: string
  attemptNumber: number
  now: Date
  version: string
}): { ok: true; request: PreparedRequest } | { ok: false; reason: string } {
  const { call } = input
  const url = URL.parse(input.url)
  if (!url || !/^https?:$/.test(url.protocol)) {
    return { ok: false, reason: 'The endpoint has no http or https URL. Correct its URL.' }
  }
  if (url.username !== '' || url.password !== '') {
    return { ok: false, reason: "The endpoint's URL holds a user name or password. Take it out of the URL." }
  }
  const path = joinTarget(targetOf(url), call.query)
  const headers: PreparedRequest['headers'] = [
    ['accept', '*/*'],
    ['accept-encoding', 'identity'],
    ['user-agent', `Bellhop/${input.version}`],
    ['webhook-id', input.deliveryId],
    ['webhook-timestamp', String(Math.floor(input.now.getTime() / 1000))],
    ['bellhop-attempt', String(input.attemptNumber)],
  ]
  // Only what a header can carry: a parsed request has nothing else, a record from elsewhere might.
  const contentType = call.contentType?.replace(/[^\t\x20-\x7e\x80-\xff]/g, '') ?? ''
  if (contentType !== '') headers.unshift(['content-type', contentType])
  const request = {
    method: call.method,
    url: url.origin + path,
    origin: url.origin,
    path,
    headers,
    body: call.body,
  }
  return { ok: true, request }
}
