import { prisma } from '../db/prisma.ts'
import { type Env, env } from '../env.ts'
import { createAdmin } from './create-admin.ts'
import { replaceSetupToken } from './setup-link.ts'

export type FirstAdmin = { kind: 'exists' } | { kind: 'created' } | { kind: 'setup link'; url: string }

/**
 * Called once at every start, after the migrations: makes the first admin from ADMIN_EMAIL and ADMIN_PASSWORD, or a
 * one-time set-up link for the server's log. A link of an earlier start ends.
 * @throws Error that says which of the two variables is wrong.
 */
export async function ensureFirstAdmin(from: Pick<Env, 'admin' | 'baseUrl'> = env()): Promise<FirstAdmin> {
  if ((await prisma().user.count()) > 0) return { kind: 'exists' }
  if (!from.admin) return { kind: 'setup link', url: `${from.baseUrl}/setup/${await replaceSetupToken()}` }
  const created = await createAdmin(from.admin)
  if (created.ok) return { kind: 'created' }
  // Another process that starts at the same time may have been first.
  if ((await prisma().user.count()) > 0) return { kind: 'exists' }
  throw new Error(`ADMIN_EMAIL or ADMIN_PASSWORD cannot be used: ${created.reason}`)
}
