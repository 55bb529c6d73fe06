import { createHash } from 'node:crypto'
import { realpathSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const LOOK_MS = 100

/** A socket that only one process of the machine can have. In Linux it has no file, and goes when its process does. */
function nameOf(folder: string): string {
  const name = `bellhop-${createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 32)}`
  return process.platform === 'linux' ? `\0${name}` : join(tmpdir(), `${name}.sock`)
}

/** @returns what lets it go; null when another process has it. */
function tryToHold(name: string): Promise<(() => Promise<void>) | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(null) : reject(error),
    )
    server.listen(name, () => {
      server.unref()
      resolve(() => new Promise((done) => server.close(() => done())))
    })
  })
}

/**
 * Keeps other processes of this machine from a folder that one process alone may write.
 * @param waitMs how long one that is about to end is waited for.
 * @returns what lets it go.
 * @throws Error when another process has it still.
 */
export async function holdFolder(folder: string, waitMs: number): Promise<() => Promise<void>> {
  const name = nameOf(folder)
  for (const until = Date.now() + waitMs; ; ) {
    const release = await tryToHold(name)
    if (release) return release
    if (Date.now() >= until)
      throw new Error(
        `Another Bellhop of this machine keeps its journal in ${folder}. Give this one a DATA_DIR of its own`,
      )
    await wait(LOOK_MS)
  }
}
