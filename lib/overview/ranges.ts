// How far back the overview looks, and in how many steps. Client-safe.

export const OVERVIEW_RANGES = ['1h', '24h', '7d', '30d'] as const

export type OverviewRange = (typeof OVERVIEW_RANGES)[number]

type Shape = {
  /** On the switch, and in a sentence: "in …". */
  label: string
  words: string
  /** A bar of the charts: how long it is, in words and minutes, and how many there are. */
  each: string
  minutes: number
  bars: number
  /** A bar is counted in so many parts: each is bounded, and a long one is no better known for its newest part alone. */
  parts: number
}

export const RANGE_SHAPES: Record<OverviewRange, Shape> = {
  '1h': { label: '1 h', words: 'an hour', each: 'minute', minutes: 1, bars: 60, parts: 1 },
  '24h': { label: '24 h', words: '24 hours', each: '15 minutes', minutes: 15, bars: 96, parts: 1 },
  '7d': { label: '7 d', words: '7 days', each: '2 hours', minutes: 120, bars: 84, parts: 2 },
  '30d': { label: '30 d', words: '30 days', each: '8 hours', minutes: 480, bars: 90, parts: 8 },
}
