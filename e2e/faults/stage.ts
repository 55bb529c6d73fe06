import { type ChildProcess, execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { findEmbeddedServer } from '#lib/db/embedded/server.ts'
import { type Bellhop, isAlive, startBellhop, startDispatcher } from '../support/processes.ts'
import { type FaultReceiver, startFaultReceiver } from './receiver.ts'

/** A folder and an environment for a Bellhop, made for one fault, and how they go again. */
export type Ground = { dataDir: string; environment: Record<string, string>; remove: () => void }

/** A Bellhop with a receiver, for faults to happen to. */
export type Stage = {
  bellhop: Bellhop
  receiver: FaultReceiver
  /** Where the chat server calls. */
  ingestUrl: string
  /** Asks the database, again and again while it is away. */
  rows: <Row extends pg.QueryResultRow>(sql: string, values?: unknown[]) => Promise<Row[]>
  /** `npx bellhop`, beside whatever else runs; whatever it exits with. */
  command: (...args: string[]) => Promise<{ code: number; stdout: string; stderr: string }>
  /** One more dispatcher, which ends with the stage. */
  addDispatcher: () => Promise<ChildProcess>
  /** Whether it still stands and answers. */
  isWell: () => Promise<boolean>
  stop: () => Promise<void>
}

const ROOT = join(import.meta.dirname, '../..')
const ASK_LIMIT_MS = 60_000
const ASK_AGAIN_MS = 250

/** A DATA_DIR that Postgres' own user may pass through, so that everything stands in it and goes with it. */
export function makeGround(environment: Record<string, string> = {}): Ground {
  const dataDir = mkdtempSync(join(tmpdir(), 'bellhop-faults-'))
  chmodSync(dataDir, 0o711)
  return { dataDir, environment, remove: () => rmSync(dataDir, { recursive: true, force: true }) }
}

async function openPool(dataDir: string): Promise<pg.Pool> {
  const url = await findEmbeddedServer(dataDir)
  if (!url) throw new Error('the database of the stage does not run')
  const pool = new pg.Pool({ connectionString: url, max: 4, connectionTimeoutMillis: 2000 })
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

async function ask<Row extends pg.QueryResultRow>(
  pool: pg.Pool,
  sql: string,
  values: unknown[],
): Promise<Row[]> {
  const limit = Date.now() + ASK_LIMIT_MS
  for (;;) {
    try {
      return (await pool.query<Row>(sql, values)).rows
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : ''
      // What is wrong with the statement stays wrong.
      if (/^(22|23|42)/.test(code) || Date.now() > limit) throw error
      await wait(ASK_AGAIN_MS)
    }
  }
}

/** Starts a Bellhop on a ground, which goes when the stage is stopped. */
export async function openStage(ground: Ground): Promise<Stage> {
  const { dataDir, environment } = ground
  const bellhop = await startBellhop({ dataDir, environment }).catch((error) => {
    ground.remove()
    throw error
  })
  const receiver = await startFaultReceiver()
  const pool = await openPool(dataDir)
  const { url: ingestUrl }: { url: string } = JSON.parse(
    bellhop.cli('chat-server', 'add', 'faults', '--json'),
  )
  const dispatchers: ChildProcess[] = []
  return {
    bellhop,
    receiver,
    ingestUrl,
    rows: (sql, values = []) => ask(pool, sql, values),
    command: (...args) =>
      new Promise((done) => {
        const values = { ...process.env, ...bellhop.environment }
        execFile(
          process.execPath,
          [join(ROOT, 'lib/server/cli/bellhop.ts'), ...args],
          { cwd: ROOT, env: values, maxBuffer: 64 * 1024 * 1024 },
          (error, stdout, stderr) => done({ code: error ? Number(error.code) : 0, stdout, stderr }),
        )
      }),
    addDispatcher: async () => {
      const made = await startDispatcher(bellhop)
      dispatchers.push(made)
      return made
    },
    isWell: async () =>
      isAlive(bellhop.pid()) &&
      (await fetch(`${bellhop.url}/api/health`, { signal: AbortSignal.timeout(5000) }).then(
        (answer) => answer.status === 200,
        () => false,
      )),
    stop: async () => {
      for (const dispatcher of dispatchers) dispatcher.kill('SIGKILL')
      await pool.end().catch(() => {})
      await bellhop.stop()
      receiver.stop()
      ground.remove()
    },
  }
}
