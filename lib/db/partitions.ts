import type pg from 'pg'
import { pool } from './pool.ts'

/** The log's tables; each has one partition a day (UTC), by the time inside its UUIDv7 ids. */
export const LOG_TABLES = ['call', 'delivery', 'delivery_words', 'attempt'] as const

const DAY_MS = 86_400_000
/** Days ahead that always have their partition; one day back as well, for a clock that was set back. */
export const DAYS_AHEAD = 14

/** The smallest UUIDv7 of a moment. `at` in milliseconds since 1970. */
export function uuidFloor(at: number): string {
  const hex = at.toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`
}

function partitionOf(table: string, day: number): { name: string; sql: string } {
  const name = `${table}_${new Date(day).toISOString().slice(0, 10).replaceAll('-', '')}`
  const sql = `CREATE TABLE IF NOT EXISTS log_partition.${name} PARTITION OF ${table}
    FOR VALUES FROM ('${uuidFloor(day)}') TO ('${uuidFloor(day + DAY_MS)}')`
  return { name, sql }
}

/** Makes the partitions of the days of these moments, ms since 1970, that are missing. */
export async function makePartitionsOf(moments: readonly number[]): Promise<void> {
  const days = new Set(moments.map((at) => Math.floor(at / DAY_MS) * DAY_MS))
  for (const day of days) for (const table of LOG_TABLES) await pool().query(partitionOf(table, day).sql)
}

/** The day of a partition, by its name. */
function dayOf(name: string): number {
  const [, year, month, day] = /_(\d{4})(\d\d)(\d\d)$/.exec(name) ?? []
  return Date.UTC(Number(year), Number(month) - 1, Number(day))
}

/**
 * Makes the partitions that are missing from yesterday to `daysAhead` days from now, by the database's clock, and for all days
 * that any of the tables has.
 * Safe to run in several processes at once.
 * @returns the names of those it made.
 */
export async function ensurePartitions(daysAhead = DAYS_AHEAD): Promise<string[]> {
  const client = await pool().connect()
  try {
    return await makeMissing(client, daysAhead)
  } finally {
    client.release()
  }
}

async function makeMissing(client: pg.PoolClient, daysAhead: number): Promise<string[]> {
  const { rows } = await client.query<{ now: Date; names: string[] }>(
    `SELECT now() AS now, coalesce(array_agg(tablename::text), '{}') AS names FROM pg_tables WHERE schemaname = 'log_partition'`,
  )
  const { now, names } = rows[0] ?? { now: new Date(), names: [] }
  const today = Math.floor(now.getTime() / DAY_MS) * DAY_MS
  const ahead = Array.from({ length: daysAhead + 2 }, (_, index) => today + (index - 1) * DAY_MS)
  // A table that is younger than the log has none for the days that the others have.
  const days = new Set([...ahead, ...names.map(dayOf)])
  const wanted = LOG_TABLES.flatMap((table) => [...days].map((day) => partitionOf(table, day)))
  const have = new Set(names)
  const missing = wanted.filter((partition) => !have.has(partition.name))
  for (const partition of missing) await client.query(partition.sql)
  return missing.map((partition) => partition.name)
}
