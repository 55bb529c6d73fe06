import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { pool } from '#lib/db/pool.ts'
import { storeForms } from '#lib/test/events.ts'
import { useCommandLine } from '../../test/command-line.ts'

const { bellhop, json, folder } = useCommandLine()

describe('usage', () => {
  it.each([
    [['nonsense']],
    [['deliveries', 'list', '--nonsense']],
    [['deliveries', 'list', '--status', 'fialed']],
    [['deliveries', 'list', '--since', 'tomorrow']],
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

  it.each([
    [['mapping', 'list']],
    [['deliveries', 'list']],
    [['config', 'export']],
    [['endpoint', 'sign', 'http://a.example/']],
  ])('%j without data says so, and makes none', async (args) => {
    const nowhere = join(folder, 'data')
    const ended = await bellhop(args, { environment: { DATABASE_URL: '', DATA_DIR: '' } })
    expect(ended).toMatchObject({
      code: 1,
      out: '',
      err: `bellhop: There is no data at ${nowhere}. Start Bellhop, or set DATA_DIR to its folder\n`,
    })
    expect(existsSync(nowhere)).toBe(false)
  })

  it('a folder that is named and holds none is not taken for an empty log', async () => {
    const environment = { DATABASE_URL: '', DATA_DIR: join(folder, 'named') }
    expect(await bellhop(['verify'], { environment })).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining(`There is no data at ${environment.DATA_DIR}`),
    })
    expect(existsSync(environment.DATA_DIR)).toBe(false)
  })

  it('a command that begins something makes the data that is not there', async () => {
    const environment = { DATABASE_URL: '', DATA_DIR: join(folder, 'begun') }
    const set = await bellhop(['mapping', 'set', 'CHAT_STARTED', 'http://a.example/'], { environment })
    expect(set).toMatchObject({ code: 0, err: '' })
    const { out } = await bellhop(['mapping', 'list', '--json'], { environment })
    expect(JSON.parse(out)).toContainEqual(expect.objectContaining({ urls: ['http://a.example/'] }))
  })

  it('--help and --version print to standard output', async () => {
    expect(await bellhop(['--version'])).toMatchObject({ code: 0, out: '0.1.0\n' })
    const { code, out } = await bellhop(['deliveries', '--help'])
    expect(code).toBe(0)
    expect(out).toContain('resend')
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

    const since = (day: string) => json(['deliveries', 'list', '--licence', '99', '--since', day])
    expect(await since('today')).toHaveLength(1)
    expect(await since('Yesterday')).toHaveLength(1)

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
