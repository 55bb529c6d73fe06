import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { type Binaries, SHARED_HOME } from './binaries.ts'
import { canEnter, type SystemUser } from './system-user.ts'

export const SUPERUSER = 'bellhop'

const passwordFile = (dataDir: string) => join(dataDir, 'database-password')
const clusterLink = (dataDir: string) => join(dataDir, 'postgres')

/** The superuser's password, made once and kept in DATA_DIR with mode 0600. */
function databasePassword(dataDir: string): string {
  const file = passwordFile(dataDir)
  if (!existsSync(file))
    writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' })
  return readFileSync(file, 'utf8')
}

/** The URL of the database `bellhop` of the cluster in DATA_DIR, on this port of the loopback address. */
export function clusterUrl(dataDir: string, port: number): string {
  return `postgresql://${SUPERUSER}:${databasePassword(dataDir)}@127.0.0.1:${port}/postgres`
}

/** The folder of an existing cluster, with links resolved; null when there is none. */
export function findCluster(dataDir: string): string | null {
  const link = clusterLink(dataDir)
  return existsSync(join(link, 'PG_VERSION')) ? realpathSync(link) : null
}

/** Whether there is a cluster, or what is left of one. */
export function hasCluster(dataDir: string): boolean {
  return lstatSync(clusterLink(dataDir), { throwIfNoEntry: false }) !== undefined
}

/** Postgres takes the file away as it ends, at any moment: then there is nothing in it. */
function readPostmaster(cluster: string): string {
  try {
    return readFileSync(join(cluster, 'postmaster.pid'), 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw error
  }
}

/** Port and process id of the server that runs on a cluster; null when none does. */
export function runningServer(cluster: string): { pid: number; port: number } | null {
  const lines = readPostmaster(cluster).split('\n')
  const [pid, port] = [Number(lines[0]), Number(lines[3])]
  if (!(pid > 0) || !(port > 0)) return null
  try {
    process.kill(pid, 0)
  } catch {
    return null
  }
  return { pid, port }
}

/**
 * Finds or makes the cluster of DATA_DIR. A folder that the OS user cannot enter holds a link only, and
 * the cluster stands beside the copied programs. Made under another name and renamed when it is whole, so
 * that a start that died half-way leaves nothing that looks like a cluster.
 * @throws Error with initdb's own words.
 */
export function ensureCluster(dataDir: string, binaries: Binaries, user: SystemUser | null): string {
  const found = findCluster(dataDir)
  if (found) return found
  const link = clusterLink(dataDir)
  if (lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink()) {
    throw new Error(`${link} points to a database that is gone. Restore it, or remove the link to begin anew`)
  }
  const closed = user !== null && !canEnter(user, dataDir)
  const id = randomBytes(6).toString('hex')
  const cluster = closed ? join(SHARED_HOME, `data-${id}`) : link
  const unfinished = `${cluster}.new`
  rmSync(unfinished, { recursive: true, force: true })
  if (closed) mkdirSync(SHARED_HOME, { recursive: true, mode: 0o755 })
  mkdirSync(unfinished, { mode: 0o700 })
  const pwfile = `${unfinished}.password`
  writeFileSync(pwfile, databasePassword(dataDir), { mode: 0o600 })
  try {
    if (user) for (const path of [unfinished, pwfile]) chownSync(path, user.uid, user.gid)
    const args = [
      '-D',
      unfinished,
      '-U',
      SUPERUSER,
      '-A',
      'scram-sha-256',
      `--pwfile=${pwfile}`,
      '-E',
      'UTF8',
    ]
    const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
    const made = spawnSync(binaries.initdb, [...args, ...locale], {
      encoding: 'utf8',
      cwd: '/',
      ...(user && { uid: user.uid, gid: user.gid }),
    })
    if (made.status !== 0)
      throw new Error(`The database could not be made: ${made.stderr?.trim() || made.error?.message}`)
  } finally {
    rmSync(pwfile, { force: true })
  }
  renameSync(unfinished, cluster)
  if (closed) symlinkSync(cluster, link)
  return realpathSync(link)
}
