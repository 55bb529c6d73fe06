// npm run demo: Bellhop as npm start runs it, with a day of traffic, a simulated chat server, and scripts that fail now
// and then. All of it is processes that exist anyway; this file starts them in order and ends them together.
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { freePort } from '../../db/embedded/free-port.ts'
import { childEnvironment, env, setEnv } from '../../env.ts'
import { ensureDataDir } from '../data-dir.ts'
import { checkListen } from '../listen-check.ts'
import { ROOT } from '../root.ts'
import { type Running, startScript } from './processes.ts'
import { type DemoReceiver, startDemoReceiver } from './receiver.ts'

const EMAIL = 'admin@bellhop.example'
/** Mappings name it, so that it is to be the same on every run. */
const RECEIVER_PORT = 3990
const LICENCES = 5
const CALLS_A_SECOND = 1
const FOREVER_SECONDS = 1e9

const say = (line: string) => process.stdout.write(`${line}\n`)

let receiver: DemoReceiver | undefined
const running: Running[] = []
let ending: Promise<never> | undefined

/** Ends everything, what was started last first. */
function end(code: number): Promise<never> {
  ending ??= (async () => {
    for (const one of running.toReversed()) await one.stop()
    await receiver?.stop()
    process.exit(code)
  })()
  return ending
}

/** PORT when the environment names one; else the default, or a free one while that is in use. */
async function choosePort(): Promise<number> {
  const { host, port, isAddressGiven } = env()
  return isAddressGiven ? port : checkListen(host, port).catch(freePort)
}

/** The password of the demo's admin, made once and kept in its folder with mode 0600. */
function ensurePassword(dataDir: string): string {
  const file = join(dataDir, 'admin-password')
  if (!existsSync(file)) writeFileSync(file, randomBytes(9).toString('base64url'), { mode: 0o600 })
  return readFileSync(file, 'utf8')
}

function keep(
  script: string,
  args: string[],
  environment: NodeJS.ProcessEnv,
  onLine: (line: string) => void,
) {
  const one = startScript(script, args, environment, onLine)
  running.push(one)
  return one
}

/** The supervisor, once it is ready; its URL. */
async function startBellhop(environment: NodeJS.ProcessEnv): Promise<string> {
  let ready: (url: string) => void = () => {}
  const url = new Promise<string>((done) => {
    ready = done
  })
  const { ended } = keep('lib/server/start.ts', [], environment, (line) => {
    const [, found] = /^ready (\S+)$/.exec(line) ?? []
    if (found) ready(found)
    else if (!line.startsWith('log in at')) say(line)
  })
  void ended.then((code) => end(code ?? 1))
  return url
}

async function seed(environment: NodeJS.ProcessEnv, receiverUrl: string): Promise<void> {
  say('a day of traffic:')
  const { ended } = keep('prisma/seed.ts', ['chats', '--receiver', receiverUrl], environment, (line) =>
    say(`  ${line}`),
  )
  const code = await ended
  if (code !== 0) await end(code ?? 1)
}

function simulate(environment: NodeJS.ProcessEnv): void {
  const args = ['--rate', CALLS_A_SECOND, '--seconds', FOREVER_SECONDS, '--licences', LICENCES, '--odd', 0.01]
  // Another day each time: clients of an earlier run have not come back all at once.
  const seedOfRun = Math.floor(Date.now() / 1000)
  const { ended } = keep(
    'lib/server/cli/bellhop.ts',
    ['simulate', ...args.map(String), '--seed', String(seedOfRun)],
    environment,
    () => {},
  )
  void ended.then(() => end(1))
}

function sayWhatToSee(url: string, password: string, dataDir: string): void {
  say(`ready ${url}   log in as ${EMAIL}, password ${password}`)
  say(`  ${url}/deliveries   each event on its way to a script: most arrive, some are retried, some given up`)
  say(`  ${url}/events   what the chat server calls, a call a second; open a chat that has ended`)
  say(`  ${url}/mappings?licence=1522   a licence with its own scripts, and with buttons that go nowhere`)
  say(
    `  ${url}/endpoints   the scripts: subscriptions.pl is gone, events.pl hangs up for a while every ten minutes`,
  )
  say(`Ctrl-C ends all of it; the data stays in ${dataDir}.`)
}

async function demo(): Promise<void> {
  // Where people keep their own data is not where a demo plays.
  if (env().dataDir === resolve('data')) setEnv({ DATA_DIR: join(ROOT, 'data/demo') })
  const { dataDir } = env()
  ensureDataDir(dataDir)
  const port = await choosePort()
  const password = ensurePassword(dataDir)
  receiver = await startDemoReceiver(RECEIVER_PORT)
  const environment = childEnvironment({
    DATA_DIR: dataDir,
    DATABASE_URL: '',
    PORT: String(port),
    ADMIN_EMAIL: EMAIL,
    ADMIN_PASSWORD: password,
    DISPATCH_ALLOW: `127.0.0.1/32:${receiver.port}`,
    LOG_LEVEL: 'warn',
  })
  const url = await startBellhop(environment)
  await seed(environment, receiver.url)
  if (ending) return
  simulate(environment)
  sayWhatToSee(url, password, dataDir)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0))
process.stdout.on('error', () => void end(0))
demo().catch(async (error) => {
  process.stderr.write(`demo: ${error instanceof Error ? error.message : error}\n`)
  await end(1)
})
