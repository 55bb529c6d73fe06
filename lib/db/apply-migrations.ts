import type { MigrationList } from '@prisma/schema-engine-wasm'
import type pg from 'pg'
import { NO_FILTER, withSchemaEngine } from './schema-engine.ts'

// The engine writes down that a migration begins, runs it, and writes down that it is finished. Between those, the process
// may die: that a migration is finished is therefore part of its own transaction, and one that is not has left nothing.
const FINISHED = 'UPDATE _prisma_migrations SET finished_at = now() WHERE finished_at IS NULL'
const UNFINISHED = 'DELETE FROM _prisma_migrations WHERE finished_at IS NULL'

/** Held while a migration runs: Postgres may go on with it for a while after the process has died. Used by nothing else. */
const RUNNING_LOCK = 4_127_700_104
const LOCK = `SELECT pg_advisory_xact_lock(${RUNNING_LOCK})`

/** Whether any migration was ever begun. */
export async function isMigrated(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query("SELECT to_regclass('_prisma_migrations') IS NOT NULL AS there")
  return rows[0]?.there === true
}

/**
 * Applies those of a list that a database does not have, each whole or not at all. One that failed, or was cut off, is
 * begun anew.
 * @param client on that database, whose lock keeps others from doing the same.
 * @throws Error with what Postgres says of the first one that fails.
 */
export async function applyMigrations(
  client: pg.Client,
  databaseUrl: string,
  list: MigrationList,
): Promise<void> {
  if (await isMigrated(client)) await client.query(`${LOCK}; ${UNFINISHED}`)
  const scripts = new Set(
    list.migrationDirectories.map(({ migrationFile }) =>
      migrationFile.content.tag === 'ok' ? migrationFile.content.value : null,
    ),
  )
  await withSchemaEngine(
    databaseUrl,
    (engine) => engine.applyMigrations({ migrationsList: list, filters: NO_FILTER }),
    (script) => (scripts.has(script) ? `${LOCK};\n${script}\n;\n${FINISHED}` : script),
  )
}
