import { randomBytes } from 'node:crypto'
import { text } from 'node:stream/consumers'
import type { Command } from 'commander'
import { newAdminSchema } from '../../auth/create-admin.ts'
import { CommandError } from './output.ts'

const GENERATED_BYTES = 15

export type PasswordOptions = { passwordStdin?: boolean; json?: boolean }
export type ReadPassword = { password: string; generated: boolean }

/** The options of a command that gives somebody a password. */
export const passwordOptions = (command: Command): Command =>
  command
    .option('--password-stdin', 'read the password from standard input instead of making one up')
    .option('--json', 'print for programs')

/**
 * From standard input when it is asked for, else made up.
 * @throws CommandError when nobody could log in with what was given.
 */
export async function readPassword({ passwordStdin }: PasswordOptions): Promise<ReadPassword> {
  if (!passwordStdin) return { password: randomBytes(GENERATED_BYTES).toString('base64url'), generated: true }
  const parsed = newAdminSchema.shape.password.safeParse((await text(process.stdin)).replace(/\r?\n$/, ''))
  if (!parsed.success) throw new CommandError(parsed.error.issues[0]?.message ?? 'The password is not valid')
  return { password: parsed.data, generated: false }
}
