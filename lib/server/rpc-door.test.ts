import { randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GET, POST } from '#app/rpc/[token]/route.ts'
import { pool } from '../db/pool.ts'
import { hashToken } from '../ingest/find-source.ts'
import { MAX_BODY_BYTES } from '../ingest/ingest-call.ts'
import { makeLog } from '../log.ts'
import { useTestDatabase } from '../test/database.ts'
import { answerAtDoor } from './rpc-door.ts'

useTestDatabase()

const token = randomBytes(32).toString('base64url')
let server: Server
let port = 0

beforeAll(async () => {
  const { rows } = await pool().query("INSERT INTO chat_server (name) VALUES ('rack 3') RETURNING id")
  await pool().query('INSERT INTO ingest_token (chat_server_id, sha256) VALUES ($1, $2)', [
    rows[0].id,
    hashToken(token),
  ])
  const log = makeLog('test')
  server = createServer({ maxHeaderSize: 256 * 1024 }, (request, response) =>
    answerAtDoor(request, response, log),
  )
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  port = typeof address === 'object' && address ? address.port : 0
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

/** Writes raw bytes (latin1 text) and reads the whole answer. */
async function raw(text: string | Buffer): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  let answer = ''
  socket.on('data', (chunk) => {
    answer += chunk.toString('latin1')
  })
  socket.on('error', () => {})
  socket.write(typeof text === 'string' ? Buffer.from(text, 'latin1') : text)
  await new Promise((done) => socket.once('close', done))
  return answer
}

const request = (line: string, headers: string[] = [], body: string | Buffer = '') =>
  Buffer.concat([
    Buffer.from(
      [`${line} HTTP/1.1`, 'Host: bellhop', 'Connection: close', ...headers, '', ''].join('\r\n'),
      'latin1',
    ),
    Buffer.from(body as string, 'latin1'),
  ])

const post = (body: Buffer | string, path = `/rpc/${token}`) =>
  request(
    `POST ${path}`,
    ['Content-Type: application/x-www-form-urlencoded', `Content-Length: ${body.length}`],
    body,
  )

async function stored(answer: string) {
  const [, id] = /([0-9a-f]{8}-[0-9a-f-]{27})/.exec(answer) ?? []
  return (await pool().query('SELECT * FROM call WHERE id = $1', [id])).rows[0]
}

const doors = [
  {
    name: 'the raw door',
    send: async (method: 'GET' | 'POST', query: string, body: Buffer, as = token) => {
      const path = `/rpc/${as}${query ? `?${query}` : ''}`
      const answer = await raw(method === 'GET' ? request(`GET ${path}`) : post(body, path))
      return { status: Number(answer.split(' ')[1]), text: answer.split('\r\n\r\n')[1] ?? '' }
    },
  },
  {
    name: 'the route handler',
    send: async (method: 'GET' | 'POST', query: string, body: Buffer, as = token) => {
      const url = `http://bellhop/rpc/${as}${query ? `?${query}` : ''}`
      const headers = { 'content-type': 'application/x-www-form-urlencoded' }
      const made = new Request(url, method === 'GET' ? {} : { method, headers, body: new Uint8Array(body) })
      const answer = await (method === 'GET' ? GET : POST)(made, { params: Promise.resolve({ token: as }) })
      return { status: answer.status, text: await answer.text() }
    },
  },
]

describe.each(doors)('$name', ({ send }) => {
  it('answers a GET whose parameters are in the query', async () => {
    const answer = await send('GET', 'EVENT=BUTTON_STATUS&LICENCE=1520&STATUS=online', Buffer.alloc(0))
    expect(answer).toMatchObject({ status: 200, text: expect.stringMatching(/^OK [0-9a-f-]{36}$/) })
    expect(await stored(answer.text)).toMatchObject({
      method: 'GET',
      event_type: 'BUTTON_STATUS',
      licence: '1520',
    })
  })

  it('keeps body bytes and order of a POST, with parameters in the query too', async () => {
    const body = Buffer.from('LICENCE=1&B=%ZZ&=&&A=\xe8\x00\xff&A=2', 'latin1')
    const answer = await send('POST', 'EVENT=X&A=%FF%00', body)
    const call = await stored(answer.text)
    expect(call.body.equals(body)).toBe(true)
    expect(call.query.toString('latin1')).toBe('EVENT=X&A=%FF%00')
  })

  it('answers 400 with the reason for a call that names no event, and keeps it', async () => {
    const answer = await send('GET', 'LICENCE=1520', Buffer.alloc(0))
    expect(answer).toMatchObject({ status: 400, text: expect.stringContaining('no EVENT') })
    expect(await stored(answer.text)).toMatchObject({ outcome: 'rejected' })
  })

  it('answers 404 for an unknown token', async () => {
    expect(await send('GET', 'EVENT=X&LICENCE=1', Buffer.alloc(0), 'nobody')).toEqual({
      status: 404,
      text: 'Not found',
    })
  })

  it('takes a body of 5 MB and refuses one byte more', async () => {
    const start = Buffer.from('EVENT=X&LICENCE=1&CHAT=')
    const whole = Buffer.concat([start, Buffer.alloc(MAX_BODY_BYTES - start.length, 'a')])
    expect((await send('POST', '', whole)).status).toBe(200)
    expect((await send('POST', '', Buffer.concat([whole, Buffer.from('a')]))).status).toBe(413)
  })
})

describe('the raw door alone', () => {
  it('refuses a chunked body once it is over the limit, and says why', async () => {
    const head = request(`POST /rpc/${token}`, ['Transfer-Encoding: chunked'])
    const chunk = Buffer.concat([
      Buffer.from(`${(MAX_BODY_BYTES + 1).toString(16)}\r\n`),
      Buffer.alloc(MAX_BODY_BYTES + 1, 'a'),
    ])
    expect(await raw(Buffer.concat([head, chunk]))).toMatch(/^HTTP\/1.1 413 /)
  })

  it('takes a query of 20 KB', async () => {
    expect(await raw(request(`GET /rpc/${token}?EVENT=X&LICENCE=1&CHAT=${'a'.repeat(20_000)}`))).toMatch(
      /^HTTP\/1.1 200 /,
    )
  })

  it('answers 405 for other methods', async () => {
    expect(await raw(request(`DELETE /rpc/${token}`))).toMatch(/^HTTP\/1.1 405 [\s\S]*allow: GET, POST/)
  })

  it('keeps headers as they came', async () => {
    const call = await stored(
      await raw(request(`GET /rpc/${token}?EVENT=X&LICENCE=1`, ['X-Odd: a', 'x-odd: b'])),
    )
    expect(call.headers).toEqual(
      expect.arrayContaining([
        ['X-Odd', 'a'],
        ['x-odd', 'b'],
      ]),
    )
  })

  it('stores nothing of a call that breaks off in its body', async () => {
    const before = (await pool().query('SELECT count(*) FROM call')).rows[0]
    const socket = connect(port, '127.0.0.1')
    socket.write(
      `POST /rpc/${token} HTTP/1.1\r\nHost: bellhop\r\nContent-Length: 100\r\n\r\nEVENT=X&LICENCE=1`,
    )
    socket.end()
    await new Promise((done) => socket.once('close', done).resume())
    expect((await pool().query('SELECT count(*) FROM call')).rows[0]).toEqual(before)
  })
})
