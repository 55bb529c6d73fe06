/** How far a file is; the last three say that nothing more comes. */
export type ExportProgress = { rows: number; state: 'running' | 'done' | 'failed' | 'stopped' }

type Kept = ExportProgress & { of: string; endedAt: number | null }

declare global {
  // Next has a copy of lib for each of its bundles: they share what is under way.
  var bellhopExports: Map<string, Kept> | undefined
}

/** What has ended is told for so long. */
const TOLD_MS = 600_000
const MOST = 1000

function all(): Map<string, Kept> {
  globalThis.bellhopExports ??= new Map()
  return globalThis.bellhopExports
}

/**
 * Begins to tell of a file that is being written.
 * @param id chosen by the one who asked for it, who alone (`of`: the id of the person) is told.
 */
export function beginExport(id: string, of: string, now = Date.now()) {
  const exports = all()
  for (const [known, { endedAt }] of exports)
    if ((endedAt !== null && now - endedAt > TOLD_MS) || exports.size >= MOST) exports.delete(known)
  const kept: Kept = { of, rows: 0, state: 'running', endedAt: null }
  exports.set(id, kept)
  return {
    add: (rows: number) => {
      kept.rows += rows
    },
    end: (state: Exclude<ExportProgress['state'], 'running'>) => {
      kept.state = state
      kept.endedAt = Date.now()
    },
  }
}

/** How far it is; null: there is none of this id and person, or no longer. */
export function exportProgress(id: string, of: string): ExportProgress | null {
  const kept = all().get(id)
  return kept && kept.of === of ? { rows: kept.rows, state: kept.state } : null
}
