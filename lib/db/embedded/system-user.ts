import { spawnSync } from 'node:child_process'

/** The OS user that the server runs as when Bellhop is started by root: Postgres refuses to run as root. */
export type SystemUser = { name: string; uid: number; gid: number }

const NAME = 'bellhop'

function lookUp(name: string): SystemUser | null {
  const id = (flag: string) => spawnSync('id', [flag, name], { encoding: 'utf8' })
  const [uid, gid] = [id('-u'), id('-g')]
  return uid.status === 0 && gid.status === 0
    ? { name, uid: Number(uid.stdout), gid: Number(gid.stdout) }
    : null
}

/**
 * The user to drop to, made when it is missing; null when this process is not root's.
 * @throws Error that says what to do when no user can be made.
 */
export function systemUser(): SystemUser | null {
  if (process.getuid?.() !== 0) return null
  const known = lookUp(NAME)
  if (known) return known
  const made = spawnSync(
    'useradd',
    ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', NAME],
    {
      encoding: 'utf8',
    },
  )
  const user = lookUp(NAME)
  if (user) return user
  throw new Error(
    `Postgres does not run as root, and the user ${NAME} could not be made (${made.stderr?.trim() || made.error?.message}). ` +
      'Make it, start Bellhop as an ordinary user, or set DATABASE_URL',
  )
}

/** Whether that user can enter a folder: every folder above it counts. */
export function canEnter(user: SystemUser, folder: string): boolean {
  return spawnSync('test', ['-x', folder], { uid: user.uid, gid: user.gid, cwd: '/' }).status === 0
}
