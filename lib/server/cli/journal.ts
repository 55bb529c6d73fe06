import type { Command } from 'commander'
import { env } from '../../env.ts'
import { type BringInOutcome, bringIn } from '../../ingest/bring-in.ts'
import { isSetAside, journalFolder, namesSetAside, readSetAside } from '../../journal/set-aside.ts'
import { CommandError, printResult, printRows } from './output.ts'
import { withDatabase } from './with-database.ts'

/** `from` and `to`: when the first and the last of its calls came in, ISO, UTC. */
type Listed = {
  file: string
  records: number
  from: string | null
  to: string | null
  unreadableBytes: number
}

async function listed(folder: string, name: string): Promise<Listed[]> {
  const aside = await readSetAside(folder, name)
  if (aside === null) return []
  const { file, records, unreadableBytes } = aside
  const moments = records.map(({ call }) => call.receivedAt.toISOString()).sort()
  return [
    { file, records: records.length, from: moments[0] ?? null, to: moments.at(-1) ?? null, unreadableBytes },
  ]
}

async function list(json: boolean | undefined): Promise<void> {
  const folder = journalFolder(env().dataDir)
  // One at a time: a file may be as large as a segment of the journal.
  const rows: Listed[] = []
  for (const name of await namesSetAside(folder)) rows.push(...(await listed(folder, name)))
  const columns = {
    FILE: (row: Listed) => row.file,
    CALLS: (row: Listed) => row.records,
    FROM: (row: Listed) => row.from,
    TO: (row: Listed) => row.to,
    'UNREADABLE BYTES': (row: Listed) => row.unreadableBytes,
  }
  printRows(json, rows, columns, 'Nothing was set aside')
}

const calls = (count: number) => (count === 1 ? '1 call' : `${count} calls`)

function sayBroughtIn(told: Exclude<BringInOutcome, { outcome: 'unknown file' }>): string {
  const { outcome, file, stored, there, refused, unreadableBytes } = told
  return [
    `${calls(stored)} brought in, ${there} had been stored before`,
    ...refused.map(({ id, reason }) => `${id} is refused: ${reason}`),
    ...(unreadableBytes > 0 ? [`${unreadableBytes} bytes cannot be read; they stay in the file`] : []),
    outcome === 'left' ? `The file stays as it is: ${file}` : `The file is kept as ${file}`,
  ].join('\n')
}

async function retry(file: string, json: boolean | undefined): Promise<void> {
  const none = new CommandError(
    `${file} is no file of the journal that was set aside. See: bellhop journal list`,
  )
  if (!isSetAside(file)) throw none
  const told = await withDatabase(() => bringIn(journalFolder(env().dataDir), file))
  if (told.outcome === 'unknown file') throw none
  printResult(json, told, sayBroughtIn(told))
  if (told.outcome === 'left')
    throw new CommandError(`${calls(told.refused.length)} of ${file} cannot be stored`)
}

export function journalCommands(program: Command): void {
  const noun = program.command('journal').description('calls that could not be brought in from the journal')
  noun
    .command('list')
    .option('--json', 'print for programs')
    .description('lists the files that were set aside, and what can be read of them')
    .action(({ json }: { json?: boolean }) => list(json))
  noun
    .command('retry')
    .argument('<file>', 'its name, as listed')
    .option('--json', 'print for programs')
    .description('brings in what can be read of a file, each call once, and renames the file')
    .action((file: string, { json }: { json?: boolean }) => retry(file, json))
}
