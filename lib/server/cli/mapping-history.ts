import type { Command } from 'commander'
import { type DiffRevisionsOutcome, diffRevisions } from '../../mappings/diff-revisions.ts'
import { type ListedRevision, listRevisions } from '../../mappings/list-revisions.ts'
import { rollBack } from '../../mappings/roll-back.ts'
import { ACTOR } from './actor.ts'
import { confirm } from './confirm.ts'
import { CommandError, printResult, printRows } from './output.ts'
import { withDatabase } from './with-database.ts'

type Options = { licence?: string; json?: boolean }

const urls = (list: string[] | null) => (list === null ? 'not mapped' : list.join(', ') || 'deliver nothing')

function revisionOf(text: string): number {
  const number = Number(text.replace(/^r/, ''))
  if (!Number.isInteger(number) || number < 1)
    throw new CommandError(`${text} is not the number of a revision`)
  return number
}

async function history({ licence, limit, json }: Options & { limit: string }): Promise<void> {
  const wanted = Number(limit)
  if (!Number.isInteger(wanted) || wanted < 1) throw new CommandError('--limit is a whole number from 1')
  const rows: ListedRevision[] = []
  for (let before: number | null = null, more = true; more && rows.length < wanted; ) {
    const page = await listRevisions({ licence: licence ?? null, before })
    rows.push(...page.revisions)
    before = page.older
    more = before !== null
  }
  const listed = rows.slice(0, wanted).map(({ id, ...rest }) => ({ revision: id, ...rest }))
  const columns = {
    REVISION: (row: (typeof listed)[number]) => row.revision,
    AT: (row: (typeof listed)[number]) => row.at,
    WHO: (row: (typeof listed)[number]) => row.actor,
    WHAT: (row: (typeof listed)[number]) => row.what,
  }
  printRows(json, listed, columns, 'Nothing was changed here yet')
}

async function compare(licence: string | null, from: number, to: number) {
  const outcome = await diffRevisions({ licence, from, to })
  if (!outcome.ok) throw new CommandError(outcome.reason)
  return outcome
}

function diffText({ diff, isSameFile }: Extract<DiffRevisionsOutcome, { ok: true }>): string {
  const { mappings, rpcServerIp } = diff
  const lines = mappings.map(({ eventType, from, to }) => {
    const sign = from === null ? '+' : to === null ? '-' : '~'
    return `${sign} ${eventType}  ${urls(from)} -> ${urls(to)}`
  })
  if (rpcServerIp) lines.push(`~ RPC_SERVER_IP  ${rpcServerIp.from ?? 'none'} -> ${rpcServerIp.to ?? 'none'}`)
  if (!isSameFile) lines.push('~ an export starts from another file')
  return lines.length === 0 ? 'They are the same' : lines.join('\n')
}

async function rollBackTo(text: string, options: Options & { yes?: boolean }): Promise<void> {
  const licence = options.licence ?? null
  const revision = revisionOf(text)
  const expected = (await listRevisions({ licence })).revisions[0]?.id
  const plan = await compare(licence, expected ?? revision, revision)
  if (!options.json) printResult(false, plan, diffText(plan))
  await confirm(`Roll back to revision ${revision}?`, options.yes)
  const done = await rollBack({ licence, revision, expected, actor: ACTOR })
  if (!done.ok) throw new CommandError(done.reason)
  const value = { licence, revision: done.revision, rolledBackTo: revision, ...plan.diff }
  printResult(options.json, value, `Rolled back to revision ${revision}, as revision ${done.revision}`)
}

/** The history of a scope: `mapping history`, `diff` and `roll-back`. */
export function mappingHistoryCommands(noun: Command): void {
  noun
    .command('history')
    .option('--licence <number>', 'of this licence instead of the defaults')
    .option('--limit <count>', 'so many at most', '50')
    .option('--json', 'print for programs')
    .description('lists the changes of a scope, newest first')
    .action((options: Options & { limit: string }) => withDatabase(() => history(options)))

  noun
    .command('diff')
    .argument('<revision>')
    .argument('<revision>')
    .option('--licence <number>', 'of this licence instead of the defaults')
    .option('--json', 'print for programs')
    .description('compares two revisions of a scope')
    .action(async (from: string, to: string, { licence, json }: Options) => {
      const outcome = await withDatabase(() => compare(licence ?? null, revisionOf(from), revisionOf(to)))
      const { ok: _, ...value } = outcome
      printResult(json, value, diffText(outcome))
    })

  noun
    .command('roll-back')
    .argument('<revision>')
    .option('--licence <number>', 'of this licence instead of the defaults')
    .option('--yes', 'apply without asking')
    .option('--json', 'print for programs')
    .description('makes a new revision with the mappings, RPC_SERVER_IP and file of an earlier one')
    .action((revision: string, options: Options & { yes?: boolean }) =>
      withDatabase(() => rollBackTo(revision, options)),
    )
}
