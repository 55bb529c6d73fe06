// The supervisor. Database, migrations, build, first admin; then the web process and the dispatcher, each in a process of
// its own that is started again when it ends.
import { ensureFirstAdmin } from '../auth/ensure-first-admin.ts'
import { migrate } from '../db/migrate.ts'
import { closePool } from '../db/pool.ts'
import { childEnvironment, env, setEnv } from '../env.ts'
import { makeLog } from '../log.ts'
import { build, hasBuild } from './build.ts'
import { type KeptChild, keepChild } from './child.ts'
import { COMPILED } from './compile-cache.ts'
import { ensureDataDir, ensureSecretKey, leaveAddress } from './data-dir.ts'
import { type Database, openDatabase } from './database.ts'
import { checkListen } from './listen-check.ts'
import { ROOT } from './root.ts'

const dev = process.argv.includes('--dev')
const say = (line: string) => process.stdout.write(`${line}\n`)

let database: Database | undefined
let children: KeptChild[] = []
let ending = false
const building = new AbortController()

async function end(code: number): Promise<void> {
  if (ending) return
  ending = true
  building.abort()
  await Promise.all(children.map((child) => child.stop()))
  await database?.stop()
  process.exit(code)
}

async function fail(error: unknown): Promise<void> {
  process.stderr.write(`bellhop: ${error instanceof Error ? error.message : error}\n`)
  await end(1)
}

function sayGuessedAddress({ isAnyHost, baseUrl }: ReturnType<typeof env>): void {
  if (isAnyHost)
    say(
      `listens on every address; links and ingest URLs name ${baseUrl}: set BASE_URL if another one is used`,
    )
}

function sayHowToLogIn(admin: Awaited<ReturnType<typeof ensureFirstAdmin>>, baseUrl: string): void {
  if (admin.kind === 'setup link')
    say(`first log-in: open ${admin.url} within 24 hours to make the first admin`)
  else say(`log in at ${baseUrl}/login`)
}

async function start(): Promise<void> {
  const { host, dataDir, databaseUrl, secretKey } = env()
  const port = await checkListen(host, env().port)
  if (port !== env().port) setEnv({ PORT: String(port) })
  ensureDataDir(dataDir)
  const log = makeLog('supervisor')

  database = await openDatabase(databaseUrl, dataDir, log, fail)
  const values = {
    DATABASE_URL: database.url,
    SECRET_KEY: secretKey ?? ensureSecretKey(dataDir),
    DATA_DIR: dataDir,
    NEXT_TELEMETRY_DISABLED: '1',
    NODE_COMPILE_CACHE: COMPILED,
    // Names are resolved on these threads, four by default: so few names that hang would stop all others.
    UV_THREADPOOL_SIZE: '64',
  }
  setEnv(values)
  const applied = await migrate(database.url)
  if (applied.length > 0)
    say(`database ready, ${applied.length} migration${applied.length === 1 ? '' : 's'} applied`)
  const { baseUrl } = env()
  const admin = await ensureFirstAdmin()
  await closePool()

  if (!dev && !hasBuild()) {
    say('building the console, once for this version: about a minute')
    await build(building.signal)
  }
  if (ending) return
  const environment = childEnvironment({
    ...values,
    HOST: host,
    PORT: String(port),
    NODE_ENV: dev ? 'development' : 'production',
  })
  const keep = (name: string, args: string[] = []) =>
    keepChild(`${ROOT}lib/server/${name}.ts`, args, environment, log, () => end(1))
  const web = keep('web', dev ? ['--dev'] : [])
  const dispatcher = keep('dispatcher')
  children = [web, dispatcher]
  await Promise.all([web.ready, dispatcher.ready])
  leaveAddress(dataDir, baseUrl)
  sayGuessedAddress(env())
  sayHowToLogIn(admin, baseUrl)
  say(`ready ${baseUrl}`)
}

process.on('SIGTERM', () => end(0))
process.on('SIGINT', () => end(0))
start().catch(fail)
