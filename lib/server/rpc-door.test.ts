import { connect } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } from '#app/rpc/[token]/route.ts'
import { DOOR_CASES, requestOf } from '#e2e/support/door-cases.ts'
import { pool } from '../db/pool.ts'
import { MAX_BODY_BYTES } from '../livechat/size-limits.ts'
import { useTestDatabase } from '../test/database.ts'
import { countCalls, makeChatServer, newestCall, type OpenDoor, openDoor } from './testing/door.ts'
import { raw } from './testing/raw.ts'

useTestDatabase()

const FORM = 'application/x-www-form-urlencoded'
let door: OpenDoor
let server: { id: string; token: string }

beforeAll(async () => {
  door = await openDoor()
})
afterAll(() => door.close())
beforeEach(async () => {
  server = await makeChatServer()
})

const latin1 = (bytes: Buffer) => bytes.toString('latin1')

const post = (body: string | Buffer, query = '', more = '') =>
  Buffer.concat([
    Buffer.from(
      `POST /rpc/${server.token}${query} HTTP/1.1\r\nHost: bellhop\r\nConnection: close\r\nContent-Type: ${FORM}\r\n${more}Content-Length: ${body.length}\r\n\r\n`,
    ),
    Buffer.from(body as string, 'latin1'),
  ])
const line = (method: string, query = '', headers = '') =>
  `${method} /rpc/${server.token}${query} HTTP/1.1\r\nHost: bellhop\r\nConnection: close\r\n${headers}\r\n`

async function rowOf(id: string) {
  const row = await newestCall(id)
  return row && { outcome: row.outcome, query: latin1(row.query), body: latin1(row.body) }
}

describe('the raw door', () => {
  it.each(DOOR_CASES)('$name', async (one) => {
    const answer = await raw(door.port, requestOf(one, server.token))
    expect({ status: Number(answer.split(' ')[1]), ...(await rowOf(server.id)) }).toEqual(one.rawDoor)
  })
})

// The handler by itself, given what a fetch Request can say; what Next makes of the bytes before it is shown by
// e2e/plain-next-door.spec.ts with the same cases.
describe('the route handler', () => {
  const handlers = { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT }

  const send = (method: keyof typeof handlers, query: string, body?: string | Buffer) => {
    const made = new Request(`http://bellhop/rpc/${server.token}${query}`, {
      method,
      headers: { 'content-type': FORM },
      ...(body !== undefined && { body: new Uint8Array(Buffer.from(body as string, 'latin1')) }),
    })
    return handlers[method](made, { params: Promise.resolve({ token: server.token }) })
  }

  const isSame = (one: (typeof DOOR_CASES)[number]) =>
    one.method in handlers && !one.plainNext && !one.token && /^(\?|$)/.test(one.behindToken)

  it.each(DOOR_CASES.filter(isSame))('$name', async (one) => {
    const answer = await send(one.method as keyof typeof handlers, one.behindToken, one.body)
    expect({ status: answer.status, ...(await rowOf(server.id)) }).toEqual(one.rawDoor)
  })

  it('takes a body of 5 MB, and of one byte more keeps the first 64 KB', async () => {
    const body = Buffer.alloc(MAX_BODY_BYTES + 1, 'a')
    body.write('EVENT=X&LICENCE=1&CHAT=')
    expect((await send('POST', '', body.subarray(1))).status).toBe(400)
    expect((await newestCall(server.id)).body).toHaveLength(MAX_BODY_BYTES)
    expect((await send('POST', '', body)).status).toBe(413)
    expect((await newestCall(server.id)).body).toHaveLength(65_536)
  })

  it('answers a 204 without a body', async () => {
    await pool().query('UPDATE chat_server SET answer_status = 204 WHERE id = $1', [server.id])
    const answer = await send('GET', '?EVENT=X&LICENCE=1')
    expect({ status: answer.status, text: await answer.text() }).toEqual({ status: 204, text: '' })
  })
})

describe('a call that the raw door refuses', () => {
  it('takes a body of 5 MB; of one byte more it keeps the first 64 KB', async () => {
    const whole = `EVENT=X&LICENCE=1&CHAT=${'a'.repeat(MAX_BODY_BYTES)}`
    expect(await raw(door.port, post(whole.slice(0, MAX_BODY_BYTES)))).toMatch(/^HTTP\/1.1 200 /)
    const answer = await raw(door.port, post(whole.slice(0, MAX_BODY_BYTES + 1)))
    expect(answer).toMatch(
      /^HTTP\/1.1 413 [\s\S]*The body is larger than 5 MB; its first 65,536 bytes are kept. Kept as call /,
    )
    const call = await newestCall(server.id)
    expect(call).toMatchObject({ outcome: 'rejected', event_type: 'X', mapped: 0 })
    expect(latin1(call.body)).toBe(whole.slice(0, 65_536))
  })

  it('in chunks is kept too, once it is over the limit', async () => {
    const chunk = `${(MAX_BODY_BYTES + 1).toString(16)}\r\n${'a'.repeat(MAX_BODY_BYTES + 1)}`
    expect(await raw(door.port, line('POST', '', 'Transfer-Encoding: chunked\r\n') + chunk)).toMatch(
      /^HTTP\/1.1 413 /,
    )
    expect((await newestCall(server.id)).body).toHaveLength(65_536)
  })

  it('that promises too much and sends nothing is answered all the same', async () => {
    const head = line('POST', '?EVENT=X', 'Content-Length: 99999999\r\n')
    expect(await raw(door.port, head)).toMatch(/^HTTP\/1.1 413 /)
    expect((await newestCall(server.id)).body).toHaveLength(0)
  })

  it('for its method says which it takes', async () => {
    expect(await raw(door.port, line('DELETE'))).toMatch(
      /^HTTP\/1.1 405 [\s\S]*allow: GET, POST[\s\S]*The call came with DELETE. Call with GET or POST/,
    )
    expect(await newestCall(server.id)).toMatchObject({
      method: 'DELETE',
      reason: 'The call came with DELETE. Call with GET or POST',
    })
  })

  it('that breaks off in its body is kept with what came, and why', async () => {
    const socket = connect(door.port, '127.0.0.1')
    socket.end(post('EVENT=X&LICENCE=1&CHAT=abc').subarray(0, -3))
    await new Promise((done) => socket.once('close', done).resume())
    await expect.poll(() => countCalls(server.id)).toBe(1)
    const call = await newestCall(server.id)
    expect(call).toMatchObject({
      outcome: 'rejected',
      reason: 'The call broke off before its end: 23 of 26 bytes of its body came',
    })
    expect(latin1(call.body)).toBe('EVENT=X&LICENCE=1&CHAT=')
  })

  it('of which the database takes nothing is told to come again', async () => {
    await pool().query('ALTER TABLE call RENAME TO call_away')
    try {
      const answer = await raw(door.port, line('DELETE'))
      expect(answer).toMatch(/^HTTP\/1.1 503 [\s\S]*retry-after: 5/)
    } finally {
      await pool().query('ALTER TABLE call_away RENAME TO call')
    }
  })
})

describe('a call that the raw door accepts', () => {
  it('has a query of 200 KB', async () => {
    const query = `?EVENT=X&LICENCE=1&CHAT=${'a'.repeat(200_000)}`
    expect(await raw(door.port, line('GET', query))).toMatch(/^HTTP\/1.1 200 /)
  })

  it('keeps its headers as they came', async () => {
    await raw(door.port, line('GET', '?EVENT=X&LICENCE=1', 'X-Odd: a\r\nx-odd: b\r\n'))
    expect((await newestCall(server.id)).headers).toEqual(
      expect.arrayContaining([
        ['X-Odd', 'a'],
        ['x-odd', 'b'],
      ]),
    )
  })

  it.each([
    [201, 'DONE {id}\n{id}', /^HTTP\/1.1 201 [\s\S]*\r\n\r\nDONE ([0-9a-f-]{36})\n\1$/],
    [200, '', /^HTTP\/1.1 200 [\s\S]*content-length: 0\r\n[\s\S]*\r\n\r\n$/],
    [299, '$& ł', /^HTTP\/1.1 299 [\s\S]*content-length: 5\r\n[\s\S]*\r\n\r\n\$& \xc5\x82$/],
    [204, 'never said', /^HTTP\/1.1 204 (?![\s\S]*\ncontent-(length|type):)[\s\S]*\r\n\r\n$/],
    [202, null, /^HTTP\/1.1 202 [\s\S]*\r\n\r\nOK [0-9a-f-]{36}$/],
  ])('is answered as its chat server is set: %i %j', async (status, text, answer) => {
    await pool().query('UPDATE chat_server SET answer_status = $2, answer_text = $3 WHERE id = $1', [
      server.id,
      status,
      text,
    ])
    expect(await raw(door.port, line('GET', '?EVENT=X&LICENCE=1'))).toMatch(answer)
    expect(await raw(door.port, line('GET', '?EVENT=X&LICENCE=1&A=\xe8'))).toMatch(answer)
    expect(await raw(door.port, line('GET', '?LICENCE=1'))).toMatch(/^HTTP\/1.1 400 /)
  })
})
