import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { pool } from '#lib/db/pool.ts'
import { childEnvironment } from '#lib/env.ts'
import { EVENT_TYPES } from '#lib/livechat/catalogue.ts'
import { useTestDatabase } from '#lib/test/database.ts'
import { storeForms } from '#lib/test/events.ts'

const database = useTestDatabase()
const folder = mkdtempSync(join(tmpdir(), 'bellhop-cli-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Ended = { code: number | null; out: string; bytes: Buffer; err: string }

/** Runs the command in a process of its own, with standard input closed or holding `input`. */
function bellhop(
  args: string[],
  more: { input?: string; environment?: Record<string, string> } = {},
): Promise<Ended> {
  const environment = {
    DATABASE_URL: database.url,
    DATA_DIR: join(folder, 'data'),
    BASE_URL: 'http://bellhop.example',
  }
  const child = spawn(process.execPath, [join(import.meta.dirname, 'bellhop.ts'), ...args], {
    cwd: folder,
    env: childEnvironment({ ...environment, ...more.environment }),
  })
  const out: Buffer[] = []
  let err = ''
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString()
  })
  child.stdin.end(more.input ?? '')
  return new Promise((done) =>
    child.once('close', (code) =>
      done({ code, out: Buffer.concat(out).toString(), bytes: Buffer.concat(out), err }),
    ),
  )
}

async function json(args: string[]) {
  const ended = await bellhop([...args, '--json'])
  expect(ended).toMatchObject({ code: 0, err: '' })
  return JSON.parse(ended.out)
}

function file(name: string, content: string): string {
  const path = join(folder, name)
  writeFileSync(path, content, 'latin1')
  return path
}

describe('usage', () => {
  it.each([
    [['nonsense']],
    [['deliveries', 'list', '--nonsense']],
    [['deliveries', 'list', '--status', 'fialed']],
    [['deliveries', 'list', '--since', 'yesterday']],
    [['deliveries', 'list', '--limit', '0']],
    [['deliveries', 'list', '--search', '***']],
    [['events', 'list', '--since', '1 moon']],
    [['mapping', 'set', 'CHAT_STARTED']],
    [['simulate', '--method', 'PUT']],
    [['simulate', '--odd', '1.5']],
    [['simulate', '--charset', 'no-such']],
    [['simulate', '--url', 'ftp://127.0.0.1/']],
    [['endpoint', 'set', 'http://a.example/', '--mode', 'PUT']],
    [['endpoint', 'set', 'http://a.example/', '--timeout', 'long']],
  ])('%j is refused in one line, with exit code 2', async (args) => {
    const { code, out, err } = await bellhop(args)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(/^[^\n]{12,}\n$/)
  })

  it('a wrong environment is one line, with exit code 1', async () => {
    const { code, err } = await bellhop(['events', 'list'], { environment: { PORT: 'x' } })
    expect(code).toBe(1)
    expect(err).toMatch(/^[^\n]*PORT[^\n]*\n$/)
  })

  it('a database that does not answer is one line, with exit code 1', async () => {
    const { code, err } = await bellhop(['events', 'list'], {
      environment: { DATABASE_URL: 'postgres://x@127.0.0.1:1/x' },
    })
    expect(code).toBe(1)
    expect(err).toMatch(/^[^\n]*database[^\n]*\n$/i)
  })

  it('--help and --version print to standard output', async () => {
    expect(await bellhop(['--version'])).toMatchObject({ code: 0, out: '0.1.0\n' })
    const { code, out } = await bellhop(['deliveries', '--help'])
    expect(code).toBe(0)
    expect(out).toContain('resend')
  })
})

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
    })
    const set = ['endpoint', 'set', url]
    expect(await json([...set, '--mode', 'POST JSON', '--connect-to', '[::1]:80'])).toEqual({
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
    expect(out).toMatch(/http:\/\/called\.example\/x +POST JSON +– +7 s +CLIENT_INVITED/)
    expect(await bellhop([...set, '--mode', 'GET'])).toMatchObject({
      code: 0,
      out: `${url} is called as GET, with a time-out of 7 s\n`,
    })
  })

  it('set refuses in one line what cannot be', async () => {
    await json(['mapping', 'set', 'CLIENT_INVITED', url])
    const refused = async (...args: string[]) => {
      const ended = await bellhop(['endpoint', 'set', ...args])
      expect(ended).toMatchObject({ code: 1, out: '' })
      return ended.err
    }
    expect(await refused(url, '--connect-to', 'http://h/')).toMatch(/^bellhop: Write HOST:PORT alone.*\n$/)
    expect(await refused(url, '--timeout', '999')).toMatch(/at most 300 seconds/)
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

describe('deliveries and events', () => {
  it('are listed, shown with exact bytes, and resent', async () => {
    await json(['mapping', 'set', 'NEW_OPERATOR', 'http://r.example/new', '--licence', '99'])
    const body = 'EVENT=NEW_OPERATOR&LICENCE=99&PASSWORD=hunter2+%e8&OPERATOR_ID=zoe%40shop.example'
    const [stored] = await storeForms([body, 'LICENCE=99&WORD=orphan'])
    const id = stored?.deliveries[0]?.id ?? ''
    await pool().query(
      "UPDATE delivery SET status = 'failed', next_attempt_at = NULL, last_error = 'gone' WHERE id = $1",
      [id],
    )

    const scope = ['--licence', '99', '--since', '1h', '--limit', '5']
    const filters = [
      ...scope,
      '--event',
      'NEW_OPERATOR',
      '--status',
      'failed',
      '--search',
      'zoe@shop.example',
    ]
    const [listed] = await json(['deliveries', 'list', ...filters])
    expect(listed).toMatchObject({
      id,
      eventId: stored?.id,
      event: 'NEW_OPERATOR',
      licence: '99',
      status: 'failed',
      attempts: 0,
      url: 'http://r.example/new',
      lastError: 'gone',
    })
    expect(await json(['deliveries', 'list', ...scope, '--search', 'hunter2'])).toEqual([])

    const shown = await json(['deliveries', 'show', id])
    expect(Buffer.from(shown.payload.body, 'base64').toString('latin1')).toBe(body)
    expect(shown.attempts).toEqual([])
    expect((await bellhop(['deliveries', 'show', id])).out).toContain('zoe@shop.example')
    expect(await bellhop(['deliveries', 'show', 'nobody'])).toMatchObject({ code: 1, out: '' })

    const events = await json(['events', 'list', ...scope])
    expect(events).toMatchObject([
      { outcome: 'rejected', event: null, licence: '99', reason: 'The call has no EVENT', mapped: 0 },
      { outcome: 'accepted', event: 'NEW_OPERATOR', id: stored?.id, reason: null, mapped: 1 },
    ])

    expect(await json(['deliveries', 'resend', id])).toMatchObject([{ id, outcome: 'queued' }])
    const { rows } = await pool().query('SELECT status FROM delivery WHERE id = $1', [id])
    expect(rows).toEqual([{ status: 'pending' }])
    expect(await bellhop(['deliveries', 'resend', id, 'nobody'])).toMatchObject({ code: 1 })
  })

  it('writes nothing to a terminal that could move its cursor', async () => {
    await storeForms(['EVENT=%1b%5b2J&LICENCE=98'])
    const { out } = await bellhop(['events', 'list', '--licence', '98'])
    expect(out).not.toContain('\u001b')
  })
})

describe('admin', () => {
  it('create makes up a password, or takes it from standard input', async () => {
    const { out } = await bellhop(['admin', 'create', 'ola@bellhop.example', '--json'])
    expect(JSON.parse(out)).toMatchObject({
      email: 'ola@bellhop.example',
      password: expect.stringMatching(/^\S{12,}$/),
    })
    const given = await bellhop(['admin', 'create', 'ewa@bellhop.example', '--password-stdin'], {
      input: 'correct horse battery\n',
    })
    expect(given).toMatchObject({ code: 0 })
    expect(given.out).not.toContain('correct horse')
    expect(await bellhop(['admin', 'create', 'ola@bellhop.example'])).toMatchObject({ code: 1, out: '' })
    const { rows } = await pool().query('SELECT email, role FROM "user" ORDER BY email')
    expect(rows).toEqual([
      { email: 'ewa@bellhop.example', role: 'admin' },
      { email: 'ola@bellhop.example', role: 'admin' },
    ])
  })
})

describe('simulate', () => {
  async function receiver() {
    const calls: { method: string; form: string }[] = []
    const server = createServer(async (request, response) => {
      const body = (await request.toArray()).map(String).join('')
      calls.push({ method: request.method ?? '', form: body || (request.url?.split('?')[1] ?? '') })
      response.end('OK')
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const { port } = server.address() as AddressInfo // it listens on a port
    return { url: `http://127.0.0.1:${port}/rpc/x`, calls, close: () => server.close() }
  }

  it('--once sends each of the twelve events, by POST or GET', async () => {
    const { url, calls, close } = await receiver()
    expect(await json(['simulate', '--once', '--url', url, '--rate', '200'])).toMatchObject({
      sent: 12,
      accepted: 12,
    })
    expect(
      await json(['simulate', '--once', '--url', url, '--rate', '200', '--method', 'GET']),
    ).toMatchObject({ sent: 12 })
    const types = (method: string) =>
      calls
        .filter((call) => call.method === method)
        .map((call) => new URLSearchParams(call.form).get('EVENT'))
    expect(types('POST').toSorted()).toEqual([...EVENT_TYPES].toSorted())
    expect(types('GET').toSorted()).toEqual([...EVENT_TYPES].toSorted())
    close()
  })

  it('sends at the rate for so long, and says how it was answered', async () => {
    const { url, calls, close } = await receiver()
    const told = await json(['simulate', '--url', url, '--rate', '40', '--seconds', '1', '--licences', '2'])
    expect(told).toMatchObject({
      sent: 40,
      accepted: 40,
      p50Ms: expect.any(Number),
      p95Ms: expect.any(Number),
    })
    expect(calls).toHaveLength(40)
    close()
  })

  it('starts with the burst, counts by event type, and keeps the query that the URL has', async () => {
    const { url, calls, close } = await receiver()
    const args = [
      '--rate',
      '200',
      '--seconds',
      '0.5',
      '--burst',
      '30',
      '--odd',
      '0.2',
      '--charset',
      'iso-8859-2',
    ]
    const { err, out } = await bellhop([
      'simulate',
      '--url',
      `${url}?key=7`,
      '--method',
      'mixed',
      '--json',
      ...args,
    ])
    expect(err).toMatch(/^[^\n]*iso-8859-2[^\n]*\n$/)
    const told = JSON.parse(out)
    expect(told).toMatchObject({ sent: 130, unanswered: 0, odd: expect.any(Number) })
    expect(told.odd).toBeGreaterThan(0)
    const counts: number[] = Object.values(told.byType)
    expect(counts.reduce((sum, count) => sum + count)).toBe(130)
    expect(told.byType.LICENCE_INFO).toBeGreaterThanOrEqual(30)
    const gets = calls.filter((call) => call.method === 'GET').map((call) => call.form)
    expect(gets.length).toBeGreaterThan(10)
    expect(gets.every((form) => form === 'key=7' || form.startsWith('key=7&'))).toBe(true)
    close()
  })

  it('Ctrl-C ends it with its summary', async () => {
    const { url, calls, close } = await receiver()
    const child = spawn(
      process.execPath,
      [
        join(import.meta.dirname, 'bellhop.ts'),
        'simulate',
        '--url',
        url,
        '--rate',
        '50',
        '--seconds',
        '600',
        '--json',
      ],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    )
    await expect.poll(() => calls.length, { timeout: 20_000 }).toBeGreaterThan(5)
    child.kill('SIGINT')
    const told = JSON.parse((await child.stdout.toArray()).map(String).join(''))
    expect(told).toMatchObject({ sent: calls.length, accepted: calls.length, unanswered: 0 })
    expect(child.exitCode ?? (await new Promise((done) => child.once('exit', done)))).toBe(0)
    close()
  })

  it('says so when nobody answers', async () => {
    const { code, err } = await bellhop([
      'simulate',
      '--once',
      '--url',
      'http://127.0.0.1:1/rpc/x',
      '--rate',
      '200',
    ])
    expect(code).toBe(1)
    expect(err).toMatch(/^[^\n]+\n$/)
  })
})
