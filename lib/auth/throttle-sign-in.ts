import { createHash } from 'node:crypto'
import type { BetterAuthPlugin } from 'better-auth'
import { APIError, createAuthMiddleware } from 'better-auth/api'
import type { PrismaClient } from '../db/generated/client.ts'

/** Per account, from whatever address: the limit per address does not see a password tried from many. */
const FAILURES = { window: 600, max: 20 }
const SIGN_IN_PATH = '/sign-in/email'

type Counted = { count: number; last_request: bigint }

/** The key in `rate_limit` under which the wrong tries of an account are counted. */
export function triesOfAccount(email: string): string {
  return `account|${createHash('sha256').update(email.toLowerCase()).digest('base64url')}`
}

function accountKey(body: unknown): string | null {
  const email = (body as { email?: unknown } | undefined)?.email
  return typeof email === 'string' ? triesOfAccount(email) : null
}

/** Counts a try and says how many there were in the window; one statement, so that two at once both count. */
async function countTry(db: PrismaClient, key: string, now: number): Promise<Counted | undefined> {
  const rows = await db.$queryRaw<Counted[]>`
    INSERT INTO rate_limit AS r (id, key, count, last_request) VALUES (${key}, ${key}, 1, ${now})
    ON CONFLICT (key) DO UPDATE SET
      count = CASE WHEN r.last_request < ${now - FAILURES.window * 1000} THEN 1 ELSE r.count + 1 END,
      last_request = CASE
        WHEN r.count >= ${FAILURES.max} AND r.last_request >= ${now - FAILURES.window * 1000}
        THEN r.last_request ELSE ${now} END
    RETURNING count, last_request`
  return rows[0]
}

/**
 * A plugin of better-auth: slows down the guessing of one account's password, and forgets the tries of an account and
 * of its address once the password was right, so that only failures add up. Source of the counts: `rate_limit`.
 */
export function throttleSignIn(db: PrismaClient): BetterAuthPlugin {
  return {
    id: 'throttle-sign-in',
    hooks: {
      before: [
        {
          matcher: (context) => context.path === SIGN_IN_PATH,
          handler: createAuthMiddleware(async (context) => {
            const key = accountKey(context.body)
            if (key === null) return
            const now = Date.now()
            const tries = await countTry(db, key, now)
            if (!tries || tries.count <= FAILURES.max) return
            const seconds = Math.ceil((Number(tries.last_request) + FAILURES.window * 1000 - now) / 1000)
            throw new APIError(
              'TOO_MANY_REQUESTS',
              { message: 'Too many tries for this account.' },
              { 'X-Retry-After': String(Math.max(seconds, 1)) },
            )
          }),
        },
      ],
      after: [
        {
          matcher: (context) => context.path === SIGN_IN_PATH,
          handler: createAuthMiddleware(async (context) => {
            const session = context.context.newSession
            const key = accountKey(context.body)
            if (!session || key === null) return
            const address = session.session.ipAddress
            const keys = address ? [key, `${address}|${SIGN_IN_PATH}`] : [key]
            await db.rateLimit.deleteMany({ where: { key: { in: keys } } })
          }),
        },
      ],
    },
  }
}
