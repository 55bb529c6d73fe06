import { hashPassword } from 'better-auth/crypto'
import { prisma } from '../db/prisma.ts'
import { insertAdmin, newAdminSchema } from './create-admin.ts'
import { readSetupState, type SetupState, setupTokenWhere } from './setup-link.ts'

export type CompletedSetup =
  | { kind: 'created'; id: string }
  | { kind: Exclude<SetupState, 'open'> }
  | { kind: 'not valid'; fieldErrors: Record<string, string> }

/**
 * Uses a set-up token up and makes the first admin, both or neither. Of two at once one wins: the token's row is
 * deleted by one of them only.
 */
export async function completeSetup(
  token: string,
  input: { email: string; password: string; name?: string },
): Promise<CompletedSetup> {
  const parsed = newAdminSchema.safeParse(input)
  if (!parsed.success) {
    const fieldErrors = parsed.error.issues.map((issue) => [String(issue.path[0]), issue.message])
    return { kind: 'not valid', fieldErrors: Object.fromEntries(fieldErrors) }
  }
  const state = await readSetupState(token)
  if (state !== 'open') return { kind: state }
  const { email, name, password } = parsed.data
  const passwordHash = await hashPassword(password)
  return prisma().$transaction(async (db): Promise<CompletedSetup> => {
    const used = await db.verification.deleteMany({ where: setupTokenWhere(token) })
    if (used.count === 0) return { kind: 'link not valid' }
    if ((await db.user.count()) > 0) return { kind: 'already set up' }
    return { kind: 'created', id: await insertAdmin(db, { email, name, passwordHash }) }
  })
}
