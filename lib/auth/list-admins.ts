import { prisma } from '../db/prisma.ts'

/** A person who may log in. Times are ISO. */
export type ListedAdmin = {
  email: string
  name: string
  createdAt: string
  /** Of the sessions that are kept; null: never, or all have ended since by logging out or by a new password. */
  lastLogIn: string | null
}

/** All who may log in, by their e-mail address. */
export async function listAdmins(): Promise<ListedAdmin[]> {
  const found = await prisma().user.findMany({
    select: {
      email: true,
      name: true,
      createdAt: true,
      sessions: { select: { createdAt: true }, orderBy: { createdAt: 'desc' }, take: 1 },
    },
    orderBy: { email: 'asc' },
  })
  return found.map(({ email, name, createdAt, sessions }) => ({
    email,
    name,
    createdAt: createdAt.toISOString(),
    lastLogIn: sessions[0]?.createdAt.toISOString() ?? null,
  }))
}
