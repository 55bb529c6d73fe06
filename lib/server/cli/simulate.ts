import { type Command, InvalidArgumentError, Option } from 'commander'
import { env } from '../../env.ts'
import { EVENT_TYPES } from '../../livechat/catalogue.ts'
import { exampleEvent } from '../../livechat/example.ts'
import { encodeForm } from '../../livechat/form-bytes.ts'
import type { Parameter } from '../../livechat/parameters.ts'
import { simulatedTraffic } from '../../livechat/simulated-traffic.ts'
import { addChatServer } from '../../mappings/add-chat-server.ts'
import { ingestUrl } from '../../mappings/ingest-url.ts'
import { listChatServers } from '../../mappings/list-chat-servers.ts'
import { rotateIngestToken } from '../../mappings/rotate-ingest-token.ts'
import { type LoadResult, openLoop, percentile } from './open-loop.ts'
import { CommandError, printResult } from './output.ts'
import { withDatabase } from './with-database.ts'

type Options = {
  url?: string
  once?: boolean
  licence: string
  rate: number
  licences: number
  seconds: number
  seed: number
  method: 'GET' | 'POST'
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

function formOf(parameters: readonly Parameter[]): string {
  const bytes = new TextEncoder()
  const form = encodeForm(
    parameters.map(([name, value]) => [bytes.encode(name), bytes.encode(value)] as const),
  )
  return Buffer.from(form).toString('latin1')
}

/** An ingest URL of this Bellhop, for a chat server of the simulation's own. */
async function ownIngestUrl(): Promise<string> {
  const known = (await listChatServers()).find(({ name }) => name === CHAT_SERVER)
  const made = known
    ? await rotateIngestToken({ chatServerId: known.id })
    : await addChatServer({ name: CHAT_SERVER })
  if (!made.ok) throw new CommandError(made.reason)
  return ingestUrl(env().baseUrl, made.token)
}

function forms(options: Options): { count: number; rate: number; next: () => string } {
  if (options.once) {
    const left = EVENT_TYPES.map((eventType) => formOf(exampleEvent(eventType, options.licence)))
    return { count: left.length, rate: options.rate, next: () => left.shift() ?? '' }
  }
  const traffic = simulatedTraffic({ licences: options.licences, seed: options.seed })
  const count = Math.max(1, Math.round(options.rate * options.seconds))
  return { count, rate: options.rate, next: () => formOf(traffic.next().value.parameters) }
}

function summary(result: LoadResult, sent: number) {
  const answered = result.latencies.some(Number.isFinite)
  const p = (share: number) => (answered ? Math.round(percentile(result.latencies, share) * 10) / 10 : null)
  const accepted = result.statuses[200] ?? 0
  return {
    sent,
    accepted,
    refused: sent - accepted - result.errors.length,
    unanswered: result.errors.length,
    p50Ms: p(0.5),
    p95Ms: p(0.95),
  }
}

async function simulate(options: Options): Promise<void> {
  const url = options.url ?? (await withDatabase(ownIngestUrl))
  const { count, rate, next } = forms(options)
  const result = await openLoop(url, { rate, count, call: () => ({ method: options.method, form: next() }) })
  const told = summary(result, count)
  const text = `${told.sent} sent, ${told.accepted} accepted, ${told.refused} refused, ${told.unanswered} unanswered; answered in ${told.p50Ms} ms (p50), ${told.p95Ms} ms (p95)`
  printResult(options.json, told, text)
  if (told.unanswered === count)
    throw new CommandError(`Nobody answers there: ${result.errors[0]}. Is Bellhop running?`)
}

export function simulateCommand(program: Command): void {
  program
    .command('simulate')
    .option('--url <ingest url>', 'default: the Bellhop of this environment')
    .option('--once', 'send the twelve events once')
    .option('--licence <number>', 'whose the twelve events are', '1520')
    .option('--rate <number>', 'calls a second', positive, 5)
    .option('--seconds <number>', 'for how long', positive, 60)
    .option('--licences <number>', 'how many licences', whole, 3)
    .option('--seed <number>', 'the same seed sends the same events', whole, 1)
    .addOption(new Option('--method <method>').choices(['GET', 'POST']).default('POST'))
    .option('--json', 'print for programs')
    .description('plays a chat server')
    .action(simulate)
}
