import { type ChildProcess, spawn } from 'node:child_process'
import { chownSync, closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { findBinaries } from './binaries.ts'
import { clusterUrl, ensureCluster, findCluster, runningServer } from './cluster.ts'
import { freePort } from './free-port.ts'
import { type SystemUser, systemUser } from './system-user.ts'

/** A server of ours, or one that outlived the process that started it. */
export type EmbeddedServer = { url: string; port: number; stop: () => Promise<void> }

const START_LIMIT_MS = 60_000
const ADOPT_LIMIT_MS = 5_000
const WATCH_MS = 1_000

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

/** A server that outlived its supervisor. A stale pid file may name a stranger's process: only an answer counts. */
async function adoptable(dataDir: string, cluster: string): Promise<{ port: number } | null> {
  const limit = Date.now() + ADOPT_LIMIT_MS
  for (;;) {
    const server = runningServer(cluster)
    if (!server || Date.now() > limit) return null
    if (await answers(clusterUrl(dataDir, server.port))) return server
    await wait(100)
  }
}

const alive = (cluster: string) => runningServer(cluster) !== null

async function untilGone(cluster: string): Promise<void> {
  while (alive(cluster)) await wait(50)
}

function spawnServer(
  postgres: string,
  cluster: string,
  port: number,
  logFile: string,
  user: SystemUser | null,
): ChildProcess {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '100',
    shared_buffers: '256MB',
    max_wal_size: '2GB',
    jit: 'off',
  }
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const log = openSync(logFile, 'a', 0o600)
  if (user) chownSync(logFile, user.uid, user.gid)
  try {
    // A process group of its own: Ctrl-C in a terminal must reach the supervisor first, not the database.
    return spawn(postgres, ['-D', cluster, ...args], {
      detached: true,
      stdio: ['ignore', log, log],
      cwd: '/',
      ...(user && { uid: user.uid, gid: user.gid }),
    })
  } finally {
    closeSync(log)
  }
}

function lastLines(file: string): string {
  return readFileSync(file, 'utf8').trim().split('\n').slice(-3).join(' / ')
}

/**
 * Starts the Postgres of DATA_DIR, making it first when there is none, or takes over one that still runs
 * there (its supervisor was killed). Listens on 127.0.0.1 only.
 * @param port of a server that is started again in place of one that died, so that its URL stays the same.
 * @throws Error that says what went wrong and where the server's log is.
 */
export async function startEmbeddedServer(
  dataDir: string,
  port?: number,
  onExit?: () => void,
): Promise<EmbeddedServer> {
  // Others may pass through, as root's database user must, but list nothing; each secret file is 0600.
  mkdirSync(dataDir, { recursive: true, mode: 0o711 })
  const user = systemUser()
  const binaries = await findBinaries(user)
  const cluster = ensureCluster(dataDir, binaries, user)
  const logFile = join(dataDir, 'postgres.log')

  const adopted = await adoptable(dataDir, cluster)
  const listenPort = adopted?.port ?? port ?? (await freePort())
  const url = clusterUrl(dataDir, listenPort)
  let stopping = false
  const child = adopted ? null : spawnServer(binaries.postgres, cluster, listenPort, logFile, user)
  // It removes its pid file a moment before it ends: who waits for it must not find it alive.
  const ended = child && new Promise<void>((done) => child.once('exit', () => done()))
  let exited = false
  child?.once('error', () => {
    exited = true
  })
  child?.once('exit', () => {
    exited = true
    if (!stopping) onExit?.()
  })
  // One that was taken over is nobody's child: its end has to be looked for.
  const watch =
    adopted && onExit
      ? setInterval(() => {
          if (alive(cluster)) return
          clearInterval(watch)
          if (!stopping) onExit()
        }, WATCH_MS)
      : undefined

  const limit = Date.now() + START_LIMIT_MS
  while (!(await answers(url))) {
    if (exited) throw new Error(`The database did not start: ${lastLines(logFile)} (log: ${logFile})`)
    if (Date.now() > limit) throw new Error(`The database did not answer within a minute (log: ${logFile})`)
    await wait(50)
  }
  return {
    url,
    port: listenPort,
    stop: async () => {
      stopping = true
      clearInterval(watch)
      const server = runningServer(cluster)
      // SIGINT is Postgres' fast shutdown: sessions end, everything committed is kept.
      if (server) process.kill(server.pid, 'SIGINT')
      await untilGone(cluster)
      await ended
    },
  }
}

/** The URL of the server that runs on DATA_DIR at this moment; null when none does. Starts nothing. */
export async function findEmbeddedServer(dataDir: string): Promise<string | null> {
  const cluster = findCluster(dataDir)
  const server = cluster ? runningServer(cluster) : null
  if (!server) return null
  const url = clusterUrl(dataDir, server.port)
  return (await answers(url)) ? url : null
}
