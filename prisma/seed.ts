// npm run seed -- SCENARIO: fills the database of this environment, beside a running server or alone.
import { Command, CommanderError } from 'commander'
import { EnvError } from '../lib/env.ts'
import { CommandError } from '../lib/server/cli/output.ts'
import { withDatabase } from '../lib/server/cli/with-database.ts'
import { seedChats } from './seeds/chats.ts'

const program = new Command('npm run seed --')
  .description('fills the database of this environment')
  .exitOverride()
  .configureOutput({ writeErr: (text) => process.stderr.write(text.replace(/^error: /, 'seed: ')) })

program
  .command('chats')
  .description('the last 24 hours of believable traffic: events, deliveries, attempts')
  .option('--receiver <url>', 'map the event types to scripts below this URL')
  .action(async ({ receiver }: { receiver?: string }) => {
    const told = await withDatabase(() => seedChats({ receiver, now: new Date() }))
    process.stdout.write(`${told}\n`)
  })

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2
  else {
    const expected = error instanceof CommandError || error instanceof EnvError
    process.stderr.write(`seed: ${expected ? error.message : error instanceof Error ? error.stack : error}\n`)
    process.exitCode = 1
  }
}
process.stdout.write('', () => process.exit())
