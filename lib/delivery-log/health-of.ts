import { pool } from '#lib/db/pool.ts'
import type { Health } from '#lib/dispatch/endpoint-health.ts'

type Moment = 'breakerSince' | 'probeAt' | 'pausedAt'

/** What pages tell of an endpoint's health. Times are ISO strings in UTC. */
export type ShownHealth = Pick<
  Health,
  'breaker' | 'breakerReason' | 'halfOpenLimit' | 'failuresInRow' | 'pausedBy' | 'pauseReason'
> & { [Name in Moment]: string | null }

/** A row of endpoint_health; only the dispatchers write its breaker. */
export type HealthRow = Omit<ShownHealth, Moment | 'breaker'> & { breaker: string } & {
  [Name in Moment]: Date | null
}

// Counts on: endpoint_health by key.
const READ = `
SELECT breaker, breaker_since AS "breakerSince", breaker_reason AS "breakerReason", probe_at AS "probeAt",
  half_open_limit AS "halfOpenLimit", failures_in_row AS "failuresInRow", paused_at AS "pausedAt", paused_by AS "pausedBy",
  pause_reason AS "pauseReason"
FROM endpoint_health WHERE endpoint_id = $1`

/** An endpoint that was never called is as well as can be. */
export const WELL: ShownHealth = {
  breaker: 'closed',
  breakerSince: null,
  breakerReason: null,
  probeAt: null,
  halfOpenLimit: 1,
  failuresInRow: 0,
  pausedAt: null,
  pausedBy: null,
  pauseReason: null,
}

/** The health of an endpoint, as it is at present. */
export async function healthOf(endpointId: string): Promise<ShownHealth> {
  const [row] = (await pool().query<HealthRow>(READ, [endpointId])).rows
  return row ? healthRow(row) : WELL
}

/** The row in the shape that pages get. */
export function healthRow(row: HealthRow): ShownHealth {
  return {
    breaker: row.breaker === 'open' || row.breaker === 'half-open' ? row.breaker : 'closed',
    breakerSince: row.breakerSince?.toISOString() ?? null,
    breakerReason: row.breakerReason,
    probeAt: row.probeAt?.toISOString() ?? null,
    halfOpenLimit: row.halfOpenLimit,
    failuresInRow: row.failuresInRow,
    pausedAt: row.pausedAt?.toISOString() ?? null,
    pausedBy: row.pausedBy,
    pauseReason: row.pauseReason,
  }
}
