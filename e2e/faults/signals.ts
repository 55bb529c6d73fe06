import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Bellhop } from '../support/processes.ts'
import { until } from './scene.ts'

const BACK_LIMIT_MS = 60_000

/** Postgres' processes: the first is the one that starts the others. */
export function postgresPids({ dataDir }: Bellhop): number[] {
  const main = Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
  const children = readFileSync(`/proc/${main}/task/${main}/children`, 'utf8').trim().split(' ')
  return [main, ...children.filter(Boolean).map(Number)]
}

/** Signals processes; one that has ended meanwhile is left out. */
export function signal(pids: number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name)
    } catch {
      // It has ended.
    }
  }
}

export type Part = 'web' | 'dispatcher' | 'postgres'

/** The process id of a part of a Bellhop; null while it has none. */
export function pidOf(bellhop: Bellhop, part: Part): number | null {
  try {
    return part === 'postgres' ? (postgresPids(bellhop)[0] ?? null) : bellhop.childPid(part)
  } catch {
    return null
  }
}

/** Waits until a part runs as another process than before. */
export async function untilReplaced(bellhop: Bellhop, part: Part, before: number | null): Promise<boolean> {
  return until(() => {
    const now = pidOf(bellhop, part)
    return now !== null && now !== before
  }, BACK_LIMIT_MS)
}
