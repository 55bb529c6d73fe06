import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { pool } from '#lib/db/pool.ts'
import { EVENT_TYPES } from '#lib/livechat/catalogue.ts'
import { useCommandLine } from '../../test/command-line.ts'

const { bellhop, json, file, folder } = useCommandLine()

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

  it('import says of a file that it cannot have which one, why, and what to do; and makes no data', async () => {
    const environment = { DATABASE_URL: '', DATA_DIR: join(folder, 'unmade') }
    const refused = async (path: string) => {
      const ended = await bellhop(['config', 'import', path, '--yes'], { environment })
      expect(ended).toMatchObject({ code: 1, out: '' })
      return ended.err
    }
    const there = file('a-file', '')
    const notThere = (path: string) =>
      `bellhop: ${path} is not there. Correct the name, or give the whole path\n`
    expect(await refused('nowhere.cfg')).toBe(notThere(join(folder, 'nowhere.cfg')))
    expect(await refused(join(there, 'x.cfg'))).toBe(notThere(join(there, 'x.cfg')))
    expect(await refused(folder)).toBe(`bellhop: ${folder} is a folder. Give a file that is in it\n`)
    expect(existsSync(environment.DATA_DIR)).toBe(false)
  })

  it('import says which addresses would not be called, and what to set', async () => {
    const path = file('private.cfg', 'EVENT_CHAT_STARTED http://10.1.2.3/chat\n')
    const dry = await bellhop(['config', 'import', path, '--dry-run', '--licence', '71'])
    expect(dry.out).toContain('! line 1: It would not be called. 10.1.2.3 is private. Set DISPATCH_ALLOW=')
    expect(dry.err).toBe(
      'bellhop: addresses are judged by the DISPATCH_ALLOW of this terminal; the server goes by its own\n',
    )
    const environment = { DISPATCH_ALLOW: '10.0.0.0/8' }
    const allowed = await bellhop(['config', 'import', path, '--dry-run', '--licence', '71'], { environment })
    expect(allowed).toMatchObject({ code: 0, err: '' })
    expect(allowed.out).not.toContain('DISPATCH_ALLOW')
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
