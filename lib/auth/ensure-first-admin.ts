import { prisma } from '../db/prisma.ts'
import { env } from '../env.ts'
import { createAdmin } from './create-admin.ts'
import { makeSetupToken } from './setup-token.ts'

export type FirstAdmin = { kind: 'exists' } | { kind: 'created' } | { kind: 'setup link'; url: string }

/** Sees to it that somebody can log in: by ADMIN_EMAIL and ADMIN_PASSWORD, or by a one-time link. */
export async function ensureFirstAdmin(): Promise<FirstAdmin> {
  if ((await prisma().user.count()) > 0) return { kind: 'exists' }
  const { admin, baseUrl } = env()
  if (!admin) return { kind: 'setup link', url: `${baseUrl}/setup/${await makeSetupToken()}` }
  const made = await createAdmin(admin)
  // Another process on the same database may have made it meanwhile.
  return { kind: made.ok ? 'created' : 'exists' }
}
