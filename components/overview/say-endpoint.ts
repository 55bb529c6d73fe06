import { firstSentence } from '#components/ui/first-sentence.ts'
import type { Saying } from '#components/ui/saying.tsx'
import { stateOf } from '#lib/endpoints/endpoint-state.ts'
import type { EndpointInNeed } from '#lib/overview/endpoints-in-need.ts'
import { logHref } from './search-params.ts'

type Told = Pick<EndpointInNeed, 'health' | 'failingSince' | 'lastError' | 'lastHour'>

const since = (at: string | null): Saying => (at === null ? [] : [' since ', { at }])

/** Why an endpoint needs somebody (`what`), and how it stands (`more`). Pure. */
export function sayWhy({ health, failingSince, lastError, lastHour }: Told): { what: string; more: Saying } {
  const { breakerReason, breakerSince, probeAt, pausedAt, pausedBy, pauseReason } = health
  const what = (reason: string | null, otherwise: string) => (reason ? firstSentence(reason) : otherwise)
  switch (stateOf(health)) {
    case 'paused':
      return {
        what: what(pauseReason, 'Paused, no reason given'),
        more: [`Paused by ${pausedBy ?? 'somebody'}`, ...since(pausedAt)],
      }
    case 'open':
      return {
        what: what(lastError ?? breakerReason, 'It does not answer'),
        more: [
          'Held',
          ...since(breakerSince),
          ...(probeAt === null ? [] : ['; tried again ', { until: probeAt }]),
        ],
      }
    case 'half-open':
      return {
        what: 'Answers again',
        more: ['A few requests at a time', ...since(breakerSince)],
      }
    case 'failing':
      return {
        what: what(lastError, 'It fails'),
        more: [`The last ${health.failuresInRow} attempts failed`, ...since(failingSince)],
      }
    case 'working': {
      const attempts = lastHour.succeeded + lastHour.failed
      return {
        what: what(lastError, 'It fails now and then'),
        more: [`${lastHour.failed} of the last hour’s ${attempts} attempts failed`],
      }
    }
  }
}

/** What somebody looks at next of such an endpoint. Pure. */
export function nextLook({ id, health, held }: Pick<EndpointInNeed, 'id' | 'health' | 'held'>): {
  text: string
  href: string
} {
  const state = stateOf(health)
  if (held > 0)
    return { text: 'Show held', href: logHref('/deliveries', { endpoint: [id], status: ['held'] }) }
  if (state === 'paused' || state === 'half-open') return { text: 'Open it', href: `/endpoints/${id}` }
  return {
    text: 'Show failed',
    href: logHref('/deliveries', { endpoint: [id], status: ['failed', 'pending'], since: '24h' }),
  }
}
