// The commands of npx bellhop <noun> <verb>: a file a noun.
import { Command } from 'commander'
import { ZodError } from 'zod'
import { EnvError, env, setEnv } from '../../env.ts'
import { VERSION } from '../../version.ts'
import { findAddress } from '../data-dir.ts'
import { CommandError } from './output.ts'

const USAGE_EXIT = 2

/** Only what is called is loaded: all of them take a quarter of a second more. */
const NOUNS: Record<string, () => Promise<(program: Command) => void>> = {
  'chat-server': async () => (await import('./chat-server.ts')).chatServerCommands,
  config: async () => (await import('./config.ts')).configCommands,
  mapping: async () => (await import('./mapping.ts')).mappingCommands,
  endpoint: async () => (await import('./endpoint.ts')).endpointCommands,
  deliveries: async () => (await import('./deliveries.ts')).deliveryCommands,
  events: async () => (await import('./events.ts')).eventCommands,
  runs: async () => (await import('./runs.ts')).runCommands,
  admin: async () => (await import('./admin.ts')).adminCommands,
  simulate: async () => (await import('./simulate.ts')).simulateCommand,
  verify: async () => (await import('./verify.ts')).verifyCommand,
  journal: async () => (await import('./journal.ts')).journalCommands,
}

// A command prints its result; what the libraries log would stand between.
setEnv({ LOG_LEVEL: 'error' })

const program = new Command('bellhop')
  .description('Webhook console between a LIVECHAT server and the scripts that live on its events')
  .version(VERSION)
  .hook('preAction', useServerAddress)
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : USAGE_EXIT))

const [, , noun = ''] = process.argv
const load = Object.hasOwn(NOUNS, noun) ? NOUNS[noun] : undefined
for (const one of load ? [load] : Object.values(NOUNS)) (await one())(program)

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
