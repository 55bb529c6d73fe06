import { randomUUID } from 'node:crypto'
import { Command, InvalidArgumentError } from 'commander'
import { DELIVERY_STATUSES, type DeliveryStatus } from '../../delivery-log/delivery-status.ts'
import { getDelivery } from '../../delivery-log/get-delivery.ts'
import { listDeliveries } from '../../delivery-log/list-deliveries.ts'
import { standingOf } from '../../delivery-log/standing-of.ts'
import type { ListedDelivery } from '../../delivery-log/types.ts'
import { resendChanged } from '../../dispatch/resend-changed.ts'
import { resendDelivery } from '../../dispatch/resend-delivery.ts'
import { ACTOR } from './actor.ts'
import { ENDPOINT_HELP, findEndpoint } from './find-endpoint.ts'
import { CommandError, printResult, printRows } from './output.ts'
import { sayDelivery } from './say-delivery.ts'
import { type BulkOptions, bulkOptions, startBulkRun } from './start-bulk-run.ts'
import { withDatabase } from './with-database.ts'

type Narrowing = {
  licence?: string
  event?: string
  status?: DeliveryStatus
  since?: string
  search?: string
}

type ListOptions = Narrowing & { limit: number; json?: boolean }

type ResendOptions = Narrowing & BulkOptions & { endpoint?: string; until?: string; url?: string }

export function parseLimit(text: string): number {
  const limit = Number(text)
  if (!Number.isInteger(limit) || limit < 1 || limit > 500)
    throw new InvalidArgumentError('Give a number from 1 to 500.')
  return limit
}

export function one<Value>(value: Value | undefined): Value[] | undefined {
  return value === undefined ? undefined : [value]
}

/** A delivery in the words of the command line's contract. */
function toPrinted(row: ListedDelivery) {
  const {
    id,
    eventId,
    eventType,
    licence,
    status,
    attempts,
    url,
    lastError,
    lastStatus,
    receivedAt,
    nextAttemptAt,
  } = row
  return {
    id,
    eventId,
    event: eventType,
    licence,
    status,
    attempts,
    url,
    lastError,
    lastStatus,
    receivedAt,
    nextAttemptAt,
  }
}

async function readShown(id: string) {
  const delivery = await getDelivery(id, { secrets: true })
  if (!delivery) throw new CommandError(`There is no delivery ${id}`)
  return { delivery, standing: await standingOf(delivery) }
}

async function resend(ids: string[], json: boolean | undefined): Promise<void> {
  const results: { id: string; outcome: string }[] = []
  for (const id of ids) {
    const known = await getDelivery(id)
    const { outcome } = known
      ? await resendDelivery({ deliveryId: id, actor: ACTOR })
      : { outcome: 'unknown delivery' }
    results.push({ id, outcome })
  }
  printRows(json, results, { DELIVERY: (row) => row.id, OUTCOME: (row) => row.outcome }, '')
  if (results.some(({ outcome }) => outcome === 'unknown delivery'))
    throw new CommandError('Not every delivery was found')
}

const narrowed = (command: Command) =>
  command
    .option('--licence <number>')
    .option('--event <type>')
    .addOption(new Command().createOption('--status <status>').choices(DELIVERY_STATUSES))
    .option('--since <moment>', '30m, 24h, 7d, today or monday (UTC), or an ISO time')
    .option('--search <words>', 'words of the payload, each must occur')

const filtersIn = ({ licence, event, status, since, search }: Narrowing) => ({
  licence: one(licence),
  eventType: one(event),
  status: one(status),
  since,
  search,
})

/** One delivery to another URL, as a delivery of its own beside it. */
async function resendTo(ids: string[], url: string, json: boolean | undefined): Promise<void> {
  const [id, ...more] = ids
  if (id === undefined || more.length > 0) throw new CommandError('--url takes one delivery')
  const change = { deliveryId: id, requestId: randomUUID(), url, payload: null, actor: ACTOR }
  const outcome = await withDatabase(() => resendChanged(change))
  if (!outcome.ok) throw new CommandError(outcome.reason)
  printResult(
    json,
    { id: outcome.deliveryId, outcome: outcome.outcome },
    `${outcome.deliveryId}  ${outcome.outcome}`,
  )
}

/** These deliveries at once, or all that the filters leave as a bulk run. */
async function resendGiven(ids: string[], options: ResendOptions): Promise<void> {
  const { endpoint, until, url } = options
  if (url !== undefined) return resendTo(ids, url, options.json)
  const filters = { ...filtersIn(options), until }
  const isFiltered = endpoint !== undefined || Object.values(filters).some((value) => value !== undefined)
  if (ids.length > 0 && isFiltered) throw new CommandError('Give ids or filters, not both')
  if (ids.length > 0) return withDatabase(() => resend(ids, options.json))
  if (!isFiltered)
    throw new CommandError('Give ids of deliveries, or filters such as --status failed --since 24h')
  await startBulkRun(async () => {
    const endpointId = endpoint === undefined ? undefined : [(await findEndpoint(endpoint)).id]
    return { kind: 'resend', filters: { ...filters, endpointId } }
  }, options)
}

export function deliveryCommands(program: Command): void {
  const noun = program.command('deliveries').description('what went where')

  narrowed(noun.command('list'))
    .option('--limit <number>', 'at most this many, up to 500', parseLimit, 50)
    .option('--json', 'print for programs')
    .description('lists deliveries, newest first')
    .action(async ({ limit, json, ...narrowing }: ListOptions) => {
      const filters = { ...filtersIn(narrowing), limit }
      const { rows } = await withDatabase(() => listDeliveries(filters))
      const columns = {
        ID: (row: Printed) => row.id,
        RECEIVED: (row: Printed) => row.receivedAt,
        LICENCE: (row: Printed) => row.licence,
        EVENT: (row: Printed) => row.event,
        STATUS: (row: Printed) => row.status,
        ATTEMPTS: (row: Printed) => row.attempts,
        URL: (row: Printed) => row.url,
        'LAST ERROR': (row: Printed) => row.lastError,
      }
      printRows(json, rows.map(toPrinted), columns, 'No delivery matches')
    })

  noun
    .command('show')
    .argument('<id>')
    .option('--json', 'print for programs: exact bytes as base64')
    .description('shows a delivery with what came of every attempt, and what to do next; secrets as they are')
    .action(async (id: string, { json }: { json?: boolean }) => {
      const { delivery, standing } = await withDatabase(() => readShown(id))
      const { payload, attemptList } = delivery
      const value = { ...toPrinted(delivery), payload, attempts: attemptList }
      printResult(json, value, sayDelivery(delivery, standing))
    })

  bulkOptions(narrowed(noun.command('resend').argument('[id...]')))
    .option('--endpoint <endpoint>', `deliveries to this one: ${ENDPOINT_HELP}`)
    .option('--url <url>', 'one delivery, to another URL, beside the original')
    .option('--until <moment>', 'made before: 30m, 24h, 7d, today or monday (UTC), or an ISO time')
    .description('has the dispatchers attempt these deliveries again, or all that the filters leave')
    .action(resendGiven)
}

type Printed = ReturnType<typeof toPrinted>
