import type { Command } from 'commander'
import { cancelRun } from '../../bulk/cancel-run.ts'
import { getRun, type RunDetail } from '../../bulk/get-run.ts'
import { type ListedRun, listRuns } from '../../bulk/list-runs.ts'
import { ACTOR } from './actor.ts'
import { CommandError, printResult, printRows } from './output.ts'
import { withDatabase } from './with-database.ts'

function runText(run: RunDetail): string {
  const counts = [
    ...(run.now ?? []).map(({ status, count }) => `  ${count}  ${status}`),
    ...run.others.map(({ outcome, count }) => `  ${count}  not queued: ${outcome}`),
  ]
  return [
    `${run.kind} by ${run.actor}, ${run.createdAt}: ${run.status}${run.note ? ` (${run.note})` : ''}`,
    `${run.handled} of ${run.total} handled, ${run.queued} queued, at most ${run.perSecond} a second`,
    ...counts,
  ].join('\n')
}

const noRun = (id: string) => new CommandError(`There is no run ${id}. See: bellhop runs list`)

async function show(id: string, json: boolean | undefined): Promise<void> {
  const run = await withDatabase(() => getRun(id))
  if (!run) throw noRun(id)
  printResult(json, run, runText(run))
}

async function cancel(runId: string, json: boolean | undefined): Promise<void> {
  const outcome = await withDatabase(() => cancelRun({ runId, actor: ACTOR }))
  if (outcome.outcome === 'unknown run') throw noRun(runId)
  const text =
    outcome.outcome === 'cancelled'
      ? `Cancelled; ${outcome.takenBack} that had not been sent are what they were before`
      : 'It has ended already'
  printResult(json, outcome, text)
}

export function runCommands(program: Command): void {
  const noun = program.command('runs').description('bulk resends and replays')
  noun
    .command('list')
    .option('--json', 'print for programs')
    .description('lists the newest')
    .action(async ({ json }: { json?: boolean }) => {
      const columns = {
        ID: (run: ListedRun) => run.id,
        STARTED: (run: ListedRun) => run.createdAt,
        KIND: (run: ListedRun) => run.kind,
        STATUS: (run: ListedRun) => run.status,
        HANDLED: (run: ListedRun) => `${run.handled}/${run.total}`,
        QUEUED: (run: ListedRun) => run.queued,
        BY: (run: ListedRun) => run.actor,
      }
      printRows(json, await withDatabase(listRuns), columns, 'There was no bulk run yet')
    })
  noun
    .command('show')
    .argument('<id>')
    .option('--json', 'print for programs')
    .description('shows how far one is and what came of it')
    .action((id: string, { json }: { json?: boolean }) => show(id, json))
  noun
    .command('cancel')
    .argument('<id>')
    .option('--json', 'print for programs')
    .description('ends one; what it has not sent yet is taken back')
    .action((id: string, { json }: { json?: boolean }) => cancel(id, json))
}
