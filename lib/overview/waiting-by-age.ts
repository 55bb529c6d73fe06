import { uuidFloor } from '#lib/db/partitions.ts'
import { COUNT_BOUND } from '#lib/mappings/limits.ts'
import { readByIndex } from '#lib/overview/read-by-index.ts'

const AGES = [
  { label: 'to 10 s', seconds: 10 },
  { label: 'to 1 min', seconds: 60 },
  { label: 'to 10 min', seconds: 600 },
  { label: 'to 1 h', seconds: 3600 },
  { label: 'to 6 h', seconds: 21_600 },
]

/** Deliveries of an age that have not ended; each count goes up to COUNT_BOUND + 1. */
export type WaitingAge = {
  label: string
  pending: number
  held: number
  /** When they were made, as the log's filters take it (ISO); null is open. */
  since: string | null
  until: string | null
}

export type Waiting = {
  ages: WaitingAge[]
  /** How long the oldest delivery that is due has been waiting, seconds; null: none is due. */
  oldestDueSeconds: number | null
}

type Row = { place: number; status: 'pending' | 'held'; count: number }

// Counts on: delivery (status, id), index only, $3 + 1 rows an age and status at most.
const COUNT = `
SELECT age.place::int AS place, kind.status, (
  SELECT count(*)::int FROM (
    SELECT FROM delivery WHERE status = kind.status AND id >= age.from_id AND id < age.to_id ORDER BY id DESC LIMIT $3 + 1) bounded
) AS count
FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS age(from_id, to_id, place)
CROSS JOIN unnest(ARRAY['pending', 'held']) AS kind(status)`

// Counts on: delivery (status, next_attempt_at), one row a partition.
const OLDEST_DUE = `
SELECT extract(epoch FROM now() - min(next_attempt_at))::float8 AS seconds
FROM delivery WHERE status = 'pending' AND next_attempt_at <= now()`

/**
 * What waits to be delivered, by how long ago it was made, youngest first.
 * @throws LogTimeout after 3 s.
 */
export async function waitingByAge(now = Date.now()): Promise<Waiting> {
  const edges = AGES.map(({ seconds }) => now - seconds * 1000)
  // A clock of the database that is ahead of ours makes nothing wait unseen.
  const until = [null, ...edges]
  const since = [...edges, null]
  const bounds = [since.map((at) => uuidFloor(at ?? 0)), until.map((at) => uuidFloor(at ?? now + 3_600_000))]
  const [rows, due] = await readByIndex(async (read) => [
    await read<Row>(COUNT, [...bounds, COUNT_BOUND]),
    await read<{ seconds: number | null }>(OLDEST_DUE, []),
  ])
  const count = (place: number, status: Row['status']) =>
    rows.find((row) => row.place === place + 1 && row.status === status)?.count ?? 0
  const iso = (at: number | null | undefined) => (at ? new Date(at).toISOString() : null)
  return {
    ages: since.map((from, place) => ({
      label: AGES[place]?.label ?? 'older',
      pending: count(place, 'pending'),
      held: count(place, 'held'),
      since: iso(from),
      until: iso(until[place]),
    })),
    oldestDueSeconds: due[0]?.seconds ?? null,
  }
}
