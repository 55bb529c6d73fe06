import type { Command } from 'commander'
import { env } from '../../env.ts'
import { addChatServer } from '../../mappings/add-chat-server.ts'
import { ingestUrl } from '../../mappings/ingest-url.ts'
import { listChatServers } from '../../mappings/list-chat-servers.ts'
import { CommandError, printResult, printRows } from './output.ts'
import { withDatabase } from './with-database.ts'

export function chatServerCommands(program: Command): void {
  const noun = program.command('chat-server').description('sources of calls')

  noun
    .command('add')
    .argument('<name>')
    .option('--charset <charset>', 'what it writes: utf-8, windows-1250, iso-8859-2 …', 'utf-8')
    .option('--json', 'print for programs')
    .description('adds a chat server and prints its ingest URL, which is shown this once')
    .action(async (name: string, options: { charset: string; json?: boolean }) => {
      const added = await withDatabase(() => addChatServer({ name, charset: options.charset }))
      if (!added.ok) throw new CommandError(added.reason)
      const url = ingestUrl(env().baseUrl, added.token)
      printResult(options.json, { ...added.chatServer, url }, url)
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
