import { type LoadResult, percentile } from './open-loop.ts'

export type Simulated = {
  sent: number
  accepted: number
  refused: number
  unanswered: number
  /** How many of those sent were malformed on purpose. */
  odd: number
  p50Ms: number | null
  p95Ms: number | null
  /** How many were sent of each event type, most first; a malformed one counts as what it was made of. */
  byType: Record<string, number>
}

/** What came of the calls. Latencies are of those that were answered. */
export function sumUp(results: LoadResult[], types: ReadonlyMap<string, number>, odd: number): Simulated {
  const latencies = results.flatMap((result) => result.latencies.filter(Number.isFinite))
  const p = (share: number) =>
    latencies.length > 0 ? Math.round(percentile(latencies, share) * 10) / 10 : null
  const sum = (count: (result: LoadResult) => number) => results.reduce((total, one) => total + count(one), 0)
  const sent = [...types.values()].reduce((total, count) => total + count, 0)
  const accepted = sum((result) => result.statuses[200] ?? 0)
  const unanswered = sum((result) => result.errors.length)
  return {
    sent,
    accepted,
    refused: sent - accepted - unanswered,
    unanswered,
    odd,
    p50Ms: p(0.5),
    p95Ms: p(0.95),
    byType: Object.fromEntries([...types].sort((a, b) => b[1] - a[1])),
  }
}

/** The same for people: a line, and a line for each event type. */
export function saySimulated(told: Simulated): string {
  const { sent, accepted, refused, unanswered, odd, p50Ms, p95Ms, byType } = told
  const malformed = odd > 0 ? ` (${odd} malformed)` : ''
  const times = p50Ms === null ? '' : `; answered in ${p50Ms} ms (p50), ${p95Ms} ms (p95)`
  const head = `${sent} sent${malformed}, ${accepted} accepted, ${refused} refused, ${unanswered} unanswered${times}`
  const width = Math.max(0, ...Object.keys(byType).map((type) => type.length))
  const lines = Object.entries(byType).map(([type, count]) => `  ${type.padEnd(width)}  ${count}`)
  return [head, ...lines].join('\n')
}
