import type { ShownHealth } from '../../delivery-log/health-of.ts'
import { type EndpointState, stateOf } from '../../endpoints/endpoint-state.ts'

/** How an endpoint is, and why it is so, in a line; the reason is null of one that works. */
export function sayEndpoint(health: ShownHealth): { state: EndpointState; reason: string | null } {
  const state = stateOf(health)
  return { state, reason: reasonOf(state, health) }
}

function reasonOf(state: EndpointState, health: ShownHealth): string | null {
  const { pausedBy, pauseReason, breakerReason, failuresInRow } = health
  switch (state) {
    case 'paused':
      return `by ${pausedBy ?? 'somebody'}${pauseReason ? `: ${pauseReason}` : ''}`
    case 'open':
    case 'half-open':
      return breakerReason
    case 'failing':
      return `the last ${failuresInRow} attempts failed`
    case 'recovered':
    case 'working':
      return null
  }
}
