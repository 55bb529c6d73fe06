// The commands of npx bellhop <noun> <verb>: a file a noun.
import { Command } from 'commander'
import { ZodError } from 'zod'
import { EnvError, env, setEnv } from '../../env.ts'
import { VERSION } from '../../version.ts'
import { findAddress } from '../data-dir.ts'
import { adminCommands } from './admin.ts'
import { chatServerCommands } from './chat-server.ts'
import { configCommands } from './config.ts'
import { deliveryCommands } from './deliveries.ts'
import { endpointCommands } from './endpoint.ts'
import { eventCommands } from './events.ts'
import { journalCommands } from './journal.ts'
import { mappingCommands } from './mapping.ts'
import { CommandError } from './output.ts'
import { runCommands } from './runs.ts'
import { simulateCommand } from './simulate.ts'
import { verifyCommand } from './verify.ts'

const USAGE_EXIT = 2

// A command prints its result; what the libraries log would stand between.
setEnv({ LOG_LEVEL: 'error' })

const program = new Command('bellhop')
  .description('Webhook console between a LIVECHAT server and the scripts that live on its events')
  .version(VERSION)
  .hook('preAction', useServerAddress)
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : USAGE_EXIT))

for (const add of [
  chatServerCommands,
  configCommands,
  mappingCommands,
  endpointCommands,
  deliveryCommands,
  eventCommands,
  runCommands,
  adminCommands,
  simulateCommand,
  verifyCommand,
  journalCommands,
]) {
  add(program)
}

/** Ingest URLs are printed with the address of the server that runs, or ran last, on this DATA_DIR. */
function useServerAddress(): void {
  const { dataDir, isAddressGiven } = env()
  const address = isAddressGiven ? null : findAddress(dataDir)
  if (address) setEnv({ BASE_URL: address })
}

/** One line that says what is wrong; anything we did not expect shows the first line of its message. */
function sayWhy(error: unknown): string {
  if (error instanceof CommandError || error instanceof EnvError) return error.message
  if (error instanceof ZodError) return error.issues[0]?.message ?? 'An option is wrong'
  return error instanceof Error ? error.message.split('\n')[0] || error.name : String(error)
}

// Whoever reads our output may have read enough, as head does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

try {
  await program.parseAsync()
} catch (error) {
  process.stderr.write(`bellhop: ${sayWhy(error)}\n`)
  process.exitCode = error instanceof ZodError ? USAGE_EXIT : 1
}
// A server that a supervisor has taken over meanwhile is still our child and would keep us waiting.
process.stdout.write('', () => process.exit())
