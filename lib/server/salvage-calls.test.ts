import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { useTestDatabase } from '../test/database.ts'
import { countCalls, makeChatServer, newestCall, type OpenDoor, openDoor } from './testing/door.ts'
import { raw } from './testing/raw.ts'

useTestDatabase()

let door: OpenDoor
let server: { id: string; token: string }

beforeAll(async () => {
  door = await openDoor()
})
afterAll(() => door.close())
beforeEach(async () => {
  server = await makeChatServer('windows-1250')
})

const EVERY_HIGH_BYTE = Buffer.from(Array.from({ length: 128 }, (_, index) => 0x80 + index)).toString(
  'latin1',
)
const QUERY = `EVENT=BUTTON_STATUS&LICENCE=1&A=${EVERY_HIGH_BYTE}&B= two  blanks &C=x HTTP/1.1 y`
const OK = /^HTTP\/1\.1 200 OK\r\n[\s\S]*connection: close\r\n\r\nOK [0-9a-f-]{36}$/i
const PLAIN_400 = /^HTTP\/1\.1 400 /

const get = (query: string, headers = '') =>
  `GET /rpc/${server.token}?${query} HTTP/1.1\r\nHost: bellhop\r\n${headers}\r\n`
const post = (query: string, body: string) =>
  `POST /rpc/${server.token}?${query} HTTP/1.1\r\nHost: bellhop\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n\r\n${body}`
const queryOf = async () => (await newestCall(server.id)).query.toString('latin1')

describe('a call with raw bytes and blanks in its target', () => {
  it('in one packet is kept byte for byte, and decoded', async () => {
    expect(await raw(door.port, get(QUERY))).toMatch(OK)
    const call = await newestCall(server.id)
    expect(call.query.toString('latin1')).toBe(QUERY)
    expect(call).toMatchObject({ outcome: 'accepted', method: 'GET', headers: [['Host', 'bellhop']] })
    const decoded = new TextDecoder('windows-1250').decode(Buffer.from(EVERY_HIGH_BYTE, 'latin1'))
    expect(call.parameters).toContainEqual(['A', decoded])
    expect(call.parameters).toContainEqual(['B', ' two  blanks '])
  })

  it('is kept with a NUL in a header, which Postgres cannot keep', async () => {
    expect(await raw(door.port, get('EVENT=X&LICENCE=1', 'X-Odd: a\0b\r\n'))).toMatch(OK)
    expect((await newestCall(server.id)).headers).toContainEqual(['X-Odd', 'ab'])
  })

  it('of HTTP/1.0 without headers is kept', async () => {
    expect(await raw(door.port, `GET /rpc/${server.token}?${QUERY} HTTP/1.0\r\n\r\n`)).toMatch(OK)
    expect(await queryOf()).toBe(QUERY)
  })

  it.each([1, 7, 64])('in packets of %i bytes is kept', async (size) => {
    const whole = post(QUERY, 'X=\xe8&Y=\0')
    const packets = whole.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g')) ?? []
    expect(await raw(door.port, ...packets)).toMatch(OK)
    expect(await queryOf()).toBe(QUERY)
    expect((await newestCall(server.id)).body.toString('latin1')).toBe('X=\xe8&Y=\0')
    expect(await countCalls(server.id)).toBe(1)
  })

  it('with a body in a packet of its own is kept whole', async () => {
    const body = `CHAT=${'\xb9'.repeat(200_000)}`
    const whole = post(QUERY, body)
    const at = whole.length - body.length
    expect(await raw(door.port, whole.slice(0, at), whole.slice(at))).toMatch(OK)
    expect((await newestCall(server.id)).body.toString('latin1')).toBe(body)
  })

  it('that asks before it sends its body is told to go on', async () => {
    const whole = post(QUERY, 'X=1').replace('\r\n\r\n', '\r\nExpect: 100-continue\r\n\r\n')
    expect(await raw(door.port, whole)).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK/)
  })

  it('longer than a packet is kept', async () => {
    const query = `EVENT=X&LICENCE=1&CHAT=${'\xe8 '.repeat(60_000)}`
    expect(await raw(door.port, get(query))).toMatch(OK)
    expect(await queryOf()).toBe(query)
  })

  it.each(['GARBAGE\0\xff', 'GET /rpc/x?\xff HTTP/1.1\r\n\r\n'])(
    'is kept once, with %j behind it',
    async (behind) => {
      expect(await raw(door.port, get(QUERY) + behind)).toMatch(OK)
      expect(await countCalls(server.id)).toBe(1)
      expect((await newestCall(server.id)).body).toHaveLength(0)
    },
  )

  it('as the second of a connection that is kept alive is kept once, the first as well', async () => {
    const first = get('EVENT=FIRST&LICENCE=1')
    const socket = connect(door.port, '127.0.0.1')
    const read = reader(socket)
    socket.write(first)
    expect(await read(/OK [0-9a-f-]{36}$/)).toContain('200 OK')
    socket.write(Buffer.from(get(QUERY), 'latin1'))
    expect(await read(/OK [0-9a-f-]{36}[\s\S]+OK [0-9a-f-]{36}$/)).toMatch(/connection: close/)
    expect(await countCalls(server.id)).toBe(2)
    expect(await queryOf()).toBe(QUERY)
  })

  it('that follows a POST is kept with its own bytes', async () => {
    const socket = connect(door.port, '127.0.0.1')
    const read = reader(socket)
    socket.write(post('EVENT=FIRST', 'LICENCE=1'))
    await read(/OK [0-9a-f-]{36}$/)
    const second = get(QUERY)
    socket.write(second.slice(0, 30))
    socket.end(Buffer.from(second.slice(30), 'latin1'))
    await read(/OK [0-9a-f-]{36}[\s\S]+OK [0-9a-f-]{36}$/)
    expect(await queryOf()).toBe(QUERY)
    expect(await countCalls(server.id)).toBe(2)
  })

  it('with an unknown token is answered 404', async () => {
    expect(await raw(door.port, `GET /rpc/nobody?${QUERY} HTTP/1.1\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 404 [\s\S]*Not found$/,
    )
  })

  it('with another method is answered 405, a HEAD without a text', async () => {
    expect(await raw(door.port, get(QUERY).replace('GET', 'DELETE'))).toMatch(/^HTTP\/1\.1 405 /)
    expect(await raw(door.port, get(QUERY).replace('GET', 'HEAD'))).toMatch(
      /^HTTP\/1\.1 405 [\s\S]*allow: GET, POST[\s\S]*\r\n\r\n$/,
    )
    expect(await countCalls(server.id)).toBe(2)
  })
})

function reader(socket: Socket): (until: RegExp) => Promise<string> {
  let text = ''
  const waiting = new Set<() => void>()
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1')
    for (const look of waiting) look()
  })
  return (until) =>
    new Promise((done) => {
      const look = () => until.test(text) && waiting.delete(look) && done(text)
      waiting.add(look)
      look()
    })
}

describe('a call of a client of old', () => {
  it.each<[string, (line: string) => string]>([
    ['without Host', (line) => `GET ${line} HTTP/1.1\r\nConnection: close\r\n\r\n`],
    [
      'with an expectation that nobody knows',
      (line) => `GET ${line} HTTP/1.1\r\nHost: x\r\nExpect: 200-foo\r\nConnection: close\r\n\r\n`,
    ],
    [
      'with its target in absolute form',
      (line) => `GET http://bellhop:80${line} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
    ],
    ['with small letters in its version', (line) => `GET ${line} http/1.1\r\nHost: x\r\n\r\n`],
    ['with a blank behind its version', (line) => `GET ${line} HTTP/1.1 \r\nHost: x\r\n\r\n`],
  ])('is kept: %s', async (_, request) => {
    for (const query of ['EVENT=X&LICENCE=1&A=1', QUERY]) {
      expect(await raw(door.port, request(`/rpc/${server.token}?${query}`))).toMatch(/^HTTP\/1\.1 200 OK/)
      expect(await queryOf()).toBe(query)
    }
    expect(await countCalls(server.id)).toBe(2)
  })

  it('is kept behind a line end too many', async () => {
    expect(await raw(door.port, `\r\n${get(QUERY)}`)).toMatch(OK)
    expect(await queryOf()).toBe(QUERY)
  })
})

describe('what is refused all the same', () => {
  it('is a request line over 256 KB, kept as far as it was read', async () => {
    const answer = await raw(door.port, get(`EVENT=X&LICENCE=1&CHAT=${'a'.repeat(300_000)}`))
    expect(answer).toMatch(/^HTTP\/1\.1 431 /)
    expect(await newestCall(server.id)).toMatchObject({ outcome: 'rejected', method: 'GET' })
    expect(await queryOf()).toMatch(/^EVENT=X&LICENCE=1&CHAT=a{200000,}$/)
  })

  it('is a line that cannot be read, with the body that came', async () => {
    const answer = await raw(door.port, get('EVENT=X&LICENCE=1').replace('HTTP/1.1', 'HTTP/9'))
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
    expect(await newestCall(server.id)).toMatchObject({
      reason: 'The call has a request line that cannot be read',
    })
    const twice = post('a=\xe8', 'EVENT=X&LICENCE=1').replace(
      'Content-Length',
      'Content-Length: 3\r\nContent-Length',
    )
    expect(await raw(door.port, twice)).toMatch(/^HTTP\/1\.1 400 /)
    expect((await newestCall(server.id)).body.toString()).toBe('EVENT=X&LICENCE=1')
  })

  it('is kept with its reason: a body in chunks, a header that is none, a length that is none', async () => {
    const cases = [
      ['Transfer-Encoding: chunked\r\n', 'in chunks'],
      ['no header\r\n', 'header line'],
      ['Content-Length: -1\r\n', 'content-length'],
      ['Content-Length: 1\r\nContent-Length: 2\r\n', 'content-length'],
    ] as const
    for (const [headers, reason] of cases) {
      expect(await raw(door.port, get(QUERY, headers))).toMatch(PLAIN_400)
      const call = await newestCall(server.id)
      expect(call).toMatchObject({ outcome: 'rejected', reason: expect.stringContaining(reason) })
      expect(call.query.toString('latin1')).toBe(QUERY)
    }
    expect(await countCalls(server.id)).toBe(cases.length)
  })

  it('is a body over 5 MB, of which the first 64 KB are kept', async () => {
    const whole = post(QUERY, 'x'.repeat(5 * 1024 * 1024 + 1))
    expect(await raw(door.port, whole)).toMatch(/^HTTP\/1\.1 413 /)
    const call = await newestCall(server.id)
    expect(call).toMatchObject({ outcome: 'rejected', reason: expect.stringContaining('larger than 5 MB') })
    expect(call.body).toHaveLength(65_536)
  })

  it('is a head over 256 KB: answered 431, kept as far as it was read', async () => {
    const query = `EVENT=X&LICENCE=1&A=\xe8${'a'.repeat(300_000)}`
    expect(await raw(door.port, get(QUERY, `X: ${'a'.repeat(300_000)}\r\n`))).toMatch(/^HTTP\/1\.1 431 /)
    expect(await newestCall(server.id)).toMatchObject({ outcome: 'rejected' })
    expect(await raw(door.port, get(query))).toMatch(/^HTTP\/1\.1 4/)
  })

  it('is a call that breaks off in its headers or body, kept with what came', async () => {
    const broken = async (bytes: string, count: number) => {
      const socket = connect(door.port, '127.0.0.1')
      socket.end(Buffer.from(bytes, 'latin1'))
      await new Promise((done) => socket.once('close', done).resume())
      await expect.poll(() => countCalls(server.id)).toBe(count)
      return newestCall(server.id)
    }
    expect(await broken(get(QUERY).slice(0, -2), 1)).toMatchObject({
      outcome: 'rejected',
      reason: 'The call broke off in its headers',
    })
    const inBody = await broken(post(QUERY, 'EVENT=X&LICENCE=1').slice(0, -3), 2)
    expect(inBody.reason).toBe('The call broke off before its end: 14 of 17 bytes of its body came')
    expect(inBody.body.toString()).toBe('EVENT=X&LICENC')
  })

  it('is a call that does not end in time', async () => {
    const slow = await openDoor({}, 100)
    expect(await raw(slow.port, get(QUERY).slice(0, -2))).toBe('')
    slow.close()
    await expect
      .poll(() => newestCall(server.id))
      .toMatchObject({ reason: 'The call broke off in its headers' })
  })

  it.each(['GET /elsewhere?\xe8 HTTP/1.1\r\nHost: x\r\n\r\n', '\xff\xfe\0\r\n\r\n', 'nonsense\r\n\r\n'])(
    'is no call at all: %j gets the plain 400',
    async (bytes) => {
      expect(await raw(door.port, bytes)).toBe('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n')
    },
  )
})
