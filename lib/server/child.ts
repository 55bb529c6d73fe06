import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import type { Log } from '../log.ts'

const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 5000
/** A child that lived that long was well: the next pause is the first again. */
const WELL_AFTER_MS = 30_000
const KILL_AFTER_MS = 20_000

/** A child process that is started again whenever it ends by itself. */
export type KeptChild = { ready: Promise<void>; stop: () => Promise<void> }

/**
 * Starts `script` in a Node of its own and keeps it running. It says `ready` over IPC, and ends by itself when
 * this process dies (the IPC channel closes).
 * @param fatal is called when it ends with code 1 before it was ever ready: it has said why.
 */
export function keepChild(
  script: string,
  args: string[],
  environment: NodeJS.ProcessEnv,
  log: Log,
  fatal: () => void,
): KeptChild {
  let child: ChildProcess | undefined
  let stopping = false
  let everReady = false
  let pause = FIRST_PAUSE_MS
  let ready: () => void = () => {}
  const whenReady = new Promise<void>((done) => {
    ready = done
  })

  async function run(): Promise<void> {
    while (!stopping) {
      const startedAt = Date.now()
      const made = spawn(process.execPath, [script, ...args], {
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
        env: environment,
      })
      child = made
      made.on('message', (message) => {
        if (message !== 'ready') return
        everReady = true
        ready()
      })
      const code = await new Promise<number | null>((done) => {
        made.once('exit', done)
        made.once('error', () => done(null))
      })
      if (stopping) return
      if (code === 1 && !everReady) {
        // Not waited for: who ends for it stops this one too, and waits for it.
        fatal()
        return
      }
      if (Date.now() - startedAt > WELL_AFTER_MS) pause = FIRST_PAUSE_MS
      log.warn(
        { script: script.split('/').at(-1), code, pauseMs: pause },
        'a process ended and is started again',
      )
      await wait(pause)
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS)
    }
  }
  const running = run()

  return {
    ready: whenReady,
    stop: async () => {
      stopping = true
      child?.kill('SIGTERM')
      const killer = setTimeout(() => child?.kill('SIGKILL'), KILL_AFTER_MS)
      await running
      clearTimeout(killer)
    },
  }
}

/** For a child: runs `shutDown` once on SIGTERM, or when the process that started it is gone, and then ends. */
export function endWithParent(shutDown: () => Promise<void>): void {
  let ending = false
  const end = () => {
    if (ending) return
    ending = true
    shutDown().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.once('SIGTERM', end)
  // Ctrl-C reaches the whole group of a terminal; the supervisor tells its children when to end.
  process.on('SIGINT', () => {})
  process.once('disconnect', end)
}
