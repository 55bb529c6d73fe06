import { hashPassword } from 'better-auth/crypto'
import { z } from 'zod'
import { prisma } from '../db/prisma.ts'
import { newAdminSchema } from './create-admin.ts'
import { triesOfAccount } from './throttle-sign-in.ts'

const Input = z.object({
  email: z.string().trim().toLowerCase(),
  password: newAdminSchema.shape.password,
})

/** `sessionsEnded`: how many log-ins ended with the old password. `reason`: a sentence for the person who asked. */
export type SetPasswordOutcome =
  | { outcome: 'set'; email: string; sessionsEnded: number }
  | { outcome: 'unknown person' }
  | { outcome: 'not valid'; reason: string }

/**
 * Gives a person a new password, ends their sessions and forgets the wrong tries of their account: all or nothing.
 * Needs the database only, as `createAdmin` does.
 */
export async function setPassword(input: z.input<typeof Input>): Promise<SetPasswordOutcome> {
  const parsed = Input.safeParse(input)
  if (!parsed.success)
    return { outcome: 'not valid', reason: parsed.error.issues[0]?.message ?? 'The input is not valid.' }
  const { email } = parsed.data
  const password = await hashPassword(parsed.data.password)
  return prisma().$transaction(async (db): Promise<SetPasswordOutcome> => {
    const person = await db.user.findUnique({ where: { email }, select: { id: true } })
    if (!person) return { outcome: 'unknown person' }
    const { id: userId } = person
    await db.account.updateMany({ where: { userId, providerId: 'credential' }, data: { password } })
    const sessionsEnded = await db.session.count({ where: { userId, expiresAt: { gt: new Date() } } })
    await db.session.deleteMany({ where: { userId } })
    await db.rateLimit.deleteMany({ where: { key: triesOfAccount(email) } })
    return { outcome: 'set', email, sessionsEnded }
  })
}
