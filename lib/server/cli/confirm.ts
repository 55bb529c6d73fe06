import { createInterface } from 'node:readline/promises'
import { CommandError } from './output.ts'

/** Goes on only when the person says so, or said so with --yes. Throws CommandError otherwise. */
export async function confirm(question: string, isYes: boolean | undefined): Promise<void> {
  if (isYes) return
  if (!process.stdin.isTTY)
    throw new CommandError('Nothing was written. Add --yes to do it without being asked')
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  const answer = await terminal.question(`${question} [y/N] `)
  terminal.close()
  if (!/^y(es)?$/i.test(answer.trim())) throw new CommandError('Nothing was written')
}
