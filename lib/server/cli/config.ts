import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import type { Command } from 'commander'
import { env } from '../../env.ts'
import { exportBridge, exportConfig } from '../../lc-serv-cfg/export-config.ts'
import { applyConfigImport, planConfigImport } from '../../lc-serv-cfg/import-config.ts'
import type { ImportPlan, PlannedChange } from '../../lc-serv-cfg/plan.ts'
import { ingestUrl } from '../../mappings/ingest-url.ts'
import { listChatServers } from '../../mappings/list-chat-servers.ts'
import { rotateIngestToken } from '../../mappings/rotate-ingest-token.ts'
import { ACTOR } from './actor.ts'
import { CommandError, printResult } from './output.ts'
import { withDatabase } from './with-database.ts'

type ImportOptions = { licence?: string; dryRun?: boolean; yes?: boolean; json?: boolean }

const urls = (list: string[] | null) => (list === null ? 'not mapped' : list.join(', ') || 'deliver nothing')
const at = (lines: number[]) => (lines.length > 0 ? `line ${lines.join(', ')}: ` : '')

function changeLines(sign: string, changes: PlannedChange[]): string[] {
  return changes.map(
    ({ eventType, lines, from, to }) => `${sign} ${at(lines)}${eventType}  ${urls(from)} -> ${urls(to)}`,
  )
}

/** The plan as text, by line numbers. */
function planText(plan: ImportPlan): string {
  const { added, changed, removed, unchanged, warnings, errors } = plan
  return [
    ...changeLines('+', added),
    ...changeLines('~', changed),
    ...changeLines('-', removed),
    ...warnings.map((warning) => `! ${at(warning.lines)}${warning.message}`),
    ...errors.map((error) => `x ${error.line ? `line ${error.line}: ` : ''}${error.message}`),
    `${added.length} added, ${changed.length} changed, ${removed.length} removed, ${unchanged.length} unchanged, ${errors.length} errors`,
  ].join('\n')
}

async function confirmed(): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  const answer = await terminal.question('Apply? [y/N] ')
  terminal.close()
  return /^y(es)?$/i.test(answer.trim())
}

function readFile(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    throw new CommandError(`${path} cannot be read: ${error instanceof Error ? error.message : error}`)
  }
}

async function importFile(path: string, options: ImportOptions): Promise<void> {
  const file = readFile(path)
  const licence = options.licence ?? null
  const { plan, revision } = await planConfigImport({ file, licence })
  if (!options.json) printResult(false, plan, planText(plan))
  if (plan.errors.length > 0) {
    if (options.json) printResult(true, { applied: false, plan }, '')
    throw new CommandError('The file was not imported. Mend its lines that are marked x')
  }
  if (options.dryRun) return options.json ? printResult(true, { applied: false, plan }, '') : undefined
  if (!options.yes && !process.stdin.isTTY)
    throw new CommandError('Nothing was written. Add --yes to apply the plan')
  if (!options.yes && !(await confirmed())) throw new CommandError('Nothing was written')
  const applied = await applyConfigImport({
    file,
    licence,
    actor: ACTOR,
    source: 'import',
    baseRevision: revision,
  })
  if (!applied.ok) throw new CommandError(applied.reason)
  printResult(
    options.json,
    { applied: true, revision: applied.revision, plan },
    `Applied as revision ${applied.revision}`,
  )
}

async function exportFile(options: { licence?: string; bridge?: string }): Promise<void> {
  const licence = options.licence ?? null
  if (options.bridge === undefined) {
    const { file, leftOut } = await exportConfig(licence)
    for (const eventType of leftOut)
      process.stderr.write(`bellhop: ${eventType} is mapped, but no line of the file can name it\n`)
    process.stdout.write(file)
    return
  }
  const chatServer = (await listChatServers()).find(
    (one) => one.name === options.bridge || one.id === options.bridge,
  )
  if (!chatServer)
    throw new CommandError(`There is no chat server named ${options.bridge}. See: bellhop chat-server list`)
  const rotated = await rotateIngestToken({ chatServerId: chatServer.id })
  if (!rotated.ok) throw new CommandError(rotated.reason)
  const { file, warnings } = await exportBridge(licence, ingestUrl(env().baseUrl, rotated.token))
  process.stderr.write(
    'bellhop: the file holds a new ingest URL; the one before it works on until the next is made\n',
  )
  for (const { line, message } of warnings)
    process.stderr.write(`bellhop: ${line ? `line ${line}: ` : ''}${message}\n`)
  process.stdout.write(file)
}

export function configCommands(program: Command): void {
  const noun = program.command('config').description('lc_serv.cfg')

  noun
    .command('import')
    .argument('<file>')
    .option('--licence <number>', 'into this licence instead of the defaults')
    .option('--dry-run', 'print the plan, write nothing')
    .option('--yes', 'apply without asking')
    .option('--json', 'print for programs')
    .description('plans the import of a file, and applies it once confirmed')
    .action((file: string, options: ImportOptions) => withDatabase(() => importFile(file, options)))

  noun
    .command('export')
    .option('--licence <number>', 'of this licence instead of the defaults')
    .option('--bridge <chat server>', 'for that chat server itself: every event line points to Bellhop')
    .description('prints the file of a scope, byte for byte')
    .action((options: { licence?: string; bridge?: string }) => withDatabase(() => exportFile(options)))
}
