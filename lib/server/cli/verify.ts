import { type Command, InvalidArgumentError } from 'commander'
import { MOMENT_HINT, parseMoment } from '../../delivery-log/moment.ts'
import { type Checked, verifyLog } from '../../verify/verify-log.ts'
import { CommandError, printRows } from './output.ts'
import { withDatabase } from './with-database.ts'

function moment(text: string): number {
  const at = parseMoment(text, Date.now())
  if (at === null) throw new InvalidArgumentError(MOMENT_HINT)
  return at
}

const SOON_MS = 86_400_000

export function verifyCommand(program: Command): void {
  program
    .command('verify')
    .option('--since <moment>', '30m, 24h, 7d, today or monday (UTC), or an ISO time', moment, moment('24h'))
    .option('--json', 'print for programs')
    .description('checks that nothing is lost, doubled or stuck; beside a running server or without one')
    .action(async ({ since, json }: { since: number; json?: boolean }) => {
      const verified = await withDatabase(() => verifyLog({ from: since, to: Date.now() + SOON_MS }))
      const wrong = verified.checks.filter((check) => check.wrong > 0)
      if (json) process.stdout.write(`${JSON.stringify(verified, null, 2)}\n`)
      else {
        const columns = {
          CHECK: (row: Checked) => row.name,
          WRONG: (row: Checked) => row.wrong,
          IDS: (row: Checked) => row.ids.join(' ') || null,
        }
        printRows(false, verified.checks, columns, '')
        const counts = Object.entries(verified.deliveries).map(([status, count]) => `${count} ${status}`)
        process.stdout.write(`\n${verified.events} events; deliveries: ${counts.join(', ') || 'none'}\n`)
        for (const { promise, remedy } of wrong) process.stdout.write(`\nBroken: ${promise} ${remedy}\n`)
      }
      if (wrong.length > 0) throw new CommandError('Something is wrong in the log')
    })
}
