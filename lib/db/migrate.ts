import pg from 'pg'
import { fillWords } from '../delivery-log/fill-words.ts'
import { applyMigrations, isMigrated } from './apply-migrations.ts'
import { ensurePartitions } from './partitions.ts'
import { usePool } from './pool.ts'
import { migrationList } from './schema-engine.ts'

/** Any number that nothing else on this database uses. */
const MIGRATION_LOCK = 4_127_700_101

async function appliedMigrations(client: pg.Client): Promise<Set<string>> {
  if (!(await isMigrated(client))) return new Set()
  const { rows } = await client.query<{ name: string }>(
    'SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
  )
  return new Set(rows.map((row) => row.name))
}

/**
 * Brings a database to what this version needs: migrations, partitions ahead. One process at a
 * time does it, the others wait for it. Leaves this process's pool on that database.
 * @returns the names of the migrations it applied.
 * @throws Error when the database is newer than this version, or a migration fails.
 */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl })
  // A lost connection fails the statement under way; without a listener it would end the process as well.
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK])
    const applied = await appliedMigrations(client)
    const list = await migrationList()
    const ours = list.migrationDirectories.map((directory) => directory.path)
    const unknown = [...applied].filter((name) => !ours.includes(name))
    if (unknown.length > 0) {
      throw new Error(
        `The database was made by a newer Bellhop (it has ${unknown.join(', ')}). Start that version`,
      )
    }
    const missing = ours.filter((name) => !applied.has(name))
    if (missing.length > 0) {
      await applyMigrations(client, databaseUrl, list)
    }
    await usePool(databaseUrl)
    await ensurePartitions()
    if (applied.size > 0 && missing.some((name) => name.endsWith('_delivery_words'))) await fillWords()
    return missing
  } finally {
    await client.end()
  }
}
