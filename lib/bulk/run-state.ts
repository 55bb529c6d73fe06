// What a bulk run is at. Client-safe.

export const RUN_STATUSES = ['running', 'done', 'cancelled', 'failed'] as const
export type RunStatus = (typeof RUN_STATUSES)[number]

/** What became of a delivery when its turn came. */
export type RunOutcome = 'queued' | 'on its way' | 'endpoint removed' | 'taken back'
