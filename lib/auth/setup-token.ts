import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { prisma } from '../db/prisma.ts'

/** Under this name the token's SHA-256 stands in `verification`. */
const IDENTIFIER = 'first admin'
const VALID_MS = 24 * 3_600_000

const hash = (token: string) => createHash('sha256').update(token).digest('hex')

/** Makes the token of a one-time set-up link, in place of any earlier one. */
export async function makeSetupToken(): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await prisma().$transaction([
    prisma().verification.deleteMany({ where: { identifier: IDENTIFIER } }),
    prisma().verification.create({
      data: {
        id: randomUUID(),
        identifier: IDENTIFIER,
        value: hash(token),
        expiresAt: new Date(Date.now() + VALID_MS),
      },
    }),
  ])
  return token
}

const valid = (token: string) => ({
  identifier: IDENTIFIER,
  value: hash(token),
  expiresAt: { gt: new Date() },
})

/** Whether a set-up link with this token would work now. */
export async function isSetupToken(token: string): Promise<boolean> {
  return (await prisma().verification.count({ where: valid(token) })) > 0
}

/** Uses the token up. Of two that try at once one gets true. */
export async function consumeSetupToken(token: string): Promise<boolean> {
  const { count } = await prisma().verification.deleteMany({ where: valid(token) })
  return count > 0
}
