import { attemptHref } from '#components/deliveries/search-params.ts'
import { sayLastHour } from '#components/endpoints/say-health.ts'
import { firstSentence } from '#components/ui/first-sentence.ts'
import type { Saying } from '#components/ui/saying.tsx'
import { SOME_FAILURES, stateOf } from '#lib/endpoints/endpoint-state.ts'
import type { EndpointInNeed } from '#lib/overview/endpoints-in-need.ts'
import { logHref } from './search-params.ts'

type Told = Pick<EndpointInNeed, 'health' | 'failingSince' | 'lastFailure' | 'lastHour'>

const since = (at: string | null): Saying => (at === null ? [] : [' since ', { at }])

/** Why an endpoint needs somebody (`what`), and how it stands (`more`): it is paused, held, or else it fails. Pure. */
export function sayWhy({ health, failingSince, lastFailure, lastHour }: Told): {
  what: string
  more: Saying
} {
  const { breakerReason, breakerSince, probeAt, pausedAt, pausedBy, pauseReason, failuresInRow } = health
  const what = (reason: string | null | undefined, otherwise: string) =>
    reason ? firstSentence(reason) : otherwise
  switch (stateOf(health, lastHour)) {
    case 'paused':
      return {
        what: what(pauseReason, 'Paused, no reason given'),
        more: [`Paused by ${pausedBy ?? 'somebody'}`, ...since(pausedAt)],
      }
    case 'open':
      return {
        what: what(lastFailure?.error ?? breakerReason, 'It does not answer'),
        more: [
          'Held',
          ...since(breakerSince),
          ...(probeAt === null ? [] : ['; tried again ', { until: probeAt }]),
        ],
      }
    default:
      return {
        what: what(lastFailure?.error, 'It fails'),
        more:
          failuresInRow >= SOME_FAILURES
            ? [`The last ${failuresInRow} attempts failed`, ...since(failingSince)]
            : sayLastHour(lastHour),
      }
  }
}

/** What somebody looks at next of such an endpoint: what it holds up, else the attempt that failed last. Pure. */
export function nextLook({
  id,
  health,
  held,
  lastFailure,
}: Pick<EndpointInNeed, 'id' | 'health' | 'held' | 'lastFailure'>): { text: string; href: string } {
  if (held > 0)
    return { text: 'Show held', href: logHref('/deliveries', { endpoint: [id], status: ['held'] }) }
  if (health.pausedAt !== null || lastFailure === null) return { text: 'Open it', href: `/endpoints/${id}` }
  return { text: 'Show last failure', href: attemptHref(lastFailure) }
}
