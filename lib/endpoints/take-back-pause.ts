import { transaction } from '../db/pool.ts'
import { wakeDispatchers } from '../queue/attempt-jobs.ts'
import { RESUME } from './resume-endpoint.ts'

export type TakeBackPauseOutcome = { outcome: 'taken back' | 'changed since' }

// The lock keeps the dispatchers from turning the breaker between the two statements.
const FIND = 'SELECT breaker FROM endpoint_health WHERE endpoint_id = $1 AND paused_at = $2 FOR UPDATE'
const UNPAUSE = `
UPDATE endpoint_health SET paused_at = NULL, paused_by = NULL, pause_reason = NULL, settled = false WHERE endpoint_id = $1`

/**
 * Takes back the pause of this moment (ISO), and no other one. A breaker that held the endpoint before still does; one
 * that was closed lets out what has gathered little by little, as after any pause.
 */
export async function takeBackPause(input: {
  endpointId: string
  pausedAt: string
}): Promise<TakeBackPauseOutcome> {
  const { endpointId, pausedAt } = input
  return transaction(async (client): Promise<TakeBackPauseOutcome> => {
    const [found] = (await client.query<{ breaker: string }>(FIND, [endpointId, pausedAt])).rows
    if (!found) return { outcome: 'changed since' }
    await client.query(found.breaker === 'closed' ? RESUME : UNPAUSE, [endpointId])
    await wakeDispatchers(client)
    return { outcome: 'taken back' }
  })
}
