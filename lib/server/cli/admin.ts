import { randomBytes } from 'node:crypto'
import { text } from 'node:stream/consumers'
import type { Command } from 'commander'
import { createAdmin } from '../../auth/create-admin.ts'
import { CommandError, printResult } from './output.ts'
import { useSecretKey, withDatabase } from './with-database.ts'

const GENERATED_BYTES = 15
const SHORTEST = 8

/** From standard input when something is piped in, else made up. */
async function choosePassword(fromInput: boolean): Promise<{ password: string; generated: boolean }> {
  if (!fromInput) return { password: randomBytes(GENERATED_BYTES).toString('base64url'), generated: true }
  const password = (await text(process.stdin)).replace(/\r?\n$/, '')
  if (password.length < SHORTEST)
    throw new CommandError(`The password must have at least ${SHORTEST} characters`)
  return { password, generated: false }
}

export function adminCommands(program: Command): void {
  program
    .command('admin')
    .description('people who may log in')
    .command('create')
    .argument('<email>')
    .option('--password-stdin', 'read the password from standard input instead of making one up')
    .option('--json', 'print for programs')
    .description('makes an admin; a made-up password is printed this once')
    .action(async (email: string, options: { passwordStdin?: boolean; json?: boolean }) => {
      if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new CommandError(`${email} is not an e-mail address`)
      const { password, generated } = await choosePassword(Boolean(options.passwordStdin))
      useSecretKey()
      const made = await withDatabase(() => createAdmin({ email, password }), { makesData: true })
      if (!made.ok) throw new CommandError(made.reason)
      const shown = generated ? { password } : {}
      printResult(
        options.json,
        { email, ...shown },
        generated ? `${email} may log in with the password ${password}` : `${email} may log in`,
      )
    })
}
