import { pool } from '../db/pool.ts'

const KEPT_DAYS = 7
const MOST_AT_ONCE = 5000

// Counts on: one pass over licence_fact, a row for each agent and a few for each licence. What the door writes at this
// moment is skipped: neither waits for the other.
const FORGET = `
DELETE FROM licence_fact fact USING (
  SELECT licence, kind, subject, name FROM licence_fact
  WHERE kind = 'private chat' AND value = 'stop' AND at < now() - $1 * interval '1 day'
  LIMIT $2 FOR UPDATE SKIP LOCKED
) ended
WHERE (fact.licence, fact.kind, fact.subject, fact.name) = (ended.licence, ended.kind, ended.subject, ended.name)`

/**
 * Removes the private chats that ended more than 7 days ago, so that only the log grows with time.
 * @returns how many were removed.
 */
export async function forgetEndedChats(): Promise<number> {
  for (let removed = 0; ; ) {
    const { rowCount } = await pool().query(FORGET, [KEPT_DAYS, MOST_AT_ONCE])
    removed += rowCount ?? 0
    if ((rowCount ?? 0) < MOST_AT_ONCE) return removed
  }
}
