import type { Command } from 'commander'
import { createAdmin } from '../../auth/create-admin.ts'
import { type ListedAdmin, listAdmins } from '../../auth/list-admins.ts'
import { removeAdmin } from '../../auth/remove-admin.ts'
import { setPassword } from '../../auth/set-password.ts'
import { confirm } from './confirm.ts'
import { CommandError, printResult, printRows } from './output.ts'
import { type PasswordOptions, passwordOptions, type ReadPassword, readPassword } from './read-password.ts'
import { useSecretKey, withDatabase } from './with-database.ts'

const nobody = (email: string) => new CommandError(`Nobody logs in as ${email}. See: npx bellhop admin list`)

/** Prints who may log in, with the password if it was made up. `more` is for people and programs alike. */
function printAccess(
  { json }: PasswordOptions,
  {
    email,
    password,
    generated,
    more = {},
    note = '',
  }: ReadPassword & { email: string; more?: object; note?: string },
): void {
  const value = { email, ...(generated && { password }), ...more }
  printResult(json, value, `${email} may log in${generated ? ` with the password ${password}` : ''}${note}`)
}

async function create(given: string, options: PasswordOptions): Promise<void> {
  const email = given.trim().toLowerCase()
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new CommandError(`${email} is not an e-mail address`)
  const read = await readPassword(options)
  useSecretKey()
  const made = await withDatabase(() => createAdmin({ email, password: read.password }), { makesData: true })
  if (!made.ok) throw new CommandError(made.reason)
  printAccess(options, { email, ...read })
}

async function changePassword(email: string, options: PasswordOptions): Promise<void> {
  const read = await readPassword(options)
  const set = await withDatabase(() => setPassword({ email, password: read.password }))
  if (set.outcome === 'unknown person') throw nobody(email)
  if (set.outcome === 'not valid') throw new CommandError(set.reason)
  const { sessionsEnded } = set
  const ended = sessionsEnded === 1 ? '1 session has ended' : `${sessionsEnded} sessions have ended`
  const note = sessionsEnded === 0 ? '' : `\n${ended}`
  printAccess(options, { ...read, email: set.email, more: { sessionsEnded }, note })
}

async function remove(email: string, { yes, json }: { yes?: boolean; json?: boolean }): Promise<void> {
  const known = (await listAdmins()).map((one) => one.email)
  const wanted = email.trim().toLowerCase()
  if (!known.includes(wanted)) throw nobody(email)
  if (known.length > 1) await confirm(`Remove ${wanted}?`, yes)
  const removed = await removeAdmin({ email: wanted })
  if (removed.outcome === 'unknown person') throw nobody(email)
  if (removed.outcome === 'last admin')
    throw new CommandError(
      `${wanted} is the last who may log in. Make another first: npx bellhop admin create EMAIL`,
    )
  const { outcome: _, ...value } = removed
  const views =
    removed.sharedViews === 0
      ? ''
      : `\nViews they shared are now those of ${removed.heir}: ${removed.sharedViews}`
  printResult(json, value, `${wanted} may not log in any more${views}`)
}

export function adminCommands(program: Command): void {
  const noun = program.command('admin').description('people who may log in')

  noun
    .command('list')
    .option('--json', 'print for programs')
    .description('lists them; the last log-in is not known after logging out')
    .action(async ({ json }: { json?: boolean }) => {
      const columns = {
        'E-MAIL': (row: ListedAdmin) => row.email,
        NAME: (row: ListedAdmin) => row.name,
        MADE: (row: ListedAdmin) => row.createdAt,
        'LAST LOG-IN': (row: ListedAdmin) => row.lastLogIn,
      }
      const none = 'Nobody may log in yet. Make an admin: npx bellhop admin create EMAIL'
      printRows(json, await withDatabase(listAdmins), columns, none)
    })

  passwordOptions(noun.command('create').argument('<email>'))
    .description('makes an admin; a made-up password is printed this once')
    .action(create)

  passwordOptions(noun.command('password').argument('<email>'))
    .description('gives a new password, for one who forgot theirs, and ends all their sessions at once')
    .action(changePassword)

  noun
    .command('remove')
    .argument('<email>')
    .option('--yes', 'do not ask')
    .option('--json', 'print for programs')
    .description(
      'ends the log-in and all sessions of a person; what they did stays in the log under their name',
    )
    .action((email: string, options: { yes?: boolean; json?: boolean }) =>
      withDatabase(() => remove(email, options)),
    )
}
