// How far back the page of an endpoint looks. Client-safe.

/** `hours` in bars of one hour; `sample`: so many deliveries of each hour tell how long they took. */
export const HISTORY_RANGES = {
  '24h': { label: '24 h', said: 'the last 24 hours', hours: 24, sample: 100 },
  '7d': { label: '7 d', said: 'the last 7 days', hours: 168, sample: 40 },
} as const

export type HistoryRange = keyof typeof HISTORY_RANGES

/** The cast is safe: these are the keys of the const above. */
export const HISTORY_RANGE_NAMES = Object.keys(HISTORY_RANGES) as [HistoryRange, ...HistoryRange[]]

/** So many of its newest deliveries tell how long an endpoint takes. */
export const DURATION_SAMPLE = 1000

/** So many reasons of failures are told apart. */
export const MOST_REASONS = 12
