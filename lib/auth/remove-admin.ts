import { prisma } from '../db/prisma.ts'
import { handOverSharedViews } from '../preferences/saved-views.ts'
import { triesOfAccount } from './throttle-sign-in.ts'

/** `heir`: the e-mail address of the one who has the removed person's shared views now. */
export type RemoveAdminOutcome =
  | { outcome: 'removed'; email: string; sharedViews: number; heir: string }
  | { outcome: 'unknown person' }
  | { outcome: 'last admin' }

/**
 * Removes a person who may log in, but never the last one; their sessions end with them. The log and the histories name
 * people by their e-mail address as text, so that what a removed person did can be read on. Views that they share go to
 * the admin who has been there longest.
 */
export function removeAdmin(input: { email: string }): Promise<RemoveAdminOutcome> {
  const email = input.email.trim().toLowerCase()
  return prisma().$transaction(async (db): Promise<RemoveAdminOutcome> => {
    // Locked, so that of two commands that remove the last two people one finds that there is no other.
    const people = await db.$queryRaw<{ id: string; email: string }[]>`
      SELECT id, email FROM "user" ORDER BY created_at, id FOR UPDATE`
    const person = people.find((one) => one.email === email)
    if (!person) return { outcome: 'unknown person' }
    const heir = people.find((one) => one !== person)
    if (!heir) return { outcome: 'last admin' }
    const sharedViews = await handOverSharedViews(db, { from: person.id, to: heir.id })
    await db.user.delete({ where: { id: person.id } })
    await db.rateLimit.deleteMany({ where: { key: triesOfAccount(email) } })
    return { outcome: 'removed', email, sharedViews, heir: heir.email }
  })
}
