import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { freePort } from '#lib/db/embedded/free-port.ts'
import { makeScratchDatabase } from '#lib/db/scratch-database.ts'
import { chatServer } from './support/chat-server.ts'
import { ADMIN, isAlive, startBellhop } from './support/processes.ts'
import { startReceiver } from './support/receiver.ts'

const ROOT = join(import.meta.dirname, '..')

let dataDir = ''
test.beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'bellhop-start-'))
})
test.afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

function start(environment: Record<string, string>) {
  const run = spawnSync(process.execPath, [join(ROOT, 'lib/server/start.ts')], {
    cwd: ROOT,
    env: { ...process.env, DATA_DIR: dataDir, ...environment },
    encoding: 'utf8',
    timeout: 60_000,
  })
  return { code: run.status, lines: run.stderr.trim().split('\n') }
}

const wrong: [string, string][] = [
  ['PORT', 'eighty'],
  ['BASE_URL', 'bellhop'],
  ['DATABASE_URL', 'mysql://x/y'],
  ['DISPATCH_ALLOW', '10.0.0.0/99'],
  ['ADMIN_EMAIL', 'ola@lc.example'],
]
for (const [name, value] of wrong) {
  test(`a wrong ${name} stops the start with one clear line`, () => {
    const { code, lines } = start({ [name]: value, ADMIN_PASSWORD: '' })
    expect(code).toBe(1)
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(
      name === 'ADMIN_EMAIL' ? /^bellhop: ADMIN_PASSWORD / : new RegExp(`^bellhop: ${name} `),
    )
  })
}

test('a port in use stops the start with one line that names it', async () => {
  const taken = createServer()
  await new Promise<void>((done) => taken.listen(0, '127.0.0.1', done))
  const address = taken.address()
  const port = typeof address === 'object' ? String(address?.port) : ''
  const { code, lines } = start({ PORT: port })
  taken.close()
  expect(code).toBe(1)
  expect(lines).toEqual([expect.stringContaining(`127.0.0.1:${port} is in use`)])
})

test('a DATA_DIR that cannot be written stops the start with one line that names it', () => {
  const file = join(dataDir, 'file')
  writeFileSync(file, '')
  const { code, lines } = start({ DATA_DIR: join(file, 'data'), PORT: '0' })
  expect(code).toBe(1)
  expect(lines).toEqual([expect.stringMatching(/DATA_DIR .* cannot be written \(ENOTDIR\)/)])
})

test('a database that does not answer stops the start with one line', () => {
  const { code, lines } = start({ DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none', PORT: '0' })
  expect(code).toBe(1)
  expect(lines).toEqual([expect.stringMatching(/^bellhop: DATABASE_URL/)])
})

test('a server that listens everywhere names an address that others can use, and is open under any', async ({
  request,
}) => {
  const bellhop = await startBellhop({ environment: { HOST: '0.0.0.0' } })
  try {
    expect(bellhop.output()).toContain(`ingest URLs name ${bellhop.url}: set BASE_URL`)
    const ingestUrl = bellhop.cli('chat-server', 'add', 'rack 1').trim()
    expect(ingestUrl).toContain(`${bellhop.url}/rpc/`)
    expect((await request.get(`${ingestUrl}?EVENT=CHAT_STARTED&LICENCE=1`)).status()).toBe(200)
    expect(`${bellhop.output()}${ingestUrl}`).not.toContain('0.0.0.0')
    for (const url of [bellhop.url, `http://127.0.0.1:${bellhop.environment.PORT}`]) {
      const headers = { origin: url }
      const signedIn = await request.post(`${url}/api/auth/sign-in/email`, { data: ADMIN, headers })
      expect(signedIn.status()).toBe(200)
    }
  } finally {
    await bellhop.stop()
  }
})

test('without an admin a one-time link is printed; secrets in DATA_DIR are for the owner only', async () => {
  const bellhop = await startBellhop({ environment: { ADMIN_EMAIL: '', ADMIN_PASSWORD: '' } })
  try {
    expect(bellhop.output()).toMatch(
      /first log-in: open http:\/\/127\.0\.0\.1:\d+\/setup\/[\w-]{43} within 24 hours/,
    )
    for (const name of ['secret-key', 'database-password']) {
      expect(statSync(join(bellhop.dataDir, name)).mode & 0o777).toBe(0o600)
    }
  } finally {
    await bellhop.stop()
  }
})

test('SIGTERM ends every process with code 0, and a second Bellhop on the same data is refused meanwhile', async () => {
  const bellhop = await startBellhop()
  const pids = [bellhop.childPid('web'), bellhop.childPid('dispatcher'), postgresPid(bellhop.dataDir)]
  const second = start({ DATA_DIR: bellhop.dataDir, PORT: '0' })
  expect(second.code).toBe(1)
  expect(second.lines).toEqual([expect.stringContaining('Another Bellhop runs on')])
  bellhop.signal('SIGTERM')
  expect(await bellhop.exited).toBe(0)
  expect(pids.filter(isAlive)).toEqual([])
  await bellhop.stop()
})

test('DATABASE_URL replaces the embedded server with no other change', async () => {
  const host = await startBellhop()
  const receiver = await startReceiver()
  const database = await makeScratchDatabase(databaseUrl(host.dataDir))
  const bellhop = await startBellhop({
    environment: { DATABASE_URL: database.url, PORT: String(await freePort()) },
  })
  try {
    bellhop.cli('mapping', 'set', 'BUTTON_STATUS', `${receiver.url}/b.pl`)
    const server = chatServer(JSON.parse(bellhop.cli('chat-server', 'add', 'rack 3', '--json')).url)
    expect((await server.call('EVENT=BUTTON_STATUS&LICENCE=1&STATUS=online', 'GET')).status).toBe(200)
    await receiver.until(1)
    expect(receiver.received[0]?.target).toBe('/b.pl?EVENT=BUTTON_STATUS&LICENCE=1&STATUS=online')
    await server.stop()
  } finally {
    await bellhop.stop()
    await database.drop()
    await host.stop()
    await receiver.stop()
  }
})

function postgresPid(data: string): number {
  return Number(readFileSync(join(data, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
}

function databaseUrl(data: string): string {
  const port = readFileSync(join(data, 'postgres/postmaster.pid'), 'utf8').split('\n')[3]
  return `postgresql://bellhop:${readFileSync(join(data, 'database-password'), 'utf8')}@127.0.0.1:${port}/postgres`
}
