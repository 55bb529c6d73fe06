import type { Attempts } from '#lib/endpoints/endpoint-state.ts'

/** Attempts that ended in a stretch of time, which begins at `from` (ISO). */
export type Stretch = Attempts & { from: string }
