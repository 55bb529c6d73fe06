import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { freePort } from '#lib/db/embedded/free-port.ts'
import { findEmbeddedServer } from '#lib/db/embedded/server.ts'
import { ensureSecretKey } from '#lib/server/data-dir.ts'

export const ADMIN = { email: 'ola@bellhop.example', password: 'correct horse battery' }
const ROOT = join(import.meta.dirname, '../..')

export type Bellhop = {
  url: string
  dataDir: string
  environment: Record<string, string>
  /** What it printed on standard output and error. */
  output: () => string
  /** The supervisor's process id, and that of a child by its script's name. */
  pid: () => number
  childPid: (name: 'web' | 'dispatcher') => number
  /** Runs `npx bellhop` of this checkout beside it. */
  cli: (...args: string[]) => string
  signal: (signal: NodeJS.Signals) => void
  exited: Promise<number | null>
  /** Ends it and removes its data. */
  stop: () => Promise<void>
}

function descendants(pid: number): { pid: number; command: string }[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .trim()
    .split(' ')
    .filter(Boolean)
    .map(Number)
  return children.map((child) => ({ pid: child, command: readFileSync(`/proc/${child}/cmdline`, 'utf8') }))
}

/**
 * Starts Bellhop as `npm start` does, on a free port and a DATA_DIR of its own, and waits for `ready`.
 * @param options.dataDir keeps the data of an earlier one; then `stop` leaves it.
 */
export async function startBellhop(
  options: { dataDir?: string; environment?: Record<string, string> } = {},
): Promise<Bellhop> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'bellhop-e2e-'))
  const environment = {
    PORT: options.environment?.PORT ?? String(await freePort()),
    DATA_DIR: dataDir,
    ADMIN_EMAIL: ADMIN.email,
    ADMIN_PASSWORD: ADMIN.password,
    DISPATCH_ALLOW: '127.0.0.0/8',
    LOG_LEVEL: 'warn',
    ...options.environment,
  }
  const child = spawn(process.execPath, [join(ROOT, 'lib/server/start.ts')], {
    cwd: ROOT,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = new Promise<number | null>((done) => child.once('exit', done))
  const printed: string[] = []
  collect(child, printed)
  const url = await ready(child, printed, exited)
  return {
    url,
    dataDir,
    environment,
    output: () => printed.join('\n'),
    pid: () => child.pid ?? 0,
    childPid: (name) => {
      const found = descendants(child.pid ?? 0).find(({ command }) =>
        command.includes(`lib/server/${name}.ts`),
      )
      if (!found) throw new Error(`no ${name} process`)
      return found.pid
    },
    cli: (...args) =>
      execFileSync(process.execPath, [join(ROOT, 'lib/server/cli/bellhop.ts'), ...args], {
        cwd: ROOT,
        env: { ...process.env, ...environment },
        encoding: 'utf8',
        maxBuffer: 64 * 1024 * 1024,
      }),
    signal: (signal) => child.kill(signal),
    exited,
    stop: async () => {
      child.kill('SIGTERM')
      await exited
      if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** Starts one more dispatcher on the database of a Bellhop, as another machine would, and waits until it is there. */
export async function startDispatcher({ dataDir, environment }: Bellhop): Promise<ChildProcess> {
  const url = await findEmbeddedServer(dataDir)
  if (!url) throw new Error('its database does not run')
  const child = spawn(process.execPath, [join(ROOT, 'lib/server/dispatcher.ts')], {
    cwd: ROOT,
    env: { ...process.env, ...environment, DATABASE_URL: url, SECRET_KEY: ensureSecretKey(dataDir) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  await new Promise((ready) => child.once('message', ready))
  return child
}

function collect(child: ChildProcess, printed: string[]): void {
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream }).on('line', (line) => printed.push(line))
  }
}

async function ready(
  child: ChildProcess,
  printed: string[],
  exited: Promise<number | null>,
): Promise<string> {
  const isReady = new Promise<string>((done) => {
    if (!child.stdout) return
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [, url] = /^ready (\S+)$/.exec(line) ?? []
      if (url) done(url)
    })
  })
  const url = await Promise.race([isReady, exited.then(() => null)])
  if (!url) throw new Error(`Bellhop did not start:\n${printed.join('\n')}`)
  return url
}

/** Whether a process of this id exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
