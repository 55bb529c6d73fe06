/** The lines of the latency chart, the slowest first; told apart by their dashes. */
export const PERCENTILES = [
  { name: 'p99', dashes: '2 3', meaning: '99 of 100 within' },
  { name: 'p95', dashes: '7 4', meaning: '95 of 100 within' },
  { name: 'p50', dashes: null, meaning: 'Half within' },
] as const
