import type { Command } from 'commander'
import { listCalls } from '../../delivery-log/list-calls.ts'
import { one, parseLimit } from './deliveries.ts'
import { ENDPOINT_HELP, findEndpoint } from './find-endpoint.ts'
import { printRows } from './output.ts'
import { type BulkOptions, bulkOptions, startBulkRun } from './start-bulk-run.ts'
import { withDatabase } from './with-database.ts'

type Options = {
  licence?: string
  event?: string
  since?: string
  search?: string
  odd?: boolean
  rejected?: boolean
  limit: number
  json?: boolean
}

type ReplayOptions = BulkOptions & {
  endpoint: string
  since: string
  until?: string
  licence?: string
  event?: string
}

export function eventCommands(program: Command): void {
  const noun = program.command('events').description('what came in')

  noun
    .command('list')
    .option('--licence <number>')
    .option('--event <type>')
    .option('--since <moment>', '30m, 24h, 7d, today or monday (UTC), or an ISO time')
    .option('--search <words>', 'words of the payload, each must occur')
    .option('--odd', 'only events of which the catalogue does not know something')
    .option('--rejected', 'only calls that were rejected')
    .option('--limit <number>', 'at most this many, up to 500', parseLimit, 50)
    .option('--json', 'print for programs')
    .description('lists calls, accepted and rejected, newest first')
    .action(async ({ licence, event, since, search, odd, rejected, limit, json }: Options) => {
      const filters = {
        ...{ licence: one(licence), eventType: one(event), ...(rejected && { fate: ['rejected' as const] }) },
        ...{ since, search, odd, limit },
      }
      const { rows } = await withDatabase(() => listCalls(filters))
      const printed = rows.map(({ eventType, ...row }) => ({ ...row, event: eventType }))
      const columns = {
        ID: (row: (typeof printed)[number]) => row.id,
        RECEIVED: (row: (typeof printed)[number]) => row.receivedAt,
        LICENCE: (row: (typeof printed)[number]) => row.licence,
        EVENT: (row: (typeof printed)[number]) => row.event,
        'WENT TO': (row: (typeof printed)[number]) =>
          row.reason ?? (row.muted ? 'nothing' : row.mapped === 0 ? 'nowhere' : row.mapped),
      }
      printRows(json, printed, columns, 'No event matches')
    })

  bulkOptions(noun.command('replay'))
    .requiredOption('--endpoint <endpoint>', `what they are brought to: ${ENDPOINT_HELP}`)
    .requiredOption('--since <moment>', '30m, 24h, 7d, today or monday (UTC), or an ISO time')
    .option('--until <moment>', 'received before')
    .option('--licence <number>')
    .option('--event <type>')
    .description('brings an endpoint the events that are mapped to it now and never got there')
    .action(({ endpoint, since, until, licence, event, ...options }: ReplayOptions) =>
      startBulkRun(
        async () => ({
          kind: 'replay',
          endpointId: (await findEndpoint(endpoint)).id,
          filters: { since, until, licence: one(licence), eventType: one(event) },
        }),
        options,
      ),
    )
}
