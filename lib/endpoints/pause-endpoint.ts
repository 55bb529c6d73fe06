import { transaction } from '../db/pool.ts'

/** `pausedAt` (ISO) names this pause, for `takeBackPause`. */
export type PauseOutcome =
  | { outcome: 'paused'; pausedAt: string }
  | { outcome: 'already paused' | 'unknown endpoint' }

const MAKE = `INSERT INTO endpoint_health (endpoint_id) SELECT id FROM endpoint WHERE id = $1 ON CONFLICT DO NOTHING`
const PAUSE = `
UPDATE endpoint_health SET paused_at = now(), paused_by = $2, pause_reason = $3, settled = false
WHERE endpoint_id = $1 AND paused_at IS NULL
RETURNING paused_at AS "pausedAt"`

/** Nothing goes to the endpoint any more: its deliveries are held. `reason` is for people; it may be empty. */
export async function pauseEndpoint(input: {
  endpointId: string
  actor: string
  reason: string
}): Promise<PauseOutcome> {
  const { endpointId, actor, reason } = input
  return transaction(async (client): Promise<PauseOutcome> => {
    await client.query(MAKE, [endpointId])
    const values = [endpointId, actor, reason.trim() || null]
    const [paused] = (await client.query<{ pausedAt: Date }>(PAUSE, values)).rows
    if (paused) return { outcome: 'paused', pausedAt: paused.pausedAt.toISOString() }
    const { rowCount } = await client.query('SELECT FROM endpoint WHERE id = $1', [endpointId])
    return { outcome: rowCount ? 'already paused' : 'unknown endpoint' }
  })
}
