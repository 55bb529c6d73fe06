import { randomBytes } from 'node:crypto'
import { createServer, type ServerOptions } from 'node:http'
import { pool } from '#lib/db/pool.ts'
import { hashToken } from '#lib/ingest/find-source.ts'
import { makeLog } from '#lib/log.ts'
import { answerAtDoor } from '../rpc-door.ts'
import { DOOR_OPTIONS, salvageCalls } from '../salvage-calls.ts'

export type OpenDoor = { port: number; close: () => void }

/** The raw door as the web process opens it, on a free port of the loopback address. */
export async function openDoor(options: ServerOptions = {}, limitMs = 60_000): Promise<OpenDoor> {
  const log = makeLog('test')
  const server = createServer({ ...DOOR_OPTIONS, ...options }, (request, response) =>
    answerAtDoor(request, response, log),
  )
  salvageCalls(server, log, limitMs)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** A chat server of that charset in the test database, and its ingest token. */
export async function makeChatServer(charset = 'utf-8'): Promise<{ id: string; token: string }> {
  const token = randomBytes(32).toString('base64url')
  const { rows } = await pool().query<{ id: string }>(
    'INSERT INTO chat_server (name, charset) VALUES ($1, $2) RETURNING id',
    [`rack ${token.slice(0, 8)}`, charset],
  )
  const id = rows[0]?.id ?? ''
  await pool().query('INSERT INTO ingest_token (chat_server_id, sha256) VALUES ($1, $2)', [
    id,
    hashToken(token),
  ])
  return { id, token }
}

/** The newest call of a chat server, as its row; undefined when it has none. */
export async function newestCall(chatServerId: string) {
  const { rows } = await pool().query(
    'SELECT * FROM call WHERE chat_server_id = $1 ORDER BY id DESC LIMIT 1',
    [chatServerId],
  )
  return rows[0]
}

export async function countCalls(chatServerId: string): Promise<number> {
  const { rows } = await pool().query('SELECT count(*)::int AS count FROM call WHERE chat_server_id = $1', [
    chatServerId,
  ])
  return rows[0].count
}
