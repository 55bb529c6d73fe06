import { betterAuth } from 'better-auth'
import { prismaAdapter } from 'better-auth/adapters/prisma'
import { nextCookies } from 'better-auth/next-js'
import { admin } from 'better-auth/plugins'
import type { PrismaClient } from '../db/generated/client.ts'
import { prisma } from '../db/prisma.ts'
import { env } from '../env.ts'
import { type OwnAddress, ownOrigins } from './own-origin.ts'
import { PASSWORD_LENGTH } from './password-rules.ts'
import { throttleSignIn } from './throttle-sign-in.ts'

const DAY_SECONDS = 86_400
const SESSION_COOKIE = 'bellhop-session'

function makeAuth(db: PrismaClient, own: OwnAddress, secretKey: string) {
  const { baseUrl } = own
  const https = baseUrl.startsWith('https://')
  // Cookies know no port: two on one machine, such as the demo beside the real one, would log each other out.
  const { port } = new URL(baseUrl)
  return betterAuth({
    appName: 'Bellhop',
    baseURL: baseUrl,
    secret: secretKey,
    trustedOrigins: (request) => ownOrigins(own, request?.headers.get('host') ?? null),
    database: prismaAdapter(db, { provider: 'postgresql', transaction: true }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_LENGTH.max,
    },
    session: { expiresIn: 7 * DAY_SECONDS, updateAge: DAY_SECONDS },
    rateLimit: {
      enabled: true,
      storage: 'database',
      window: 60,
      max: 120,
      customRules: { '/sign-in/email': { window: 60, max: 5 } },
    },
    advanced: {
      // Said aloud: left to itself better-auth switches both checks off where NODE_ENV is test.
      disableOriginCheck: false,
      disableCSRFCheck: false,
      // The prefix is ours to write: better-auth knows `__Secure-` only, and `__Host-` forbids other hosts as well.
      useSecureCookies: false,
      defaultCookieAttributes: { secure: https, sameSite: 'strict', httpOnly: true, path: '/' },
      cookies: { session_token: { name: `${https ? '__Host-' : ''}${SESSION_COOKIE}${port && `-${port}`}` } },
      // The server overwrites it from the socket; a header that the client can choose would undo the limit.
      ipAddress: { ipAddressHeaders: ['x-real-client'] },
    },
    telemetry: { enabled: false },
    logger: { level: 'error' },
    plugins: [admin(), throttleSignIn(db), nextCookies()],
  })
}

type Auth = ReturnType<typeof makeAuth>

let made: { auth: Auth; db: PrismaClient } | undefined

/**
 * People's sessions (better-auth), made at the first call: a build has no environment and no database.
 * @throws Error when SECRET_KEY or DATABASE_URL is not set in this process.
 */
export function auth(): Auth {
  const db = prisma()
  if (made?.db !== db) {
    const { secretKey } = env()
    if (!secretKey) throw new Error('SECRET_KEY is not set in this process')
    made = { auth: makeAuth(db, env(), secretKey), db }
  }
  return made.auth
}
