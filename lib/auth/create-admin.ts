import { randomUUID } from 'node:crypto'
import { hashPassword } from 'better-auth/crypto'
import { z } from 'zod'
import { Prisma } from '../db/generated/client.ts'
import { prisma } from '../db/prisma.ts'
import { PASSWORD_LENGTH } from './password-rules.ts'

export const newAdminSchema = z.object({
  email: z.string().trim().toLowerCase().pipe(z.email('This is not an e-mail address.')),
  password: z
    .string()
    .min(PASSWORD_LENGTH.min, `A password has at least ${PASSWORD_LENGTH.min} characters.`)
    .max(PASSWORD_LENGTH.max, `A password has at most ${PASSWORD_LENGTH.max} characters.`),
  name: z.string().trim().max(200, 'A name has at most 200 characters.').optional(),
})

export type NewAdmin = z.input<typeof newAdminSchema>
export type CreatedAdmin = { ok: true; id: string } | { ok: false; reason: string }

const EMAIL_TAKEN = 'There is already a person with this e-mail address.'

/** Writes a person and their password the way better-auth reads them; within the caller's transaction if there is one. */
export async function insertAdmin(
  db: Prisma.TransactionClient,
  admin: { email: string; name: string | undefined; passwordHash: string },
): Promise<string> {
  const id = randomUUID()
  await db.user.create({
    data: {
      id,
      email: admin.email,
      name: admin.name || admin.email,
      role: 'admin',
      accounts: {
        create: { id: randomUUID(), accountId: id, providerId: 'credential', password: admin.passwordHash },
      },
    },
  })
  return id
}

/**
 * Makes a person who may sign in, with the role admin. Needs the database only, so that the command line can do it
 * beside a running server. `reason` is a sentence for the person who asked.
 */
export async function createAdmin(input: NewAdmin): Promise<CreatedAdmin> {
  const parsed = newAdminSchema.safeParse(input)
  if (!parsed.success)
    return { ok: false, reason: parsed.error.issues[0]?.message ?? 'The input is not valid.' }
  const { email, password, name } = parsed.data
  const passwordHash = await hashPassword(password)
  try {
    return { ok: true, id: await insertAdmin(prisma(), { email, name, passwordHash }) }
  } catch (error) {
    if (isTaken(error)) return { ok: false, reason: EMAIL_TAKEN }
    throw error
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'
}
