import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { ROOT } from '../root.ts'

/** A script of this checkout while it runs. */
export type Running = {
  /** Its exit code once it has ended; null: by a signal. */
  ended: Promise<number | null>
  /** Tells it to end, and waits until it has. */
  stop: () => Promise<void>
}

/** Starts a script in a Node of its own. `onLine` gets each line that it prints; errors go where ours go. */
export function startScript(
  script: string,
  args: string[],
  environment: NodeJS.ProcessEnv,
  onLine: (line: string) => void,
): Running {
  const child = spawn(process.execPath, [`${ROOT}${script}`, ...args], {
    cwd: ROOT,
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<number | null>((done) => {
    child.once('exit', done)
    child.once('error', () => done(1))
  })
  createInterface({ input: child.stdout }).on('line', onLine)
  return {
    ended,
    stop: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}
