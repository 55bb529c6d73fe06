import { beforeEach, describe, expect, it } from 'vitest'
import { pool } from '#lib/db/pool.ts'
import { findSource } from '#lib/ingest/find-source.ts'
import { addChatServer } from '#lib/mappings/add-chat-server.ts'
import { endOldIngestToken } from '#lib/mappings/end-old-ingest-token.ts'
import { ingestUrl } from '#lib/mappings/ingest-url.ts'
import { listChatServers } from '#lib/mappings/list-chat-servers.ts'
import { removeChatServer } from '#lib/mappings/remove-chat-server.ts'
import { rotateIngestToken } from '#lib/mappings/rotate-ingest-token.ts'
import { useTestDatabase } from '#lib/test/database.ts'

useTestDatabase()

const NOBODY = '00000000-0000-4000-8000-000000000000'

beforeEach(async () => {
  await pool().query('TRUNCATE chat_server, call CASCADE')
})

async function add(name: string, charset?: string) {
  const added = await addChatServer({ name, charset })
  if (!added.ok) throw new Error(added.reason)
  return added
}

const call = (chatServerId: string | null, count = 1) =>
  pool().query(
    `INSERT INTO call (received_at, chat_server_id, outcome, method, query, body, headers, charset, parameters)
     SELECT now(), $1, 'rejected', 'GET', '', '', '[]', 'utf-8', '[]' FROM generate_series(1, $2)`,
    [chatServerId, count],
  )

describe('adding a chat server', () => {
  it('gives a token of 256 bits that opens the door, of which only a hash is kept', async () => {
    const { chatServer, token } = await add(' rack 3 ', 'Windows-1250')
    expect(chatServer).toMatchObject({ name: 'rack 3', charset: 'windows-1250' })
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    expect(ingestUrl('https://bellhop.example', token)).toBe(`https://bellhop.example/rpc/${token}`)
    expect(await findSource(token)).toEqual({
      chatServerId: chatServer.id,
      charset: 'windows-1250',
      answerStatus: 200,
      answerText: null,
    })
    const { rows } = await pool().query('SELECT ingest_token::text AS kept FROM ingest_token')
    expect(rows[0].kept).not.toContain(token)
  })

  it('refuses a name that is there, also when two add it at once, and a charset that nobody can read', async () => {
    const both = await Promise.all([addChatServer({ name: 'rack' }), addChatServer({ name: 'rack' })])
    expect(both.map((one) => one.ok).toSorted()).toEqual([false, true])
    expect(await addChatServer({ name: ' ' })).toMatchObject({ ok: false, field: 'name' })
    expect(await addChatServer({ name: 'other', charset: 'cp9999' })).toMatchObject({
      ok: false,
      field: 'charset',
    })
    expect(await addChatServer({ name: 'other', charset: 'iso-2022-jp' })).toMatchObject({
      ok: false,
      field: 'charset',
    })
    expect(await listChatServers()).toHaveLength(1)
  })
})

describe('rotating the ingest token', () => {
  it('keeps the old one alive until the next rotation, so that two work at most', async () => {
    const { chatServer, token: first } = await add('rack')
    const id = { chatServerId: chatServer.id }
    const second = await rotateIngestToken(id)
    expect(second).toMatchObject({ ok: true, ended: 0 })
    const third = await rotateIngestToken(id)
    expect(third).toMatchObject({ ok: true, ended: 1 })
    const tokens = [first, second.ok ? second.token : '', third.ok ? third.token : '']
    expect(await Promise.all(tokens.map(async (token) => (await findSource(token)) !== null))).toEqual([
      false,
      true,
      true,
    ])
    expect(await endOldIngestToken(id)).toEqual({ ok: true, ended: 1 })
    expect(await Promise.all(tokens.map(async (token) => (await findSource(token)) !== null))).toEqual([
      false,
      false,
      true,
    ])
    expect(await endOldIngestToken(id)).toEqual({ ok: true, ended: 0 })
  })

  it('leaves two alive when many rotate at once', async () => {
    const { chatServer } = await add('rack')
    await Promise.all(Array.from({ length: 6 }, () => rotateIngestToken({ chatServerId: chatServer.id })))
    expect((await listChatServers())[0]?.tokensMadeAt).toHaveLength(2)
  })

  it('says so when the chat server is gone', async () => {
    expect(await rotateIngestToken({ chatServerId: NOBODY })).toMatchObject({ ok: false })
    expect(await endOldIngestToken({ chatServerId: NOBODY })).toMatchObject({ ok: false })
  })
})

describe('the list of chat servers', () => {
  it('has the last call of each among the newest five thousand', async () => {
    const quiet = await add('a quiet one')
    const busy = await add('b busy one')
    await call(quiet.chatServer.id)
    await call(busy.chatServer.id, 2)
    await call(null)
    expect((await listChatServers()).map((one) => one.lastCall?.outcome)).toEqual(['rejected', 'rejected'])
    await call(busy.chatServer.id, 5000)
    expect((await listChatServers()).map((one) => one.lastCall !== null)).toEqual([false, true])
  })
})

describe('removing a chat server', () => {
  it('ends its tokens at once and leaves its calls in the log', async () => {
    const { chatServer, token } = await add('rack')
    await call(chatServer.id)
    expect(await removeChatServer({ id: chatServer.id })).toEqual({ ok: true, name: 'rack' })
    expect(await findSource(token)).toBeNull()
    expect((await pool().query('SELECT FROM call')).rowCount).toBe(1)
    expect(await removeChatServer({ id: chatServer.id })).toMatchObject({ ok: false })
  })
})
