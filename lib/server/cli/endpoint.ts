import { type Command, InvalidArgumentError } from 'commander'
import { ENDPOINT_MODE_NAMES } from '../../mappings/endpoint-modes.ts'
import { type ListedEndpoint, listEndpoints } from '../../mappings/list-endpoints.ts'
import { type EndpointSettings, updateEndpoint } from '../../mappings/update-endpoint.ts'
import { ACTOR } from './actor.ts'
import { CommandError, printResult, printRows } from './output.ts'
import { withDatabase } from './with-database.ts'

type SetOptions = { mode?: string; connectTo?: string; timeout?: number; json?: boolean }

function parseSeconds(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('Give a whole number of seconds.')
  return Number(text)
}

function toPrinted({ id, url, mode, connectTo, timeoutSeconds, mappings }: ListedEndpoint) {
  const mapped = mappings.map(({ licence, eventType }) => ({ licence, event: eventType }))
  return { id, url, mode, connectTo, timeoutSeconds, mappings: mapped }
}

type Printed = ReturnType<typeof toPrinted>

function sayMappings({ mappings }: Printed): string {
  return mappings
    .map(({ licence, event }) => (licence === null ? event : `${event} of ${licence}`))
    .join(', ')
}

/** Sets what is given and leaves the rest as it is. */
type Set = Pick<EndpointSettings, 'url' | 'timeoutSeconds' | 'mode' | 'connectTo'>

async function set(url: string, { mode, connectTo, timeout }: SetOptions): Promise<Set> {
  if (mode === undefined && connectTo === undefined && timeout === undefined)
    throw new CommandError('Say what to set: --mode, --connect-to or --timeout')
  const endpoint = (await listEndpoints()).find((one) => one.url === url)
  if (!endpoint) throw new CommandError(`There is no endpoint ${url}. Map an event to it first`)
  const expected = {
    url,
    timeoutSeconds: endpoint.timeoutSeconds,
    mode: endpoint.mode,
    connectTo: endpoint.connectTo,
  }
  const wanted = {
    url,
    timeoutSeconds: timeout ?? expected.timeoutSeconds,
    mode: mode ?? expected.mode,
    connectTo: connectTo === undefined ? expected.connectTo : connectTo.trim() || null,
  }
  const outcome = await updateEndpoint({ id: endpoint.id, ...wanted, expected, actor: ACTOR })
  if (!outcome.ok) throw new CommandError(outcome.reason)
  return wanted
}

export function endpointCommands(program: Command): void {
  const noun = program.command('endpoint').description('how a URL is called')

  noun
    .command('list')
    .option('--json', 'print for programs')
    .description('lists the endpoints with how they are called')
    .action(async ({ json }: { json?: boolean }) => {
      const rows = (await withDatabase(() => listEndpoints())).map(toPrinted)
      const columns = {
        URL: (row: Printed) => row.url,
        MODE: (row: Printed) => row.mode,
        'CONNECT TO': (row: Printed) => row.connectTo,
        'TIME-OUT': (row: Printed) => `${row.timeoutSeconds} s`,
        'MAPPED FOR': (row: Printed) => sayMappings(row) || null,
      }
      printRows(json, rows, columns, 'There is no endpoint yet. It comes with its first mapping.')
    })

  noun
    .command('set')
    .argument('<url>')
    .addOption(
      noun
        .createOption('--mode <mode>', 'how the event is written into the request')
        .choices(ENDPOINT_MODE_NAMES),
    )
    .option('--connect-to <host:port>', "connect there instead of to the URL's own address; '' takes it away")
    .option('--timeout <seconds>', 'how long it may take to answer', parseSeconds)
    .option('--json', 'print for programs')
    .description('sets how an endpoint is called; what is left out stays')
    .action(async (url: string, options: SetOptions) => {
      const now = await withDatabase(() => set(url, options))
      const place = now.connectTo === null ? '' : `, connected to ${now.connectTo}`
      const text = `${url} is called as ${now.mode.replace(/^as /, '')}${place}, with a time-out of ${now.timeoutSeconds} s`
      printResult(options.json, now, text)
    })
}
