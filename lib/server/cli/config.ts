import type { Command } from 'commander'
import { env } from '../../env.ts'
import { exportBridge, exportConfig } from '../../lc-serv-cfg/export-config.ts'
import { applyConfigImport, planConfigImport } from '../../lc-serv-cfg/import-config.ts'
import type { ImportPlan, PlannedChange } from '../../lc-serv-cfg/plan.ts'
import { refuseImport } from '../../lc-serv-cfg/refuse-import.ts'
import { ingestUrl } from '../../mappings/ingest-url.ts'
import { listChatServers } from '../../mappings/list-chat-servers.ts'
import { rotateIngestToken } from '../../mappings/rotate-ingest-token.ts'
import { ACTOR } from './actor.ts'
import { AS_HERE } from './address-note.ts'
import { confirm } from './confirm.ts'
import { CommandError, printResult } from './output.ts'
import { readGivenFile } from './read-given-file.ts'
import { withDatabase } from './with-database.ts'

type ImportOptions = { licence?: string; dryRun?: boolean; leaveOut?: string; yes?: boolean; json?: boolean }

const urls = (list: string[] | null) => (list === null ? 'not mapped' : list.join(', ') || 'deliver nothing')
const at = (lines: number[]) => (lines.length > 0 ? `line ${lines.join(', ')}: ` : '')

function changeLines(sign: string, changes: PlannedChange[]): string[] {
  return changes.map(
    ({ eventType, lines, from, to, asComment }) =>
      `${sign} ${at(lines)}${eventType}  ${urls(from)} -> ${urls(to)}${asComment ? ` (line ${asComment} is a comment)` : ''}`,
  )
}

const SIGNS = { added: '+', changed: '~', removed: '-' } as const

function rpcServerIpLines({ rpcServerIp }: ImportPlan): string[] {
  if (rpcServerIp === null || rpcServerIp.mark === 'same' || rpcServerIp.mark === 'kept') return []
  const { mark, line, from, to } = rpcServerIp
  return [
    `${SIGNS[mark]} ${at(line === null ? [] : [line])}RPC_SERVER_IP  ${from ?? 'none'} -> ${to ?? 'none'}`,
  ]
}

function lineNumbers(text: string | undefined): number[] {
  if (text === undefined) return []
  const numbers = text.split(',').map((part) => Number(part.trim() || Number.NaN))
  if (numbers.every((number) => Number.isInteger(number) && number >= 1)) return numbers
  throw new CommandError('--leave-out takes the numbers of lines, such as 7,9')
}

/** The plan as text, by line numbers. */
function planText(plan: ImportPlan): string {
  const { added, changed, removed, unchanged, warnings, errors } = plan
  return [
    ...changeLines('+', added),
    ...changeLines('~', changed),
    ...changeLines('-', removed),
    ...rpcServerIpLines(plan),
    ...warnings.map((warning) => `! ${at(warning.lines)}${warning.message}`),
    ...errors.map((error) => `x ${error.line ? `line ${error.line}: ` : ''}${error.message}`),
    `${added.length} added, ${changed.length} changed, ${removed.length} removed, ${unchanged.length} unchanged, ${errors.length} errors`,
  ].join('\n')
}

async function importFile(file: Uint8Array, options: ImportOptions): Promise<void> {
  const licence = options.licence ?? null
  const leaveOut = lineNumbers(options.leaveOut)
  const { plan, revision } = await planConfigImport({ file, licence })
  if (!options.json) printResult(false, plan, planText(plan))
  if (plan.warnings.some((warning) => warning.isAddress)) process.stderr.write(`bellhop: ${AS_HERE}\n`)
  const refused = refuseImport(plan.errors, leaveOut)
  if (refused) {
    if (options.json) printResult(true, { applied: false, plan }, '')
    const isWrong = refused.errors.length > 0
    throw new CommandError(
      isWrong ? 'The file was not imported. Mend its lines that are marked x' : refused.reason,
    )
  }
  if (options.dryRun) return options.json ? printResult(true, { applied: false, plan }, '') : undefined
  await confirm('Apply?', options.yes)
  const applied = await applyConfigImport({
    file,
    licence,
    actor: ACTOR,
    source: 'import',
    baseRevision: revision,
    leaveOut,
  })
  if (!applied.ok) throw new CommandError(applied.reason)
  printResult(
    options.json,
    { applied: true, revision: applied.revision, plan },
    `Applied as revision ${applied.revision}`,
  )
}

type ExportOptions = { licence?: string; bridge?: string; rpcServerIp?: boolean }

async function exportFile(options: ExportOptions): Promise<void> {
  const licence = options.licence ?? null
  if (options.bridge === undefined) {
    if (options.rpcServerIp) throw new CommandError('--rpc-server-ip goes with --bridge')
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
  const { file, warnings } = await exportBridge(licence, ingestUrl(env().baseUrl, rotated.token), {
    pointRpcServerIp: options.rpcServerIp,
  })
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
    .option(
      '--leave-out <lines>',
      'import without these wrong lines, such as 7,9; their events stay as they are',
    )
    .option('--dry-run', 'print the plan, write nothing')
    .option('--yes', 'apply without asking')
    .option('--json', 'print for programs')
    .description('plans the import of a file, and applies it once confirmed')
    .action((path: string, options: ImportOptions) => {
      const file = readGivenFile(path)
      return withDatabase(() => importFile(file, options), { makesData: true })
    })

  noun
    .command('export')
    .option('--licence <number>', 'of this licence instead of the defaults')
    .option('--bridge <chat server>', 'for that chat server itself: every event line points to Bellhop')
    .option('--rpc-server-ip', 'with --bridge: point RPC_SERVER_IP to Bellhop too, for NEW_LICENCE')
    .description('prints the file of a scope, byte for byte')
    .action((options: ExportOptions) => withDatabase(() => exportFile(options)))
}
