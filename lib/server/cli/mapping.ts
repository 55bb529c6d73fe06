import type { Command } from 'commander'
import { noteUnknownType, readEventType } from '../../livechat/event-type-spelling.ts'
import { listMappings, type MappedTo } from '../../mappings/list-mappings.ts'
import { removeMapping } from '../../mappings/remove-mapping.ts'
import { scopeName } from '../../mappings/scope.ts'
import { setMapping } from '../../mappings/set-mapping.ts'
import { ACTOR } from './actor.ts'
import { noteAddress } from './address-note.ts'
import { mappingHistoryCommands } from './mapping-history.ts'
import { CommandError, printResult, printRows } from './output.ts'
import { withDatabase } from './with-database.ts'

type Options = { licence?: string; json?: boolean }

const urlsOf = (target: MappedTo) =>
  Array.isArray(target) ? target.map((endpoint) => endpoint.url) : target && []
const text = (target: MappedTo) =>
  Array.isArray(target) ? target.map((endpoint) => endpoint.url).join(', ') : target

/** The event type of an argument; what a person should know about its spelling goes to standard error. */
function readEvent(written: string): string {
  const { eventType, note } = readEventType(written)
  if (note) process.stderr.write(`bellhop: ${note}\n`)
  return eventType
}

export function mappingCommands(program: Command): void {
  const noun = program.command('mapping').description('which event goes to which URL')

  noun
    .command('set')
    .argument('<event>')
    .argument('<url>')
    .option('--licence <number>', 'for this licence instead of the defaults')
    .option('--json', 'print for programs')
    .description('replaces what the scope maps that event to; it need not be one of the twelve')
    .action(async (written: string, url: string, { licence = '', json }: Options) => {
      const event = readEvent(written)
      const scope = { licence: licence || null, eventType: event }
      const set = await withDatabase(
        async () => {
          const done = await setMapping({ ...scope, urls: [url], actor: ACTOR, source: 'command line' })
          if (done.ok) await noteAddress({ ...scope, url })
          return done
        },
        { makesData: true },
      )
      if (!set.ok) throw new CommandError(set.reason)
      const unknown = noteUnknownType(event)
      if (unknown) process.stderr.write(`bellhop: ${event}: ${unknown}\n`)
      printResult(
        json,
        { licence: licence || null, event, urls: [url] },
        `${event} ${licence ? `of ${licence} ` : ''}now goes to ${url}`,
      )
    })

  noun
    .command('list')
    .option('--licence <number>', 'of this licence: its own and what it inherits')
    .option('--json', 'print for programs')
    .description('lists where each event goes, and which scope says so: the defaults, or the licence')
    .action(async ({ licence, json }: Options) => {
      const listed = await withDatabase(() => listMappings(licence ?? null))
      const rows = listed.map(({ eventType, own, inherited, effective }) => ({
        event: eventType,
        licence: licence ?? null,
        urls: urlsOf(effective),
        inherited: own === null && inherited !== null,
        shown: text(effective),
        from: effective === null ? null : scopeName(own === null ? null : (licence ?? null)),
      }))
      const columns = {
        EVENT: (row: (typeof rows)[number]) => row.event,
        URL: (row: (typeof rows)[number]) => row.shown ?? 'not mapped',
        FROM: (row: (typeof rows)[number]) => row.from,
      }
      if (json)
        printResult(
          json,
          rows.map(({ shown, from, ...row }) => row),
          '',
        )
      else printRows(json, rows, columns, '')
    })

  noun
    .command('remove')
    .argument('<event>')
    .option('--licence <number>', 'of this licence: it goes back to the defaults')
    .option('--json', 'print for programs')
    .description('takes a mapping away')
    .action(async (written: string, { licence, json }: Options) => {
      const remove = (eventType: string) =>
        removeMapping({ licence: licence ?? null, eventType, actor: ACTOR, source: 'command line' })
      const { event, removed } = await withDatabase(async () => {
        // A mapping that is named just so is the one that is meant: another must not go in its place.
        const asWritten = await remove(written)
        if (asWritten.ok) return { event: written, removed: asWritten }
        const meant = readEvent(written)
        return { event: meant, removed: await remove(meant) }
      })
      if (!removed.ok) throw new CommandError(removed.reason)
      printResult(json, { licence: licence ?? null, event, urls: null }, `${event} is no longer mapped here`)
    })

  mappingHistoryCommands(noun)
}
