import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { prisma } from '../db/prisma.ts'

const IDENTIFIER = 'first-admin-setup'
const VALID_MS = 24 * 3600 * 1000

const sha256 = (token: string) => createHash('sha256').update(token).digest('hex')

/** Which row of `verification` a live token has; only its SHA-256 is stored. */
export function setupTokenWhere(token: string) {
  return { identifier: IDENTIFIER, value: sha256(token), expiresAt: { gt: new Date() } }
}

/** A new one-time token for the set-up page, valid for 24 hours; earlier ones end with it. 256 bits, base64url. */
export async function replaceSetupToken(): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const row = {
    id: randomUUID(),
    identifier: IDENTIFIER,
    value: sha256(token),
    expiresAt: new Date(Date.now() + VALID_MS),
  }
  const db = prisma()
  await db.$transaction([
    db.verification.deleteMany({ where: { identifier: IDENTIFIER } }),
    db.verification.create({ data: row }),
  ])
  return token
}

export type SetupState = 'open' | 'link not valid' | 'already set up'

/** What the set-up page has to show; does not use the token up. */
export async function readSetupState(token: string): Promise<SetupState> {
  const db = prisma()
  if ((await db.user.count()) > 0) return 'already set up'
  return (await db.verification.count({ where: setupTokenWhere(token) })) > 0 ? 'open' : 'link not valid'
}
