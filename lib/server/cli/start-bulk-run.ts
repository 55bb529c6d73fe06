import { randomUUID } from 'node:crypto'
import { type Command, InvalidArgumentError } from 'commander'
import { MAX_TOTAL } from '../../bulk/limits.ts'
import { type BulkPlan, planRun } from '../../bulk/plan-run.ts'
import { type BulkScope, bulkScope, type GivenScope, perSecond } from '../../bulk/scope.ts'
import { type StartOutcome, startRun } from '../../bulk/start-run.ts'
import { ACTOR } from './actor.ts'
import { confirm } from './confirm.ts'
import { CommandError, printResult } from './output.ts'
import { withDatabase } from './with-database.ts'

export type BulkOptions = { rate?: number; dryRun?: boolean; yes?: boolean; json?: boolean }

function parseRate(text: string): number {
  const parsed = perSecond.safeParse(text)
  if (!parsed.success) throw new InvalidArgumentError(parsed.error.issues[0]?.message ?? 'Not a rate.')
  return parsed.data
}

/** The options that every bulk run takes. */
export const bulkOptions = (command: Command): Command =>
  command
    .option('--rate <number>', 'so many a second are queued', parseRate)
    .option('--dry-run', 'only print the plan')
    .option('--yes', 'do not ask')
    .option('--json', 'print for programs')

function planText(plan: BulkPlan): string {
  if (plan.kind === 'replay')
    return [
      `${plan.total} events were never brought to it`,
      ...plan.byEventType.map(({ eventType, count }) => `  ${count}  ${eventType}`),
    ].join('\n')
  return [
    `${plan.total} deliveries match`,
    ...plan.byStatus.map(({ status, count }) => `  ${count}  ${status}`),
    ...plan.byEndpoint.map(
      ({ url, count, isHeld }) => `  ${count}  ${url ?? 'removed endpoint'}${isHeld ? ' (held)' : ''}`,
    ),
  ].join('\n')
}

const summary = (plan: BulkPlan) =>
  plan.kind === 'replay'
    ? { total: plan.total, byEventType: plan.byEventType }
    : { total: plan.total, byStatus: plan.byStatus, byEndpoint: plan.byEndpoint }

function refuse(outcome: StartOutcome): never {
  if (outcome.outcome === 'unknown endpoint') throw new CommandError('There is no such endpoint')
  if (outcome.outcome === 'too many')
    throw new CommandError(`That is more than ${outcome.most}: narrow it down by time`)
  throw new CommandError('Nothing matches any more')
}

async function start(scope: BulkScope, options: BulkOptions): Promise<void> {
  const plan = await planRun(scope)
  if (options.dryRun) {
    printResult(options.json, summary(plan), planText(plan))
    return
  }
  if (plan.total === 0) {
    printResult(options.json, { id: null, total: 0 }, 'Nothing matches')
    return
  }
  if (plan.total > MAX_TOTAL) refuse({ outcome: 'too many', most: MAX_TOTAL })
  if (!options.json) printResult(false, null, planText(plan))
  await confirm(`Queue ${plan.total}?`, options.yes)
  const id = randomUUID()
  const outcome = await startRun({
    id,
    scope: plan.scope,
    perSecond: options.rate ?? perSecond.parse(undefined),
    actor: ACTOR,
  })
  if (!('runId' in outcome)) refuse(outcome)
  const { total } = outcome
  printResult(
    options.json,
    { id, total },
    `Started ${id}: the dispatchers of the running server queue ${total}.\nFollow it: bellhop runs show ${id}`,
  )
}

/** Plans a bulk run, asks, and starts it for the dispatchers of the running server. `given` is made with the database open. */
export function startBulkRun(
  given: GivenScope | (() => Promise<GivenScope>),
  options: BulkOptions,
): Promise<void> {
  return withDatabase(async () =>
    start(bulkScope.parse(typeof given === 'function' ? await given() : given), options),
  )
}
