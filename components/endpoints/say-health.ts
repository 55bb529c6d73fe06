import { firstSentence } from '#components/ui/first-sentence.ts'
import type { Saying } from '#components/ui/saying.tsx'
import type { ShownHealth } from '#lib/delivery-log/health-of.ts'

/** How an endpoint is, in one word; a pause goes before what the breaker says. Client-safe. */
export const ENDPOINT_STATES = {
  working: { label: 'Working' },
  failing: { label: 'Failing' },
  open: { label: 'Breaker open' },
  'half-open': { label: 'Half-open' },
  paused: { label: 'Paused' },
} as const

export type EndpointState = keyof typeof ENDPOINT_STATES

/** So many failures in a row are worth a word. */
const SOME_FAILURES = 3

/** The state of an endpoint. Pure. */
export function stateOf({ breaker, pausedAt, failuresInRow }: ShownHealth): EndpointState {
  if (pausedAt !== null) return 'paused'
  if (breaker !== 'closed') return breaker
  return failuresInRow >= SOME_FAILURES ? 'failing' : 'working'
}

const since = (at: string | null): Saying => (at === null ? [] : [' since ', { at }])
const clause = (text: string) => firstSentence(text).replace(/[.]$/, '')
const because = (reason: string | null) => (reason ? `: ${clause(reason)}.` : '.')
const requests = (count: number) => (count === 1 ? '1 request' : `${count} requests`)

/** How an endpoint is, why, since when, and what is next; nothing of one that works. Pure. */
export function sayHealth(health: ShownHealth): Saying {
  const { breakerSince, breakerReason, probeAt, halfOpenLimit, pausedAt, pausedBy, pauseReason } = health
  switch (stateOf(health)) {
    case 'paused':
      return [
        `Paused by ${pausedBy ?? 'somebody'}`,
        ...since(pausedAt),
        `${because(pauseReason)} Nothing goes out until it is resumed.`,
      ]
    case 'open':
      return [
        'Held',
        ...since(breakerSince),
        `${because(breakerReason)} The next probe goes out`,
        ...(probeAt === null ? [' soon'] : [' ', { until: probeAt }]),
        '.',
      ]
    case 'half-open':
      return [
        'Half-open',
        ...since(breakerSince),
        `: ${requests(halfOpenLimit)} at once for now, twice as many with each one that arrives.`,
      ]
    case 'failing':
      return [`The last ${health.failuresInRow} attempts failed; after 10 in a row its deliveries are held.`]
    case 'working':
      return []
  }
}
