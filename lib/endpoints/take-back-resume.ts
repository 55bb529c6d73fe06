import { transaction } from '../db/pool.ts'

/** What became of it, or what happened since instead; `by` is who paused it. */
export type TakeBackResumeOutcome =
  | { outcome: 'paused again' }
  | { outcome: 'breaker opened' | 'resumed anew' | 'unknown endpoint' }
  | { outcome: 'paused since'; by: string | null }

// That the breaker has closed since, or lets more through, is what the resume set going: that is taken back with it.
const PAUSE_AGAIN = `
UPDATE endpoint_health SET paused_at = now(), paused_by = $3, pause_reason = $4, settled = false
WHERE endpoint_id = $1 AND resumed_at = $2 AND paused_at IS NULL AND breaker <> 'open'`
const FIND = `
SELECT paused_at AS "pausedAt", paused_by AS "pausedBy", breaker FROM endpoint_health WHERE endpoint_id = $1`

type Found = { pausedAt: Date | null; pausedBy: string | null; breaker: string }

/**
 * Pauses an endpoint again that was resumed at this moment (ISO), unless somebody turned it or its breaker opened since. What
 * went out meanwhile stays sent.
 */
export async function takeBackResume(input: {
  endpointId: string
  resumedAt: string
  actor: string
  reason: string
}): Promise<TakeBackResumeOutcome> {
  const { endpointId, resumedAt, actor, reason } = input
  return transaction(async (client): Promise<TakeBackResumeOutcome> => {
    const values = [endpointId, resumedAt, actor, reason.trim() || null]
    if ((await client.query(PAUSE_AGAIN, values)).rowCount) return { outcome: 'paused again' }
    const [now] = (await client.query<Found>(FIND, [endpointId])).rows
    if (!now) return { outcome: 'unknown endpoint' }
    if (now.pausedAt !== null) return { outcome: 'paused since', by: now.pausedBy }
    return { outcome: now.breaker === 'open' ? 'breaker opened' : 'resumed anew' }
  })
}
