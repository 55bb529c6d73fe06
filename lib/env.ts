import { resolve } from 'node:path'
import { z } from 'zod'
import { type AddressPolicy, parseAllow } from './dispatch/address-policy.ts'
import { ownAddress } from './own-address.ts'

const blankAsUnset = (value: unknown) => (value === '' ? undefined : value)

function isOrigin(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null
  return url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash
}

const schema = z
  .object({
    HOST: z.preprocess(blankAsUnset, z.string().default('127.0.0.1')),
    PORT: z.preprocess(
      blankAsUnset,
      z.coerce
        .number('must be a number')
        .int('must be a whole number')
        .min(0)
        .max(65535, 'must be at most 65535')
        .default(3000),
    ),
    BASE_URL: z.preprocess(
      blankAsUnset,
      z
        .string()
        .refine(isOrigin, 'must be an http(s) address without a path, such as https://bellhop.example')
        .optional(),
    ),
    DATA_DIR: z.preprocess(blankAsUnset, z.string().default('./data')),
    DATABASE_URL: z.preprocess(
      blankAsUnset,
      z
        .string()
        .regex(/^postgres(ql)?:\/\//, 'must start with postgres:// or postgresql://')
        .optional(),
    ),
    ADMIN_EMAIL: z.preprocess(blankAsUnset, z.email('must be an e-mail address').optional()),
    ADMIN_PASSWORD: z.preprocess(
      blankAsUnset,
      z.string().min(8, 'must have at least 8 characters').optional(),
    ),
    SECRET_KEY: z.preprocess(blankAsUnset, z.string().min(32, 'must have at least 32 characters').optional()),
    DISPATCH_ALLOW: z.preprocess(blankAsUnset, z.string().default('')),
    JOURNAL_MAX_BYTES: z.preprocess(
      blankAsUnset,
      z.coerce
        .number('must be a number of bytes')
        .int('must be a whole number of bytes')
        .min(1_000_000, 'must be at least 1000000')
        .default(1024 ** 3),
    ),
    LOG_LEVEL: z.preprocess(
      blankAsUnset,
      z
        .enum(['debug', 'info', 'warn', 'error', 'silent'], 'must be debug, info, warn, error or silent')
        .default('info'),
    ),
  })
  .superRefine((values, context) => {
    if (Boolean(values.ADMIN_EMAIL) !== Boolean(values.ADMIN_PASSWORD)) {
      const missing = values.ADMIN_EMAIL ? 'ADMIN_PASSWORD' : 'ADMIN_EMAIL'
      context.addIssue({
        code: 'custom',
        path: [missing],
        message: 'must be set too: the first admin needs ADMIN_EMAIL and ADMIN_PASSWORD',
      })
    }
  })

export type Env = {
  host: string
  port: number
  /** The origin that people and chat servers use, without a slash at the end. Nobody is told 0.0.0.0: see `reachable`. */
  baseUrl: string
  /** Whether the server listens on every address and nothing says which one is used: `baseUrl` is then our guess. */
  isAnyHost: boolean
  /** Whether the environment says anything of the address, or all of it is default. */
  isAddressGiven: boolean
  /** Absolute. */
  dataDir: string
  databaseUrl: string | undefined
  admin: { email: string; password: string } | undefined
  secretKey: string | undefined
  /** DISPATCH_ALLOW as given; `allow` is what it says. */
  dispatchAllow: string
  allow: AddressPolicy['allow']
  /** Of the journal that keeps calls while the database is away. */
  journalMaxBytes: number
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
}

export class EnvError extends Error {}

const EVERY_ADDRESS = ['0.0.0.0', '[::]']
const inUrl = (host: string) => (host.includes(':') ? `[${host}]` : host)

/** An address that says "every address of this machine" is one to listen on, not one to call: one of them in its place. */
function reachable(baseUrl: string, addressOf: () => string): Pick<Env, 'baseUrl' | 'isAnyHost'> {
  const url = URL.parse(baseUrl)
  if (!url || !EVERY_ADDRESS.includes(url.hostname)) return { baseUrl, isAnyHost: false }
  const port = url.port && `:${url.port}`
  return { baseUrl: `${url.protocol}//${inUrl(addressOf())}${port}`, isAnyHost: true }
}

/**
 * Reads the environment that design and README list. Source: process.env and this machine, or those given in tests.
 * @throws EnvError with one line that names the variable and what it must be.
 */
export function readEnv(
  values: Record<string, string | undefined> = process.env,
  addressOf: () => string = ownAddress,
): Env {
  const parsed = schema.safeParse(values)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new EnvError(`${issue?.path.join('.')} ${issue?.message}`)
  }
  const env = parsed.data
  const policy = parseAllow(env.DISPATCH_ALLOW)
  if (!policy.ok) throw new EnvError(`DISPATCH_ALLOW ${policy.reason}`)
  return {
    host: env.HOST,
    port: env.PORT,
    isAddressGiven: Boolean(values.BASE_URL || values.HOST || values.PORT),
    ...reachable((env.BASE_URL ?? `http://${inUrl(env.HOST)}:${env.PORT}`).replace(/\/$/, ''), addressOf),
    dataDir: resolve(env.DATA_DIR),
    databaseUrl: env.DATABASE_URL,
    admin:
      env.ADMIN_EMAIL && env.ADMIN_PASSWORD
        ? { email: env.ADMIN_EMAIL, password: env.ADMIN_PASSWORD }
        : undefined,
    secretKey: env.SECRET_KEY,
    dispatchAllow: env.DISPATCH_ALLOW,
    allow: policy.policy.allow,
    journalMaxBytes: env.JOURNAL_MAX_BYTES,
    logLevel: env.LOG_LEVEL,
  }
}

let read: Env | undefined

/** The environment of this process, read once. */
export function env(): Env {
  read ??= readEnv()
  return read
}

/** Puts values in place of what the environment says, for this process. */
export function setEnv(values: Record<string, string>): void {
  Object.assign(process.env, values)
  read = undefined
}

/** The environment for a child process: this one's, with these values in place of what it has. */
export function childEnvironment(values: Record<string, string>): NodeJS.ProcessEnv {
  return { ...process.env, ...values }
}
