import { type Command, InvalidArgumentError } from 'commander'
import { getEndpoint } from '../../endpoints/get-endpoint.ts'
import { pauseEndpoint } from '../../endpoints/pause-endpoint.ts'
import { ORDERING_NAMES, type Ordering } from '../../endpoints/policy.ts'
import { resumeEndpoint } from '../../endpoints/resume-endpoint.ts'
import { endSigning, rotateSigningKey } from '../../endpoints/signing.ts'
import { ENDPOINT_MODE_NAMES } from '../../mappings/endpoint-modes.ts'
import { type ListedEndpoint, listEndpoints } from '../../mappings/list-endpoints.ts'
import { type EndpointSettings, updateEndpoint } from '../../mappings/update-endpoint.ts'
import { ACTOR } from './actor.ts'
import { ENDPOINT_HELP, findEndpoint } from './find-endpoint.ts'
import { CommandError, printResult, printRows } from './output.ts'
import { sayEndpoint } from './say-endpoint.ts'
import { useSecretKey, withDatabase } from './with-database.ts'

type SetOptions = {
  mode?: string
  connectTo?: string
  timeout?: number
  retry?: string
  maxInFlight?: number
  rate?: Rate
  inOrderBy?: Ordering
  expectStatus?: string
  expectText?: string
  json?: boolean
}

type Rate = { rateCount: number | null; rateSeconds: number | null }

function parseRate(text: string): Rate {
  if (text === 'none') return { rateCount: null, rateSeconds: null }
  const [, count, seconds] = /^(\d{1,9})\/(\d{1,9})$/.exec(text) ?? []
  if (!count || !seconds) throw new InvalidArgumentError('Give COUNT/SECONDS, such as 10/1, or none.')
  return { rateCount: Number(count), rateSeconds: Number(seconds) }
}

function parseWhole(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('Give a whole number.')
  return Number(text)
}

function toPrinted({ id, url, mode, connectTo, timeoutSeconds, mappings, health }: ListedEndpoint) {
  const mapped = mappings.map(({ licence, eventType }) => ({ licence, event: eventType }))
  return { id, url, mode, connectTo, timeoutSeconds, mappings: mapped, ...sayEndpoint(health) }
}

type Printed = ReturnType<typeof toPrinted>

function sayMappings({ mappings }: Printed): string {
  return mappings
    .map(({ licence, event }) => (licence === null ? event : `${event} of ${licence}`))
    .join(', ')
}

const textOrNull = (text: string) => (text.trim() === '' ? null : text.trim())

/** What the options ask for, without those that are left out. */
function wantedIn({ json: _, ...options }: SetOptions): Partial<EndpointSettings> {
  const { mode, connectTo, timeout, retry, maxInFlight, rate, inOrderBy, expectStatus, expectText } = options
  return {
    ...(mode !== undefined && { mode }),
    ...(connectTo !== undefined && { connectTo: textOrNull(connectTo) }),
    ...(timeout !== undefined && { timeoutSeconds: timeout }),
    ...(retry !== undefined && { retrySchedule: retry === 'standard' ? null : retry }),
    ...(maxInFlight !== undefined && { maxInFlight }),
    ...rate,
    ...(inOrderBy !== undefined && { inOrderBy }),
    ...(expectStatus !== undefined && { expectedStatus: expectStatus }),
    ...(expectText !== undefined && { expectedText: textOrNull(expectText) }),
  }
}

/** Sets what is given and leaves the rest as it is. */
async function set(given: string, options: SetOptions): Promise<EndpointSettings> {
  const wanted = wantedIn(options)
  if (Object.keys(wanted).length === 0)
    throw new CommandError('Say what to set: --mode, --connect-to, --timeout or another option')
  const { id, url } = await findEndpoint(given)
  const endpoint = await getEndpoint(id)
  if (!endpoint) throw new CommandError(`${url} was removed just now. Map an event to it again first`)
  const now = { ...endpoint.settings, ...wanted }
  const outcome = await updateEndpoint({ id, ...now, expected: endpoint.settings, actor: ACTOR })
  if (!outcome.ok) throw new CommandError(outcome.reason)
  return now
}

export function endpointCommands(program: Command): void {
  const noun = program.command('endpoint').description('how a URL is called')

  noun
    .command('list')
    .option('--json', 'print for programs')
    .description('lists the endpoints: how they are called, and how they are')
    .action(async ({ json }: { json?: boolean }) => {
      const rows = (await withDatabase(() => listEndpoints())).map(toPrinted)
      const columns = {
        URL: (row: Printed) => row.url,
        STATE: (row: Printed) => row.state,
        MODE: (row: Printed) => row.mode,
        'CONNECT TO': (row: Printed) => row.connectTo,
        'TIME-OUT': (row: Printed) => `${row.timeoutSeconds} s`,
        'MAPPED FOR': (row: Printed) => sayMappings(row) || null,
        WHY: (row: Printed) => row.reason,
      }
      printRows(json, rows, columns, 'There is no endpoint yet. It comes with its first mapping.')
    })

  noun
    .command('set')
    .argument('<endpoint>', ENDPOINT_HELP)
    .addOption(
      noun
        .createOption('--mode <mode>', 'how the event is written into the request')
        .choices(ENDPOINT_MODE_NAMES),
    )
    .option('--connect-to <host:port>', "connect there instead of to the URL's own address; '' takes it away")
    .option('--timeout <seconds>', 'how long it may take to answer', parseWhole)
    .option('--retry <pauses>', "such as '5s 30s 5m'; standard, or none")
    .option('--max-in-flight <count>', 'requests under way at once', parseWhole)
    .option('--rate <count/seconds>', 'at most so many requests in so many seconds, or none', parseRate)
    .addOption(
      noun.createOption('--in-order-by <what>', 'one at a time, oldest first').choices(ORDERING_NAMES),
    )
    .option('--expect-status <statuses>', "what counts as success, such as 2xx or '200 302'")
    .option('--expect-text <text>', "a text that the answer must hold; '' takes it away")
    .option('--json', 'print for programs')
    .description('sets how an endpoint is called; what is left out stays')
    .action(async (given: string, options: SetOptions) => {
      const now = await withDatabase(() => set(given, options))
      const place = now.connectTo === null ? '' : `, connected to ${now.connectTo}`
      const text = `${now.url} is called as ${now.mode.replace(/^as /, '')}${place}, with a time-out of ${now.timeoutSeconds} s`
      printResult(options.json, now, text)
    })

  noun
    .command('pause')
    .argument('<endpoint>', ENDPOINT_HELP)
    .option('--reason <text>', 'for those who look at it', '')
    .option('--json', 'print for programs')
    .description('sends nothing to it until it is resumed: its deliveries are held')
    .action(async (given: string, { reason, json }: { reason: string; json?: boolean }) => {
      const { outcome, url } = await withDatabase(async () => {
        const { id, url } = await findEndpoint(given)
        return { ...(await pauseEndpoint({ endpointId: id, actor: ACTOR, reason })), url }
      })
      printResult(json, { outcome }, `${url}: ${outcome}`)
    })

  noun
    .command('resume')
    .argument('<endpoint>', ENDPOINT_HELP)
    .option('--json', 'print for programs')
    .description('lets deliveries go to it again, a few at first')
    .action(async (given: string, { json }: { json?: boolean }) => {
      const { outcome, url } = await withDatabase(async () => {
        const { id, url } = await findEndpoint(given)
        const { outcome } = await resumeEndpoint({ endpointId: id })
        return { outcome, url }
      })
      printResult(json, { outcome }, `${url}: ${outcome}`)
    })

  noun
    .command('sign')
    .argument('<endpoint>', ENDPOINT_HELP)
    .option('--end', 'sign no longer, at once')
    .option('--json', 'print for programs')
    .description('signs requests with a new key and prints it; one before it is valid for 24 hours more')
    .action(async (given: string, { end, json }: { end?: boolean; json?: boolean }) => {
      const { outcome, url } = await withDatabase(async () => {
        useSecretKey()
        const { id, url } = await findEndpoint(given)
        if (end) return { outcome: (await endSigning({ endpointId: id })) ? 'ended' : 'was not signed', url }
        return { outcome: await rotateSigningKey({ endpointId: id, actor: ACTOR }), url }
      })
      if (typeof outcome === 'string') return printResult(json, { outcome }, `${url}: ${outcome}`)
      if (!outcome.ok) throw new CommandError(outcome.reason)
      printResult(json, { key: outcome.key }, outcome.key)
    })
}
