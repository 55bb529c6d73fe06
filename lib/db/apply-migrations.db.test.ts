import pg from 'pg'
import { expect, inject, it } from 'vitest'
import { applyMigrations } from './apply-migrations.ts'
import { migrationList } from './schema-engine.ts'
import { withScratchDatabase } from './scratch-database.ts'

/** Migrations of these scripts, by name. */
async function listOf(scripts: Record<string, string>) {
  const migrationDirectories = Object.entries(scripts).map(([path, value]) => ({
    path,
    migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value } },
  }))
  return { ...(await migrationList()), migrationDirectories }
}

const onEmptyDatabase = (work: (client: pg.Client, url: string) => Promise<void>) =>
  withScratchDatabase(inject('serverUrl'), async (url) => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    try {
      await work(client, url)
    } finally {
      await client.end()
    }
  })

const FIRST = 'CREATE TABLE first (id int);\n-- one; two\nINSERT INTO first VALUES (1);'

it('leaves nothing of a migration that fails, says why, and begins it anew when it is mended', () =>
  onEmptyDatabase(async (client, url) => {
    const broken = await listOf({
      '1_first': FIRST,
      '2_second': 'CREATE TABLE second (id int); SELECT 1 / 0;',
    })
    for (let time = 0; time < 2; time += 1) {
      await expect(applyMigrations(client, url, broken)).rejects.toThrow('division by zero')
      const { rows } = await client.query(
        "SELECT to_regclass('second') AS second, (SELECT count(*)::int FROM first)",
      )
      expect(rows).toEqual([{ second: null, count: 1 }])
    }
    await applyMigrations(
      client,
      url,
      await listOf({ '1_first': FIRST, '2_second': 'CREATE TABLE second (id int)' }),
    )
    const { rows } = await client.query(
      'SELECT migration_name, finished_at IS NOT NULL AS done FROM _prisma_migrations ORDER BY 1',
    )
    expect(rows).toEqual([
      { migration_name: '1_first', done: true },
      { migration_name: '2_second', done: true },
    ])
    expect((await client.query("SELECT to_regclass('second')::text AS second")).rows).toEqual([
      { second: 'second' },
    ])
  }))

it('begins anew what was cut off by the end of its process, and repeats nothing that was done', () =>
  onEmptyDatabase(async (client, url) => {
    const list = await listOf({
      '1_first': FIRST,
      '2_slow': 'CREATE TABLE slow (id int); SELECT pg_sleep(60);',
    })
    const applying = applyMigrations(client, url, list)
    const failed = expect(applying).rejects.toThrow()
    await expect
      .poll(
        async () => {
          const { rows } = await client.query(
            "SELECT pg_terminate_backend(pid) AS ended FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE '%pg_sleep(60)%'",
          )
          return rows.length
        },
        { timeout: 30_000 },
      )
      .toBeGreaterThan(0)
    await failed
    await applyMigrations(
      client,
      url,
      await listOf({ '1_first': FIRST, '2_slow': 'CREATE TABLE slow (id int)' }),
    )
    expect((await client.query('SELECT count(*)::int FROM first')).rows).toEqual([{ count: 1 }])
    expect((await client.query("SELECT to_regclass('slow')::text AS slow")).rows).toEqual([{ slow: 'slow' }])
  }))
