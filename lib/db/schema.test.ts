import { describe, expect, inject, it } from 'vitest'
import { useTestDatabase } from '../test/database.ts'
import { migrate } from './migrate.ts'
import { DAYS_AHEAD, ensurePartitions, LOG_TABLES, uuidFloor } from './partitions.ts'
import { pool } from './pool.ts'
import { schemaDiff } from './schema-diff.ts'
import { makeScratchDatabase } from './scratch-database.ts'

const database = useTestDatabase()

describe('the database', () => {
  it('is what schema.prisma says once all migrations are applied', async () => {
    expect(await schemaDiff(inject('serverUrl'))).toBeNull()
  })

  it('is left alone by a second migration', async () => {
    expect(await migrate(database.url)).toEqual([])
  })

  it('is migrated once when several processes start on it at the same time', async () => {
    const empty = await makeScratchDatabase(inject('serverUrl'))
    try {
      const applied = []
      for (const names of await Promise.all([migrate(empty.url), migrate(empty.url)])) applied.push(...names)
      expect(applied).toEqual([...new Set(applied)])
      expect(applied.length).toBeGreaterThan(0)
    } finally {
      await migrate(database.url)
      await empty.drop()
    }
  })

  it('is refused when a newer version has migrated it', async () => {
    await pool().query(`INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
      VALUES ('x', '', '29990101000000_future', now(), now(), 1)`)
    await expect(migrate(database.url)).rejects.toThrow('newer Bellhop (it has 29990101000000_future)')
    await pool().query("DELETE FROM _prisma_migrations WHERE id = 'x'")
  })

  it('has a partition a day for each log table, from yesterday to two weeks ahead', async () => {
    const { rows } = await pool().query("SELECT tablename FROM pg_tables WHERE schemaname = 'log_partition'")
    expect(rows).toHaveLength(LOG_TABLES.length * (DAYS_AHEAD + 2))
    expect(await ensurePartitions()).toEqual([])
    const made = await ensurePartitions(DAYS_AHEAD + 2)
    expect(made).toHaveLength(LOG_TABLES.length * 2)
  })

  it('puts a row into the partition of the day in its id', async () => {
    const { rows } = await pool().query<{ partition: string; today: string }>(
      `INSERT INTO delivery (event_id, endpoint_id, event_type, licence) VALUES (uuidv7(), uuidv7(), 'X', '1')
       RETURNING tableoid::regclass::text AS partition, to_char(now() AT TIME ZONE 'UTC', 'YYYYMMDD') AS today`,
    )
    expect(rows[0]?.partition).toBe(`log_partition.delivery_${rows[0]?.today}`)
  })
})

describe('the smallest UUIDv7 of a moment', () => {
  it('has the moment in its first 48 bits and nothing else', () => {
    const at = Date.UTC(2026, 10, 23)
    const hex = uuidFloor(at).replaceAll('-', '')
    expect(Number.parseInt(hex.slice(0, 12), 16)).toBe(at)
    expect(hex.slice(12)).toBe('0'.repeat(20))
  })
})
