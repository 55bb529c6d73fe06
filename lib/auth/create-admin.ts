import { prisma } from '../db/prisma.ts'
import { auth } from './auth.ts'

export type CreateAdminOutcome = { ok: true; id: string } | { ok: false; reason: string }

/** Makes an admin. The e-mail address is the name when none is given; the password has at least 8 characters. */
export async function createAdmin(input: {
  email: string
  password: string
  name?: string
}): Promise<CreateAdminOutcome> {
  const email = input.email.trim().toLowerCase()
  if (await prisma().user.findUnique({ where: { email } }))
    return { ok: false, reason: `There is a user ${email} already` }
  const { user } = await auth().api.createUser({
    body: { email, password: input.password, name: input.name?.trim() || email, role: 'admin' },
  })
  return { ok: true, id: user.id }
}
