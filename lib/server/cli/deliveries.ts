import { Command, InvalidArgumentError } from 'commander'
import { DELIVERY_STATUSES, type DeliveryStatus } from '../../delivery-log/delivery-status.ts'
import { getDelivery } from '../../delivery-log/get-delivery.ts'
import { listDeliveries } from '../../delivery-log/list-deliveries.ts'
import type { DeliveryDetail, ListedDelivery } from '../../delivery-log/types.ts'
import { resendDelivery } from '../../dispatch/resend-delivery.ts'
import { ACTOR } from './actor.ts'
import { CommandError, printResult, printRows } from './output.ts'
import { withDatabase } from './with-database.ts'

type ListOptions = {
  licence?: string
  event?: string
  status?: DeliveryStatus
  since?: string
  search?: string
  limit: number
  json?: boolean
}

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

function showText(delivery: DeliveryDetail): string {
  const parameters = delivery.payload.parameters.map(
    ([name, value]) => `  ${name} = ${JSON.stringify(value)}`,
  )
  const attempts = delivery.attemptList.map(
    (attempt) =>
      `  ${attempt.number}  ${attempt.startedAt}  ${attempt.status ?? attempt.errorKind ?? 'under way'}  ${attempt.error ?? ''}`,
  )
  return [
    `${delivery.eventType} of ${delivery.licence} to ${delivery.url}: ${delivery.status}`,
    `event ${delivery.eventId}, received ${delivery.receivedAt}`,
    'parameters',
    ...parameters,
    'attempts',
    ...attempts,
  ].join('\n')
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

export function deliveryCommands(program: Command): void {
  const noun = program.command('deliveries').description('what went where')

  noun
    .command('list')
    .option('--licence <number>')
    .option('--event <type>')
    .addOption(new Command().createOption('--status <status>').choices(DELIVERY_STATUSES))
    .option('--since <moment>', '30m, 24h, 7d, or an ISO time')
    .option('--search <words>', 'words of the payload, each must occur')
    .option('--limit <number>', 'at most this many, up to 500', parseLimit, 50)
    .option('--json', 'print for programs')
    .description('lists deliveries, newest first')
    .action(async ({ licence, event, status, since, search, limit, json }: ListOptions) => {
      const filters = {
        licence: one(licence),
        eventType: one(event),
        status: one(status),
        since,
        search,
        limit,
      }
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
    .description('shows a delivery with every attempt; secrets as they are')
    .action(async (id: string, { json }: { json?: boolean }) => {
      const delivery = await withDatabase(() => getDelivery(id, { secrets: true }))
      if (!delivery) throw new CommandError(`There is no delivery ${id}`)
      const { payload, attemptList } = delivery
      printResult(json, { ...toPrinted(delivery), payload, attempts: attemptList }, showText(delivery))
    })

  noun
    .command('resend')
    .argument('<id...>')
    .option('--json', 'print for programs')
    .description('has the dispatchers attempt deliveries again')
    .action((ids: string[], { json }: { json?: boolean }) => withDatabase(() => resend(ids, json)))
}

type Printed = ReturnType<typeof toPrinted>
