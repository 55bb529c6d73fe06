/** What became of a call: the status of its answer, and of its row the outcome and the bytes (latin1 text). */
export type AtDoor = { status: number; outcome?: 'accepted' | 'rejected'; query?: string; body?: string }

export type DoorCase = {
  name: string
  /** The request line's method and what follows `/rpc/<token>` in its target, as latin1 text. */
  method: string
  behindToken: string
  body?: string
  token?: string
  rawDoor: AtDoor
  /** What plain Next makes of it where that is something else, and how. */
  plainNext?: AtDoor & { how: string }
}

const kept = (query: string, body = ''): AtDoor => ({ status: 200, outcome: 'accepted', query, body })
const written = (query: string, how: string, body = '') => ({ ...kept(query, body), how })
const PARSER = { status: 400, how: 'refused by the HTTP parser, without a row' }
const get = (name: string, query: string, plainNext?: DoorCase['plainNext']): DoorCase => ({
  name,
  method: 'GET',
  behindToken: `?${query}`,
  rawDoor: kept(query),
  plainNext,
})
const ID = 'EVENT=X&LICENCE=1'
const ALL_BYTES = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)).toString('latin1')
const EVERY_BYTE = `${ID}&A=${ALL_BYTES}`

/** Calls that both doors are given, and all in which they differ. */
export const DOOR_CASES: DoorCase[] = [
  get('a plain query', `${ID}&A=b`),
  get(
    'repeated, empty and nameless parameters',
    `${ID}&A=1&B=&A=2&&=&C&=x&`,
    written(`${ID}&A=1&A=2&B=&=&=x&C=`, 'repeats moved together, empty ones left out, each given an ='),
  ),
  get(
    'escaped bytes that are UTF-8 by chance',
    `${ID}&A=%e8%9A%b9`,
    written(`${ID}&A=%E8%9A%B9`, 'escapes in capitals'),
  ),
  get(
    'escaped bytes that are no UTF-8',
    `${ID}&A=%b9x%E8`,
    written(`${ID}&A=%EF%BF%BDx%EF%BF%BD`, 'lost: U+FFFD in their place'),
  ),
  get('escapes in small letters', `${ID}&A=%c5%82`, written(`${ID}&A=%C5%82`, 'escapes in capitals')),
  get('a plus and an escaped blank', `${ID}&A=a+b%20c`, written(`${ID}&A=a+b+c`, 'each blank a plus')),
  get('an escaped NUL', `${ID}&A=a%00b`),
  get('a broken escape', `${ID}&A=%ZZ&B=%&C=%4`, written(`${ID}&A=%25ZZ&B=%25&C=%254`, 'the % escaped')),
  get(
    'marks that URLs escape',
    `${ID}&A="<>\`{}|\\^[]'`,
    written(`${ID}&A=%22%3C%3E%60%7B%7D%7C%5C%5E%5B%5D%27`, 'escaped'),
  ),
  get('an escaped slash in the query', `${ID}&A=a%2Fb`),
  get('a hash in the query', `${ID}&A=a#b`, written(`${ID}&A=a`, 'cut at the hash')),
  get('raw bytes of windows-1250', `${ID}&A=\xe8\x9a\xb9`, PARSER),
  get('raw bytes of UTF-8', `${ID}&A=\xc5\x82`, PARSER),
  get('blanks in the query', `${ID}&A=a b  c`, PARSER),
  {
    name: 'a slash behind the token',
    method: 'GET',
    behindToken: `/?${ID}`,
    rawDoor: kept(ID),
    plainNext: { status: 308, how: 'redirected, without a row' },
  },
  {
    name: 'an escaped slash behind the token',
    method: 'GET',
    behindToken: `%2F?${ID}`,
    rawDoor: { status: 404 },
  },
  { name: 'a path below the token', method: 'GET', behindToken: `/x?${ID}`, rawDoor: { status: 404 } },
  {
    name: 'an unknown token',
    method: 'GET',
    token: 'nobody',
    behindToken: `?${ID}`,
    rawDoor: { status: 404 },
  },
  {
    name: 'every byte in a body',
    method: 'POST',
    behindToken: '?A=%FF',
    body: EVERY_BYTE,
    rawDoor: kept('A=%FF', EVERY_BYTE),
    plainNext: written('A=%EF%BF%BD', 'the body as it came, the query not', EVERY_BYTE),
  },
  {
    name: 'no event',
    method: 'GET',
    behindToken: '?LICENCE=1',
    rawDoor: { status: 400, outcome: 'rejected', query: 'LICENCE=1', body: '' },
  },
  {
    name: 'nothing at all',
    method: 'POST',
    behindToken: '',
    rawDoor: { status: 400, outcome: 'rejected', query: '', body: '' },
  },
  ...['HEAD', 'OPTIONS', 'PUT', 'DELETE', 'PATCH'].map((method) => ({
    name: `the method ${method}`,
    method,
    behindToken: `?${ID}`,
    rawDoor: { status: 405, outcome: 'rejected' as const, query: ID, body: '' },
  })),
  {
    name: 'a method that HTTP knows and the web does not',
    method: 'PROPFIND',
    behindToken: `?${ID}`,
    rawDoor: { status: 405, outcome: 'rejected', query: ID, body: '' },
    plainNext: { status: 400, how: 'refused by Next, without a row' },
  },
]

/** The bytes of a case's request. */
export function requestOf(one: DoorCase, token: string): Buffer {
  const lines = [
    `${one.method} /rpc/${one.token ?? token}${one.behindToken} HTTP/1.1`,
    'Host: bellhop',
    'Connection: close',
    ...(one.body === undefined
      ? []
      : ['Content-Type: application/x-www-form-urlencoded', `Content-Length: ${one.body.length}`]),
  ]
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${one.body ?? ''}`, 'latin1')
}
