import { uuidFloor } from '#lib/db/partitions.ts'
import { readByIndex } from '#lib/overview/read-by-index.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const MOST = 6
/** Licences that are looked at; whoever has an ingest URL can make up any number of them. */
export const LICENCES_LOOKED_AT = 2000
/** Nobody is silent for a shorter time than this. */
const SHORTEST_MS = 600_000
/** Whoever was quiet for longer than a week is not silent but gone. */
const DAYS = 7
/** So many calls must have been missed: that none comes of five that are expected is no chance (7 in 1,000). */
const EXPECTED = 5
/** So many calls of a licence are counted in the same hours of an earlier day. */
const COUNTED = 50

export type SilentLicence = {
  number: string
  /** Its last call (ISO). */
  lastAt: string
  silentSeconds: number
  /** Calls that it makes in an hour at these times of the day. */
  usualPerHour: number
}

export type SilentLicences = {
  /** Those that miss most first, six at most. */
  rows: SilentLicence[]
  /** How many there are. */
  silent: number
  /** There are more licences than were looked at. */
  isBounded: boolean
}

// Counts on: one pass over licence; call (licence, id), one row a licence that is no test event. Its id has the time.
const LAST = `
SELECT licence.number, licence.created_at AS "createdAt", last.at
FROM (SELECT number, created_at FROM licence ORDER BY created_at, number LIMIT $1 + 1) licence
LEFT JOIN LATERAL (
  SELECT uuid_extract_timestamp(id) AS at FROM call
  WHERE call.licence = licence.number AND id >= $2 AND chat_server_id IS NOT NULL ORDER BY id DESC LIMIT 1) last ON true`

// The same hours of earlier days. Counts on: call (licence, id), index only, $7 + 1 rows a licence and day at most; where
// that is not all, the rest is as dense.
const USUAL = `
SELECT past.number, past.day, (CASE WHEN counted.rows > $7
    THEN counted.rows * extract(epoch FROM past.to - past.from) / greatest(extract(epoch FROM past.to - counted.oldest), 1)
    ELSE counted.rows END)::float8 AS calls
FROM unnest($1::text[], $2::int[], $3::uuid[], $4::uuid[], $5::timestamptz[], $6::timestamptz[])
  AS past(number, day, from_id, to_id, "from", "to")
CROSS JOIN LATERAL (
  SELECT count(*) AS rows, min(uuid_extract_timestamp(id)) AS oldest FROM (
    SELECT id FROM call WHERE call.licence = past.number AND id >= past.from_id AND id < past.to_id
    ORDER BY id DESC LIMIT $7 + 1) newest
) counted`

type Last = { number: string; createdAt: Date; at: Date | null }
type Quiet = { number: string; at: number; days: number[] }
type Usual = { number: string; day: number; calls: number }

/** A licence that is quiet, with those days (so many back) on which the same hours were before that and it was known. */
function quiet({ number, createdAt, at }: Last, now: number): Quiet[] {
  const silent = now - (at?.getTime() ?? Number.NEGATIVE_INFINITY)
  if (at === null || silent < SHORTEST_MS || silent > DAYS * DAY_MS) return []
  const days = Array.from({ length: DAYS }, (_, index) => index + 1).filter(
    (day) => day * DAY_MS >= silent && at.getTime() - day * DAY_MS >= createdAt.getTime(),
  )
  return days.length > 0 ? [{ number, at: at.getTime(), days }] : []
}

/** Whether a quiet licence misses calls, by what it made in the same hours of those days. Pure. */
function judge(
  { number, at, days }: Quiet,
  usual: ReadonlyMap<number, number>,
  now: number,
): SilentLicence[] {
  const expected = days.reduce((sum, day) => sum + (usual.get(day) ?? 0), 0) / days.length
  // Quiet on every Sunday is not silent.
  const isUsual = days.includes(DAYS) && usual.get(DAYS) === 0
  if (expected < EXPECTED || isUsual) return []
  return [
    {
      number,
      lastAt: new Date(at).toISOString(),
      silentSeconds: (now - at) / 1000,
      usualPerHour: expected / ((now - at) / HOUR_MS),
    },
  ]
}

/**
 * Licences of which no call comes though by their own last week some should have.
 * @throws LogTimeout after 3 s.
 */
export async function silentLicences(now = Date.now()): Promise<SilentLicences> {
  return readByIndex(async (read) => {
    const last = await read<Last>(LAST, [LICENCES_LOOKED_AT, uuidFloor(now - (DAYS + 1) * DAY_MS)])
    const candidates = last.slice(0, LICENCES_LOOKED_AT).flatMap((row) => quiet(row, now))
    const past = candidates.flatMap(({ number, at, days }) =>
      days.map((day) => ({ number, day, from: at - day * DAY_MS, to: now - day * DAY_MS })),
    )
    const usual = await read<Usual>(USUAL, [
      past.map(({ number }) => number),
      past.map(({ day }) => day),
      past.map(({ from }) => uuidFloor(from)),
      past.map(({ to }) => uuidFloor(to)),
      past.map(({ from }) => new Date(from)),
      past.map(({ to }) => new Date(to)),
      COUNTED,
    ])
    const byLicence = Map.groupBy(usual, ({ number }) => number)
    const silent = candidates
      .flatMap((one) =>
        judge(one, new Map(byLicence.get(one.number)?.map(({ day, calls }) => [day, calls])), now),
      )
      .sort((a, b) => b.usualPerHour * b.silentSeconds - a.usualPerHour * a.silentSeconds)
    return {
      rows: silent.slice(0, MOST),
      silent: silent.length,
      isBounded: last.length > LICENCES_LOOKED_AT,
    }
  })
}
