import { beforeEach, describe, expect, it } from 'vitest'
import { pool } from '#lib/db/pool.ts'
import { addChatServer } from '#lib/mappings/add-chat-server.ts'
import { updateChatServer } from '#lib/mappings/update-chat-server.ts'
import { useTestDatabase } from '#lib/test/database.ts'

useTestDatabase()

const AS_MADE = { name: 'rack', charset: 'utf-8', answerStatus: 200, answerText: null }
let id = ''

beforeEach(async () => {
  await pool().query('TRUNCATE chat_server, call CASCADE')
  const added = await addChatServer({ name: 'rack' })
  id = added.ok ? added.chatServer.id : ''
})

describe('updating a chat server', () => {
  it('changes what is named and leaves the rest', async () => {
    expect(await updateChatServer({ id, change: { charset: 'Latin2' } })).toEqual({
      ok: true,
      chatServer: { ...AS_MADE, charset: 'iso-8859-2' },
    })
    const change = { name: ' rack 4 ', answerStatus: 204, answerText: 'got\t{id}\n' }
    expect(await updateChatServer({ id, change })).toEqual({
      ok: true,
      chatServer: { name: 'rack 4', charset: 'iso-8859-2', answerStatus: 204, answerText: 'got\t{id}\n' },
    })
  })

  it('takes the text that is answered anyhow as none', async () => {
    await updateChatServer({ id, change: { answerText: 'x' } })
    const set = await updateChatServer({ id, change: { answerText: 'OK {id}' } })
    expect(set).toEqual({ ok: true, chatServer: AS_MADE })
  })

  it.each([
    ['answerStatus', { answerStatus: 199 }],
    ['answerStatus', { answerStatus: 300 }],
    ['answerStatus', { answerStatus: 200.5 }],
    ['answerStatus', { answerStatus: Number.NaN }],
    ['answerText', { answerText: 'x'.repeat(1001) }],
    ['answerText', { answerText: 'a\r\nb' }],
    ['answerText', { answerText: '\u0085' }],
    ['answerText', { answerText: '\ud800' }],
    ['name', { name: ' ' }],
    ['charset', { charset: 'klingon' }],
  ])('refuses a wrong %s: %j', async (field, change) => {
    expect(await updateChatServer({ id, change })).toMatchObject({ ok: false, field })
    expect(await updateChatServer({ id, change: {} })).toEqual({ ok: true, chatServer: AS_MADE })
  })

  it('tells the second of two what the first has put in place, and overwrites nothing', async () => {
    const save = (answerText: string) => updateChatServer({ id, change: { answerText }, expected: AS_MADE })
    const outcomes = await Promise.all([save('one'), save('two')])
    const won = outcomes.find((one) => one.ok)
    const lost = outcomes.find((one) => !one.ok)
    if (!won?.ok || !lost || lost.ok) throw new Error('one of the two was to win')
    expect(lost).toMatchObject({ field: null, reason: expect.stringContaining('meanwhile') })
    expect(lost.now).toEqual(won.chatServer)
    const knowing = await updateChatServer({ id, change: { answerText: 'two' }, expected: lost.now })
    expect(knowing).toMatchObject({ ok: true, chatServer: { answerText: 'two' } })
  })

  it('refuses a name that another has, also when two take it at once', async () => {
    const other = await addChatServer({ name: 'other' })
    expect(await updateChatServer({ id, change: { name: 'other' } })).toEqual({
      ok: false,
      reason: 'There is a chat server named other already.',
      field: 'name',
    })
    const both = [id, other.ok ? other.chatServer.id : '']
    const outcomes = await Promise.all(
      both.map((one) => updateChatServer({ id: one, change: { name: 'x' } })),
    )
    expect(outcomes.map((one) => one.ok).toSorted()).toEqual([false, true])
  })

  it('says so when the chat server is gone', async () => {
    await pool().query('DELETE FROM chat_server')
    expect(await updateChatServer({ id, change: { name: 'x' } })).toMatchObject({ ok: false, field: null })
  })
})
