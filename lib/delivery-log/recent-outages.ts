import { pool } from '#lib/db/pool.ts'

/** A time in which the database did not answer and calls were kept on disk. Times are ISO strings in UTC. */
export type Outage = {
  id: string
  startedAt: string
  endedAt: string
  /** Calls that came in from the disk afterwards. */
  kept: number
  /** Calls that could not be kept either: they were answered 503. */
  refused: number
  reason: string
  /** Why calls that were kept had not come in when this was told; null: all had. */
  obstacle: string | null
}

const HOURS = 24
const MOST = 3

// Counts on: journal_outage has a row an outage, so it is read whole.
const READ = `
SELECT id, started_at AS "startedAt", ended_at AS "endedAt", kept, refused, reason, obstacle FROM journal_outage
WHERE ended_at > now() - $1 * interval '1 hour' ORDER BY ended_at DESC LIMIT $2`

type Row = Omit<Outage, 'startedAt' | 'endedAt'> & { startedAt: Date; endedAt: Date }

/** The outages that ended in the last 24 hours, the newest first; three at most. */
export async function recentOutages(): Promise<Outage[]> {
  const { rows } = await pool().query<Row>(READ, [HOURS, MOST])
  return rows.map(({ startedAt, endedAt, ...rest }) => ({
    ...rest,
    startedAt: startedAt.toISOString(),
    endedAt: endedAt.toISOString(),
  }))
}
