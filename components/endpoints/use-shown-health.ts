import { useOptimistic } from 'react'
import type { ShownHealth } from '#lib/delivery-log/health-of.ts'

/** A pause or its end, which is shown before the server has answered. */
export type Turn = { to: 'paused'; reason: string } | { to: 'resumed' }

/**
 * The health of an endpoint, with a turn that is under way.
 * @param isWaitedFor whether deliveries wait for it: those go out behind a probe.
 * @returns `turn` is called in the transition of the action; when that ends without it, the health is as it was.
 */
export function useShownHealth(health: ShownHealth, isWaitedFor: boolean) {
  const [shown, turn] = useOptimistic(health, (now, to: Turn) => turned(now, to, isWaitedFor))
  return { health: shown, turn }
}

/** The health as it will be after a turn, told by the person's own clock. */
function turned(health: ShownHealth, turn: Turn, isWaitedFor: boolean): ShownHealth {
  const at = new Date().toISOString()
  if (turn.to === 'paused')
    return { ...health, pausedAt: at, pausedBy: 'you', pauseReason: turn.reason.trim() || null }
  return {
    ...health,
    ...{ pausedAt: null, pausedBy: null, pauseReason: null, failuresInRow: 0, halfOpenLimit: 1 },
    ...{ breaker: isWaitedFor ? 'half-open' : 'closed', breakerSince: at, probeAt: null },
  }
}
