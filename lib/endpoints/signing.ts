import { transaction } from '../db/pool.ts'
import { makeSigningKey } from './signing-key.ts'

/** How long the key before is valid beside a new one. */
export const OVERLAP_HOURS = 24

export type NewKeyOutcome = { ok: true; key: string } | { ok: false; reason: string }

const LOCK = 'SELECT FROM endpoint WHERE id = $1 FOR NO KEY UPDATE'
const EXPIRE = `
UPDATE endpoint_secret SET expires_at = now() + $2 * interval '1 hour'
WHERE endpoint_id = $1 AND (expires_at IS NULL OR expires_at > now() + $2 * interval '1 hour')`
const FORGET = 'DELETE FROM endpoint_secret WHERE endpoint_id = $1 AND expires_at <= now()'
const ADD = 'INSERT INTO endpoint_secret (endpoint_id, sealed, actor) VALUES ($1, $2, $3)'

const GONE = { ok: false, reason: 'This endpoint is not there any more.' } as const

/**
 * Signs what goes to an endpoint with a new key from now on. One that was there is valid for 24 hours beside it, so that
 * the receiver can change over. @returns the key, as the receiver's library takes it; it is shown to nobody again.
 */
export async function rotateSigningKey(input: { endpointId: string; actor: string }): Promise<NewKeyOutcome> {
  const { endpointId, actor } = input
  return transaction(async (client): Promise<NewKeyOutcome> => {
    if (!(await client.query(LOCK, [endpointId])).rowCount) return GONE
    await client.query(FORGET, [endpointId])
    await client.query(EXPIRE, [endpointId, OVERLAP_HOURS])
    const made = makeSigningKey(endpointId)
    await client.query(ADD, [endpointId, made.sealed, actor])
    return { ok: true, key: made.text }
  })
}

/** Ends signing at once, every key of it. @returns whether there was one. */
export async function endSigning(input: { endpointId: string }): Promise<boolean> {
  return transaction(async (client) => {
    const { rowCount } = await client.query('DELETE FROM endpoint_secret WHERE endpoint_id = $1', [
      input.endpointId,
    ])
    return (rowCount ?? 0) > 0
  })
}
