import type { Command } from 'commander'
import { env } from '../../env.ts'
import { addChatServer } from '../../mappings/add-chat-server.ts'
import { ingestUrl } from '../../mappings/ingest-url.ts'
import { listChatServers } from '../../mappings/list-chat-servers.ts'
import { type UpdateChatServerInput, updateChatServer } from '../../mappings/update-chat-server.ts'
import { CommandError, printResult, printRows } from './output.ts'
import { withDatabase } from './with-database.ts'

type ChatServerChange = UpdateChatServerInput['change']

export function chatServerCommands(program: Command): void {
  const noun = program.command('chat-server').description('sources of calls')

  noun
    .command('add')
    .argument('<name>')
    .option('--charset <charset>', 'what it writes: utf-8, windows-1250, iso-8859-2 …', 'utf-8')
    .option('--json', 'print for programs')
    .description('adds a chat server and prints its ingest URL, which is shown this once')
    .action(async (name: string, options: { charset: string; json?: boolean }) => {
      const added = await withDatabase(() => addChatServer({ name, charset: options.charset }), {
        makesData: true,
      })
      if (!added.ok) throw new CommandError(added.reason)
      const url = ingestUrl(env().baseUrl, added.token)
      printResult(options.json, { ...added.chatServer, url }, url)
    })

  noun
    .command('set')
    .argument('<name>')
    .option('--name <name>', 'a new name')
    .option('--charset <charset>', 'how its calls are read from now on')
    .option('--answer-status <status>', 'what an accepted call is answered with: 200 to 299', Number)
    .option('--answer-text <text>', 'the text of that answer; {id} stands for the event id')
    .option('--json', 'print for programs')
    .description('changes the name, charset or answer of a chat server')
    .action(async (name: string, { json, ...change }: ChatServerChange & { json?: boolean }) => {
      if (Object.keys(change).length === 0) throw new CommandError('Say what to change: see --help.')
      const updated = await withDatabase(async () => {
        const known = (await listChatServers()).find((one) => one.name === name)
        return known ? updateChatServer({ id: known.id, change }) : null
      })
      if (!updated) throw new CommandError(`There is no chat server named ${name}.`)
      if (!updated.ok) throw new CommandError(updated.reason)
      printResult(json, updated.chatServer, `${updated.chatServer.name} is set`)
    })

  noun
    .command('list')
    .option('--json', 'print for programs')
    .description('lists the chat servers')
    .action(async (options: { json?: boolean }) => {
      const rows = await withDatabase(listChatServers)
      const columns = {
        NAME: (row: (typeof rows)[number]) => row.name,
        CHARSET: (row: (typeof rows)[number]) => row.charset,
        'LAST CALL': (row: (typeof rows)[number]) => row.lastCall?.at ?? null,
      }
      printRows(options.json, rows, columns, 'No chat server yet. Add one: bellhop chat-server add NAME')
    })
}
