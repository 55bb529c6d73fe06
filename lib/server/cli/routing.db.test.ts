import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { pool } from '#lib/db/pool.ts'
import { EVENT_TYPES } from '#lib/livechat/catalogue.ts'
import { setMapping } from '../../mappings/set-mapping.ts'
import { useCommandLine } from '../../test/command-line.ts'

const { bellhop, json, file } = useCommandLine()

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

describe('endpoint', () => {
  const url = 'http://called.example/x'

  it('set changes what it is told, and list shows it', async () => {
    await json(['mapping', 'set', 'CLIENT_INVITED', url])
    const row = async () => {
      const rows: { url: string }[] = await json(['endpoint', 'list'])
      return rows.find((one) => one.url === url)
    }
    expect(await row()).toEqual({
      id: expect.any(String),
      url,
      mode: 'as received',
      connectTo: null,
      timeoutSeconds: 30,
      mappings: [{ licence: null, event: 'CLIENT_INVITED' }],
      state: 'working',
      reason: null,
    })
    const set = ['endpoint', 'set', url]
    expect(await json([...set, '--mode', 'POST JSON', '--connect-to', '[::1]:80'])).toMatchObject({
      url,
      mode: 'POST JSON',
      connectTo: '[::1]:80',
      timeoutSeconds: 30,
    })
    expect(await json([...set, '--timeout', '7', '--connect-to', ''])).toEqual(
      await json([...set, '--mode', 'POST JSON']),
    )
    expect(await row()).toMatchObject({ mode: 'POST JSON', connectTo: null, timeoutSeconds: 7 })
    const { out } = await bellhop(['endpoint', 'list'])
    expect(out).toMatch(/http:\/\/called\.example\/x +working +POST JSON +– +7 s +CLIENT_INVITED/)
    expect(await bellhop([...set, '--mode', 'GET'])).toMatchObject({
      code: 0,
      out: `${url} is called as GET, with a time-out of 7 s\n`,
    })
  })

  it('set takes a policy; pause, resume and sign say what they did', async () => {
    await json(['mapping', 'set', 'CLIENT_INVITED', url])
    const set = ['endpoint', 'set', url]
    const policy = ['--retry', '1s 2m', '--rate', '10/1', '--in-order-by', 'agent', '--expect-text', 'OK']
    const wanted = {
      retrySchedule: '1s 2m',
      rateCount: 10,
      rateSeconds: 1,
      inOrderBy: 'agent',
      expectedText: 'OK',
      expectedStatus: '2xx',
    }
    expect(await json([...set, ...policy])).toMatchObject(wanted)
    expect(await json([...set, '--rate', 'none', '--max-in-flight', '3'])).toMatchObject({
      ...wanted,
      rateCount: null,
      rateSeconds: null,
      maxInFlight: 3,
    })
    expect(await json(['endpoint', 'pause', url, '--reason', 'moving'])).toEqual({ outcome: 'paused' })
    expect(await json(['endpoint', 'pause', url])).toEqual({ outcome: 'already paused' })
    const rows: { url: string }[] = await json(['endpoint', 'list'])
    const reason = 'by command line: moving'
    expect(rows.find((one) => one.url === url)).toMatchObject({ state: 'paused', reason })
    expect((await bellhop(['endpoint', 'list'])).out).toMatch(/x +paused +.* +by command line: moving\n/)
    expect(await json(['endpoint', 'resume', url])).toEqual({ outcome: 'resumed' })
    expect(await json(['endpoint', 'resume', url])).toEqual({ outcome: 'runs already' })
    const { key } = await json(['endpoint', 'sign', url])
    expect(key).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    expect(await json(['endpoint', 'sign', url, '--end'])).toEqual({ outcome: 'ended' })
    expect((await bellhop([...set, '--retry', 'soon'])).err).toMatch(/“soon” is no pause/)
  })

  it('set refuses in one line what cannot be', async () => {
    await json(['mapping', 'set', 'CLIENT_INVITED', url])
    const refused = async (...args: string[]) => {
      const ended = await bellhop(['endpoint', 'set', ...args])
      expect(ended).toMatchObject({ code: 1, out: '' })
      return ended.err
    }
    expect(await refused(url, '--connect-to', 'http://h/')).toMatch(/^bellhop: Write HOST:PORT alone.*\n$/)
    expect(await refused(url, '--timeout', '999')).toMatch(/from 1 to 300/)
    expect(await refused(url)).toMatch(/--mode/)
    expect(await refused('http://nobody.example/', '--mode', 'GET')).toMatch(/Map an event/)
  })
})

describe('config', () => {
  const cfg =
    '# mine\r\nEVENT_CHAT_STARTED http://a.example/chat\r\nEVENT_OPERATOR_STATUS\thttp://a.example/st\r\nX \xe8'

  it('import plans, then applies, and export gives the same bytes back', async () => {
    const path = file('ok.cfg', cfg)
    const scope = ['--licence', '7']
    const dry = await bellhop(['config', 'import', path, '--dry-run', ...scope])
    expect(dry).toMatchObject({ code: 0, err: '' })
    expect(dry.out).toContain('line 2: CHAT_STARTED')
    const unasked = await bellhop(['config', 'import', path, ...scope])
    expect(unasked.code).toBe(1)
    expect(unasked.out).toContain('line 2: CHAT_STARTED')
    expect(unasked.err).toContain('--yes')
    const before = await pool().query("SELECT FROM mapping WHERE licence = '7'")
    expect(before.rowCount).toBe(0)
    expect(await json(['config', 'import', path, '--yes', ...scope])).toMatchObject({ applied: true })
    const { bytes } = await bellhop(['config', 'export', ...scope])
    expect(bytes.equals(readFileSync(path))).toBe(true)
  })

  it('import refuses a wrong line and applies nothing', async () => {
    const path = file(
      'wrong.cfg',
      'EVENT_CHAT_STARTED http://a.example/\nEVENT_BUTTON_STATUS ftp://a.example/\n',
    )
    const { code, out, err } = await bellhop(['config', 'import', path, '--yes', '--licence', '8'])
    expect(code).toBe(1)
    expect(out).toContain('line 2')
    expect(err).toMatch(/^[^\n]+\n$/)
    const { rowCount } = await pool().query("SELECT FROM mapping WHERE licence = '8'")
    expect(rowCount).toBe(0)
  })

  it('import leaves out the wrong lines that are named, and no other', async () => {
    const path = file(
      'part.cfg',
      'EVENT_CHAT_STARTED http://a.example/\nEVENT_BUTTON_STATUS ftp://a.example/\n',
    )
    const run = (lines: string) =>
      bellhop(['config', 'import', path, '--yes', '--licence', '81', '--leave-out', lines])
    expect(await run('1,2')).toMatchObject({ code: 1, err: expect.stringContaining('Line 1 is not wrong') })
    expect(await run('two')).toMatchObject({ code: 1, err: expect.stringContaining('numbers of lines') })
    expect(await run('2')).toMatchObject({ code: 0, err: '' })
    expect((await bellhop(['config', 'export', '--licence', '81'])).bytes.equals(readFileSync(path))).toBe(
      true,
    )
  })

  it('export --bridge --rpc-server-ip points RPC_SERVER_IP to Bellhop too', async () => {
    await json([
      'config',
      'import',
      file('rpc.cfg', 'RPC_SERVER_IP 10.0.0.1:80\n'),
      '--yes',
      '--licence',
      '82',
    ])
    await bellhop(['chat-server', 'add', 'pointed'])
    const args = ['config', 'export', '--bridge', 'pointed', '--licence', '82']
    const asIs = await bellhop(args)
    expect(asIs.out).toContain('RPC_SERVER_IP 10.0.0.1:80\n')
    expect(asIs.err).toContain('it goes past Bellhop')
    const pointed = await bellhop([...args, '--rpc-server-ip'])
    expect(pointed.out).toContain('RPC_SERVER_IP bellhop.example:80\n')
    expect(pointed.err).not.toContain('NEW_LICENCE')
  })

  it('export --bridge points every event to a URL that works', async () => {
    await bellhop(['chat-server', 'add', 'bridged'])
    const { code, out } = await bellhop(['config', 'export', '--bridge', 'bridged', '--licence', '7'])
    expect(code).toBe(0)
    const lines = out.split(/\r?\n/).filter((line) => line.startsWith('EVENT_'))
    expect(lines).toHaveLength(EVENT_TYPES.length)
    expect(new Set(lines.map((line) => line.split(/\s/)[1])).size).toBe(1)
    expect(await bellhop(['config', 'export', '--bridge', 'nobody'])).toMatchObject({ code: 1, out: '' })
  })

  it('says which file cannot be read', async () => {
    const { code, err } = await bellhop(['config', 'import', 'absent.cfg', '--yes'])
    expect(code).toBe(1)
    expect(err).toMatch(/^[^\n]*absent\.cfg[^\n]*\n$/)
  })

  it('refuses a licence that is none in one line', async () => {
    const { code, err } = await bellhop([
      'config',
      'import',
      file('l.cfg', cfg),
      '--dry-run',
      '--licence',
      'a\u0007',
    ])
    expect(code).not.toBe(0)
    expect(err).toMatch(/^[^\n]*licence[^\n]*\n$/i)
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
