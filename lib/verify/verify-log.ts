import { uuidFloor } from '../db/partitions.ts'
import { transaction } from '../db/pool.ts'
import { CHECKS, type Check } from './checks.ts'

export type Checked = Pick<Check, 'name' | 'promise' | 'remedy'> & {
  wrong: number
  /** Ids of the first few that are wrong. */
  ids: string[]
}

export type Verified = {
  /** How many deliveries there are in each status. */
  deliveries: Record<string, number>
  events: number
  checks: Checked[]
}

const SHOWN_IDS = 5

// All checks look at one moment, whatever goes on meanwhile.
const BEGIN = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY'

const EVENTS = `SELECT count(*)::int AS count FROM call WHERE id >= $1::uuid AND id < $2::uuid AND outcome = 'accepted'`
const DELIVERIES = `
SELECT status, count(*)::int AS count FROM delivery WHERE id >= $1::uuid AND id < $2::uuid GROUP BY status ORDER BY status`

/**
 * Looks whether everything that Bellhop promises of its log holds, for the calls, deliveries and attempts from `from` up to
 * `to` (ms since 1970). Right while the system runs; reads only.
 */
export async function verifyLog({ from, to }: { from: number; to: number }): Promise<Verified> {
  const range = [uuidFloor(from), uuidFloor(to)]
  return transaction(async (client) => {
    const events = await client.query<{ count: number }>(EVENTS, range)
    const { rows } = await client.query<{ status: string; count: number }>(DELIVERIES, range)
    const checks: Checked[] = []
    for (const { name, promise, remedy, sql } of CHECKS) {
      const found = await client.query<{ wrong: number; ids: string[] }>(
        `SELECT count(*)::int AS wrong, coalesce((array_agg(id::text ORDER BY id))[1:${SHOWN_IDS}], '{}') AS ids FROM (${sql}) AS wrong`,
        range,
      )
      const { wrong = 0, ids = [] } = found.rows[0] ?? {}
      checks.push({ name, promise, remedy, wrong, ids })
    }
    return {
      events: events.rows[0]?.count ?? 0,
      deliveries: Object.fromEntries(rows.map(({ status, count }) => [status, count])),
      checks,
    }
  }, BEGIN)
}
