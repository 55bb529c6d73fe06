import { describe, expect, it } from 'vitest'
import { setMapping } from '../../mappings/set-mapping.ts'
import { useCommandLine } from '../../test/command-line.ts'

const { bellhop, json } = useCommandLine()

describe('chat-server', () => {
  it('add prints the ingest URL, and list has the server', async () => {
    const { out } = await bellhop(['chat-server', 'add', 'rack 1'])
    expect(out).toMatch(/^http:\/\/bellhop\.example\/rpc\/[\w-]{43}\n$/)
    expect(await json(['chat-server', 'add', 'rack 2', '--charset', 'Latin2'])).toMatchObject({
      name: 'rack 2',
      charset: 'iso-8859-2',
      url: expect.stringContaining('/rpc/'),
    })
    const listed: { name: string }[] = await json(['chat-server', 'list'])
    expect(listed.map((one) => one.name)).toEqual(expect.arrayContaining(['rack 1', 'rack 2']))
  })

  it('set changes what is named, and says why it cannot', async () => {
    await bellhop(['chat-server', 'add', 'rack 3'])
    const answer = ['--answer-status', '202', '--answer-text', 'DONE {id}']
    expect(await json(['chat-server', 'set', 'rack 3', '--name', 'rack 4', ...answer])).toEqual({
      name: 'rack 4',
      charset: 'utf-8',
      answerStatus: 202,
      answerText: 'DONE {id}',
    })
    for (const args of [
      ['rack 3', '--charset', 'latin2'],
      ['rack 4', '--answer-status', '404'],
      ['rack 4'],
    ]) {
      const { code, out, err } = await bellhop(['chat-server', 'set', ...args])
      expect({ code, out }).toEqual({ code: 1, out: '' })
      expect(err).toMatch(/^[^\n]{12,}\n$/)
    }
  })

  it('add says why it cannot', async () => {
    expect(await bellhop(['chat-server', 'add', 'x', '--charset', 'klingon'])).toMatchObject({
      code: 1,
      out: '',
    })
  })
})

describe('mapping', () => {
  it('set says that an address would not be called, and maps it all the same', async () => {
    const set = await bellhop(['mapping', 'set', 'VISITOR_ENTERED', 'http://10.1.2.3/x', '--licence', '43'])
    expect(set).toMatchObject({ code: 0, out: 'VISITOR_ENTERED of 43 now goes to http://10.1.2.3/x\n' })
    expect(set.err).toContain('it would not be called: 10.1.2.3 is private. Set DISPATCH_ALLOW=')
  })

  it('set, list and remove work on one scope', async () => {
    await json(['mapping', 'set', 'BUTTON_STATUS', 'http://a.example/x'])
    await json(['mapping', 'set', 'BUTTON_STATUS', 'http://b.example/x', '--licence', '42'])
    const row = async (...scope: string[]) => {
      const rows: { event: string }[] = await json(['mapping', 'list', ...scope])
      return rows.find((one) => one.event === 'BUTTON_STATUS')
    }
    expect(await row()).toMatchObject({ urls: ['http://a.example/x'], licence: null })
    expect(await row('--licence', '42')).toMatchObject({ urls: ['http://b.example/x'], inherited: false })
    await json(['mapping', 'remove', 'BUTTON_STATUS', '--licence', '42'])
    expect(await row('--licence', '42')).toMatchObject({ urls: ['http://a.example/x'], inherited: true })
    expect(await bellhop(['mapping', 'remove', 'BUTTON_STATUS', '--licence', '42'])).toMatchObject({
      code: 1,
    })
    expect(await bellhop(['mapping', 'set', 'X', 'ftp://a.example'])).toMatchObject({ code: 1, out: '' })
  })

  it('set and remove understand an event type as lc_serv.cfg spells it, and say so', async () => {
    const scope = ['--licence', '43']
    const set = (event: string) => bellhop(['mapping', 'set', event, 'http://a.example/x', ...scope])
    expect(await set('EVENT_NEW_OPERATOR')).toMatchObject({
      code: 0,
      out: 'NEW_OPERATOR of 43 now goes to http://a.example/x\n',
      err: 'bellhop: EVENT_NEW_OPERATOR is how lc_serv.cfg spells NEW_OPERATOR. It is taken as NEW_OPERATOR.\n',
    })
    expect(await set('EVENT_CHAT_RATED')).toMatchObject({
      code: 0,
      out: 'EVENT_CHAT_RATED of 43 now goes to http://a.example/x\n',
      err: expect.stringContaining('If calls say EVENT=CHAT_RATED, write CHAT_RATED.'),
    })
    expect((await bellhop(['config', 'export', ...scope])).out).toContain(
      'EVENT_NEW_OPERATOR http://a.example/x',
    )
    for (const event of ['EVENT_NEW_OPERATOR', 'EVENT_CHAT_RATED'])
      expect(await bellhop(['mapping', 'remove', event, ...scope])).toMatchObject({ code: 0 })
    expect((await bellhop(['config', 'export', ...scope])).out).not.toContain('NEW_OPERATOR http')
  })

  it('set says of an event type that is none of the twelve which one may be meant, and maps it', async () => {
    const set = (event: string) =>
      bellhop(['mapping', 'set', event, 'http://a.example/x', '--licence', '45', '--json'])
    const mistyped = await set('CHAT_STRATED')
    expect(JSON.parse(mistyped.out)).toEqual({
      licence: '45',
      event: 'CHAT_STRATED',
      urls: ['http://a.example/x'],
    })
    expect(mistyped).toMatchObject({
      code: 0,
      err: 'bellhop: CHAT_STRATED: Not one of the twelve known events. It is mapped all the same. Did you mean CHAT_STARTED?\n',
    })
    expect((await set('CHAT_RATED')).err).toMatch(/^bellhop: CHAT_RATED: [^\n]*all the same\.\n$/)
  })

  it('list says which scope has the word', async () => {
    await json(['mapping', 'set', 'OPERATOR_TRANSFER', 'http://a.example/x'])
    await json(['mapping', 'set', 'OPERATOR_STATUS', 'http://b.example/x', '--licence', '46'])
    const own = (await bellhop(['mapping', 'list', '--licence', '46'])).out
    expect(own).toMatch(/\nOPERATOR_TRANSFER +http:\/\/a\.example\/x +the defaults\n/)
    expect(own).toMatch(/\nOPERATOR_STATUS +http:\/\/b\.example\/x +licence 46\n/)
    expect(own).toMatch(/\nNEW_OPERATOR_SUBSCRIPTION +not mapped +–\n/)
    const defaults = (await bellhop(['mapping', 'list'])).out
    expect(defaults).toMatch(/\nOPERATOR_TRANSFER +http:\/\/a\.example\/x +the defaults\n/)
    expect(defaults).toMatch(/\nNEW_OPERATOR_SUBSCRIPTION +not mapped +–\n/)
  })

  it('remove takes the mapping that is named just so before one that could be meant', async () => {
    const scope = { licence: '44', actor: 'ola', urls: ['http://a.example/x'] }
    for (const eventType of ['NEW_OPERATOR', 'EVENT_NEW_OPERATOR'])
      expect(await setMapping({ ...scope, eventType })).toMatchObject({ ok: true })
    const remove = () => bellhop(['mapping', 'remove', 'EVENT_NEW_OPERATOR', '--licence', '44'])
    expect(await remove()).toMatchObject({ out: 'EVENT_NEW_OPERATOR is no longer mapped here\n', err: '' })
    expect(await remove()).toMatchObject({ out: 'NEW_OPERATOR is no longer mapped here\n' })
    expect(await remove()).toMatchObject({ code: 1 })
  })
})

describe('the history of a scope', () => {
  const scope = ['--licence', '83']
  const set = (url: string) => json(['mapping', 'set', 'CHAT_STARTED', url, ...scope])

  it('is listed, compared and rolled back', async () => {
    await set('http://a.example/one')
    await set('http://a.example/two')
    const listed = await json(['mapping', 'history', ...scope])
    expect(listed).toMatchObject([
      { actor: 'command line', what: 'CHAT_STARTED to two' },
      { what: 'CHAT_STARTED to one' },
    ])
    const [second, first] = listed.map((one: { revision: number }) => String(one.revision))
    expect((await bellhop(['mapping', 'diff', first, second, ...scope])).out).toBe(
      '~ CHAT_STARTED  http://a.example/one -> http://a.example/two\n',
    )
    const unasked = await bellhop(['mapping', 'roll-back', first, ...scope])
    expect(unasked).toMatchObject({ code: 1, err: expect.stringContaining('--yes') })
    expect(unasked.out).toContain('http://a.example/two -> http://a.example/one')
    expect(await json(['mapping', 'roll-back', first, '--yes', ...scope])).toMatchObject({
      rolledBackTo: Number(first),
      mappings: [{ eventType: 'CHAT_STARTED', to: ['http://a.example/one'] }],
    })
    const now = await json(['mapping', 'list', ...scope])
    expect(now.find((one: { event: string }) => one.event === 'CHAT_STARTED').urls).toEqual([
      'http://a.example/one',
    ])
    expect(await json(['mapping', 'history', '--limit', '1', ...scope])).toMatchObject([
      { what: 'Roll-back: 1 changed' },
    ])
  })

  it('refuses what is no revision of the scope in one line', async () => {
    for (const revision of ['nine', '0', '999999']) {
      const { code, err } = await bellhop(['mapping', 'roll-back', revision, '--yes', ...scope])
      expect(code).toBe(1)
      expect(err).toMatch(/^[^\n]*revision[^\n]*\n$/)
    }
  })
})
