import { hostOf } from '#components/ui/host-of.ts'
import { stateOf } from '#lib/endpoints/endpoint-state.ts'
import type { EndpointInNeed } from '#lib/overview/endpoints-in-need.ts'

/** A moment (ISO) at which an endpoint turned bad. */
export type Turn = { at: string; text: string }

type Told = Pick<EndpointInNeed, 'url' | 'health' | 'failingSince' | 'lastHour'>

function turnsOf({ url, health, failingSince, lastHour }: Told): Turn[] {
  const host = hostOf(url)
  const { pausedAt, breakerSince } = health
  switch (stateOf(health, lastHour)) {
    case 'paused':
      return pausedAt ? [{ at: pausedAt, text: `${host} is paused` }] : []
    default: {
      const at = failingSince ?? (health.breaker === 'open' ? breakerSince : null)
      return at ? [{ at, text: `${host} starts to fail` }] : []
    }
  }
}

/** The newest turn among endpoints that need somebody, if it was in that time: it explains what the chart shows. Pure. */
export function turnOf(endpoints: readonly Told[], from: string): Turn | null {
  const turns = endpoints.flatMap(turnsOf).filter(({ at }) => at >= from)
  return turns.toSorted((a, b) => (a.at < b.at ? 1 : -1))[0] ?? null
}
