import { migrationList, NO_FILTER, schemaFiles, withSchemaEngine } from './schema-engine.ts'
import { withScratchDatabase } from './scratch-database.ts'

/**
 * The SQL that would bring the migrations' outcome to what prisma/schema.prisma says; null when they agree.
 * Replays all migrations in a scratch database on the server of `databaseUrl`.
 */
export async function schemaDiff(databaseUrl: string): Promise<string | null> {
  return withScratchDatabase(databaseUrl, (url) =>
    withSchemaEngine(url, async (engine) => {
      await engine.applyMigrations({ migrationsList: await migrationList(), filters: NO_FILTER })
      const diff = await engine.diff({
        from: { tag: 'schemaDatasource', ...(await schemaFiles()), configDir: '.' },
        to: { tag: 'schemaDatamodel', ...(await schemaFiles()) },
        script: true,
        exitCode: true,
        filters: NO_FILTER,
      })
      return diff.exitCode === 0 ? null : diff.stdout
    }),
  )
}
