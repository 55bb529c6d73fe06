import { betterAuth } from 'better-auth'
import { prismaAdapter } from 'better-auth/adapters/prisma'
import { nextCookies } from 'better-auth/next-js'
import { admin } from 'better-auth/plugins'
import { prisma } from '../db/prisma.ts'
import { env } from '../env.ts'

const SIGN_IN_WINDOW_SECONDS = 60
const SIGN_INS_PER_WINDOW = 5
const SESSION_SECONDS = 14 * 86_400

function makeAuth() {
  const { baseUrl, secretKey } = env()
  const https = baseUrl.startsWith('https:')
  return betterAuth({
    baseURL: baseUrl,
    secret: secretKey,
    trustedOrigins: [baseUrl],
    database: prismaAdapter(prisma(), { provider: 'postgresql' }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 8 },
    session: { expiresIn: SESSION_SECONDS },
    rateLimit: {
      enabled: true,
      storage: 'database',
      customRules: { '/sign-in/email': { window: SIGN_IN_WINDOW_SECONDS, max: SIGN_INS_PER_WINDOW } },
    },
    advanced: {
      useSecureCookies: https,
      defaultCookieAttributes: { sameSite: 'strict' },
      // The web process writes it from the socket, whatever the client says of itself.
      ipAddress: { ipAddressHeaders: ['x-real-client'] },
    },
    telemetry: { enabled: false },
    plugins: [admin(), nextCookies()],
  })
}

let made: ReturnType<typeof makeAuth> | undefined

/** Users and sessions. Made at first use: a build has neither an environment nor a database. */
export function auth(): ReturnType<typeof makeAuth> {
  made ??= makeAuth()
  return made
}
