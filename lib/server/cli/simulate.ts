import { type Command, InvalidArgumentError, Option } from 'commander'
import { env } from '../../env.ts'
import { encodeText, parseCharset } from '../../livechat/charset.ts'
import { addChatServer } from '../../mappings/add-chat-server.ts'
import { ingestUrl } from '../../mappings/ingest-url.ts'
import { listChatServers } from '../../mappings/list-chat-servers.ts'
import { rotateIngestToken } from '../../mappings/rotate-ingest-token.ts'
import type { SimulatedCall } from '../../simulation/simulated-call.ts'
import { burstOfCalls, oneOfEach, simulatedCalls } from '../../simulation/simulated-calls.ts'
import { type LoadResult, openLoop } from './open-loop.ts'
import { CommandError, printResult } from './output.ts'
import { saySimulated, sumUp } from './simulate-summary.ts'
import { withDatabase } from './with-database.ts'

type Options = {
  url?: string
  once?: boolean
  licence: string
  rate: number
  licences: number
  seconds: number
  seed: number
  method: 'GET' | 'POST' | 'mixed'
  charset: string
  odd: number
  burst: number
  json?: boolean
}

const CHAT_SERVER = 'simulated'

function positive(text: string): number {
  const value = Number(text)
  if (!(value > 0)) throw new InvalidArgumentError('Give a number above 0.')
  return value
}

function whole(text: string): number {
  const value = positive(text)
  if (!Number.isInteger(value)) throw new InvalidArgumentError('Give a whole number.')
  return value
}

function share(text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  if (!(value >= 0 && value <= 1)) throw new InvalidArgumentError('Give a number from 0 to 1.')
  return value
}

function httpUrl(text: string): string {
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol)) throw new InvalidArgumentError('Give an http or https URL.')
  return text.split('#', 1)[0] ?? text
}

function writableCharset(text: string): string {
  const charset = parseCharset(text)
  try {
    if (charset !== null && !charset.startsWith('utf-16')) {
      encodeText('', charset)
      return charset
    }
  } catch {
    // Said below.
  }
  throw new InvalidArgumentError('Give a charset that can be written, such as utf-8 or windows-1250.')
}

/** An ingest URL of this Bellhop, for a chat server of the simulation's own in that charset. */
async function ownIngestUrl(charset: string): Promise<string> {
  const name = charset === 'utf-8' ? CHAT_SERVER : `${CHAT_SERVER} ${charset}`
  const known = (await listChatServers()).find((one) => one.name === name && one.charset === charset)
  const made = known
    ? await rotateIngestToken({ chatServerId: known.id })
    : await addChatServer({ name, charset })
  if (!made.ok) throw new CommandError(made.reason)
  return ingestUrl(env().baseUrl, made.token)
}

/** Aborted by the first Ctrl-C or SIGTERM; a second one ends the process as ever. */
function untilStopped(): AbortSignal {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
  return stop.signal
}

/** Sends the burst, then the rest at its rate. */
async function play(
  url: string,
  options: Options,
  count: (call: SimulatedCall) => void,
): Promise<{ results: LoadResult[] }> {
  const signal = untilStopped()
  const burst = options.once || options.burst === 0 ? 0 : Math.max(options.burst, options.licences)
  const all = { ...options, informed: burst > 0 }
  const counted = (call: SimulatedCall | undefined): SimulatedCall => {
    if (call === undefined) throw new Error('there is no further call')
    count(call)
    return call
  }
  const first = burstOfCalls({ ...options, count: burst })
  const results = [
    await openLoop(url, {
      rate: Number.POSITIVE_INFINITY,
      count: burst,
      call: (n) => counted(first[n]),
      signal,
    }),
  ]
  if (signal.aborted) return { results }
  const once = options.once ? oneOfEach(options) : null
  const traffic = simulatedCalls(all)
  results.push(
    await openLoop(url, {
      rate: options.rate,
      count: once?.length ?? Math.max(1, Math.round(options.rate * options.seconds)),
      call: (n) => counted(once ? once[n] : traffic.next().value),
      signal,
    }),
  )
  return { results }
}

async function simulate(options: Options): Promise<void> {
  const url = options.url ?? (await withDatabase(() => ownIngestUrl(options.charset)))
  if (options.url && options.charset !== 'utf-8')
    process.stderr.write(
      `bellhop: writing ${options.charset}; the chat server of that URL must be set to the same charset\n`,
    )
  const types = new Map<string, number>()
  let odd = 0
  const { results } = await play(url, options, (call) => {
    if (call.odd !== null) odd += 1
    types.set(call.eventType, (types.get(call.eventType) ?? 0) + 1)
  })
  const told = sumUp(results, types, odd)
  printResult(options.json, told, saySimulated(told))
  const error = results.flatMap(({ errors }) => errors)[0]
  if (told.sent > 0 && told.unanswered === told.sent)
    throw new CommandError(`Nobody answers there: ${error}. Is Bellhop running?`)
}

export function simulateCommand(program: Command): void {
  program
    .command('simulate')
    .option('--url <url>', 'any URL; default: the Bellhop of this environment', httpUrl)
    .option('--once', 'send the twelve events once')
    .option('--licence <number>', 'whose the twelve events are', '1520')
    .option('--rate <number>', 'calls a second', positive, 5)
    .option('--seconds <number>', 'for how long', positive, 60)
    .option('--licences <number>', 'how many licences', whole, 3)
    .option('--seed <number>', 'the same seed sends the same calls', whole, 1)
    .option('--charset <charset>', 'what it writes, as the chat server is set to', writableCharset, 'utf-8')
    .option('--odd <share>', 'the share of malformed calls, 0 to 1', share, 0)
    .option('--burst <number>', 'start with LICENCE_INFO of that many licences at once', whole, 0)
    .addOption(new Option('--method <method>').choices(['GET', 'POST', 'mixed']).default('POST'))
    .option('--json', 'print for programs')
    .description('plays a chat server; Ctrl-C ends it with its summary')
    .action(simulate)
}
