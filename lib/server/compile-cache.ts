import { enableCompileCache } from 'node:module'
import { ROOT } from './root.ts'

/** Where Node keeps the sources as it has compiled them: beside the packages, where nobody else may write. */
export const COMPILED = `${ROOT}node_modules/.cache/bellhop-compiled`

/**
 * From now on Node compiles a source once, and finds it compiled the next time: half of the start of a command. Only what
 * is imported afterwards gains, so it comes before all else. Where the folder cannot be written nothing changes.
 */
export function keepCompiled(): void {
  enableCompileCache(COMPILED)
}
