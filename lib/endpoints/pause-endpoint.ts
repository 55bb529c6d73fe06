import { transaction } from '../db/pool.ts'

export type PauseOutcome = { outcome: 'paused' | 'already paused' | 'unknown endpoint' }

const MAKE = `INSERT INTO endpoint_health (endpoint_id) SELECT id FROM endpoint WHERE id = $1 ON CONFLICT DO NOTHING`
const PAUSE = `
UPDATE endpoint_health SET paused_at = now(), paused_by = $2, pause_reason = $3, settled = false
WHERE endpoint_id = $1 AND paused_at IS NULL`

/** Nothing goes to the endpoint any more: its deliveries are held. `reason` is for people; it may be empty. */
export async function pauseEndpoint(input: {
  endpointId: string
  actor: string
  reason: string
}): Promise<PauseOutcome> {
  const { endpointId, actor, reason } = input
  return transaction(async (client): Promise<PauseOutcome> => {
    await client.query(MAKE, [endpointId])
    if ((await client.query(PAUSE, [endpointId, actor, reason.trim() || null])).rowCount)
      return { outcome: 'paused' }
    const { rowCount } = await client.query('SELECT FROM endpoint WHERE id = $1', [endpointId])
    return { outcome: rowCount ? 'already paused' : 'unknown endpoint' }
  })
}
