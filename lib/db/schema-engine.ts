import { readFileSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import type { MigrationList, SchemasContainer } from '@prisma/schema-engine-wasm'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'
import { CatalogueAdapter, CataloguePool } from './catalogue-adapter.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const schemaFile = join(root, 'prisma/schema.prisma')
const migrationsDir = join(root, 'prisma/migrations')

/** Nothing in our database is managed by another tool. */
export const NO_FILTER = { externalTables: [], externalEnums: [] }

let loaded = false

/** Node cannot import the package's .wasm by itself: it is instantiated here with the bindings as its imports. */
function loadWasm(): void {
  if (loaded) return
  const folder = dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'))
  const module = new WebAssembly.Module(readFileSync(join(folder, 'schema_engine_bg.wasm')))
  const instance = new WebAssembly.Instance(module, { './schema_engine_bg.js': { ...bindings } })
  bindings.__wbg_set_wasm(instance.exports)
  const start = instance.exports.__wbindgen_start
  if (typeof start === 'function') start()
  loaded = true
}

/**
 * Runs `work` with Prisma's schema engine, as WebAssembly, on a database. It stands in for the engine
 * program, which Prisma's command line would have to download. `scriptOf`: what is run in place of a script.
 */
export async function withSchemaEngine<T>(
  databaseUrl: string,
  work: (engine: bindings.SchemaEngine) => Promise<T>,
  scriptOf = (script: string) => script,
): Promise<T> {
  loadWasm()
  const pool = new CataloguePool({ connectionString: databaseUrl, max: 2 })
  pool.on('error', () => {})
  try {
    const adapter = bindMigrationAwareSqlAdapterFactory(new CatalogueAdapter(pool, scriptOf))
    const datamodels: [string, string][] = [[schemaFile, await readFile(schemaFile, 'utf8')]]
    const engine = await bindings.SchemaEngine.new({ datamodels }, () => {}, adapter)
    try {
      return await work(engine)
    } finally {
      engine.free()
    }
  } finally {
    await pool.end()
  }
}

/** prisma/schema.prisma in the engine's form. */
export async function schemaFiles(): Promise<SchemasContainer> {
  return { files: [{ path: schemaFile, content: await readFile(schemaFile, 'utf8') }] }
}

/** prisma/migrations in the engine's form, oldest first. */
export async function migrationList(): Promise<MigrationList> {
  const entries = await readdir(migrationsDir, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  const migrationDirectories = await Promise.all(
    names.sort().map(async (path) => ({
      path,
      migrationFile: {
        path: 'migration.sql',
        content: {
          tag: 'ok' as const,
          value: await readFile(join(migrationsDir, path, 'migration.sql'), 'utf8'),
        },
      },
    })),
  )
  const lockfile = {
    path: 'migration_lock.toml',
    content: await readFile(join(migrationsDir, 'migration_lock.toml'), 'utf8'),
  }
  return { baseDir: migrationsDir, lockfile, shadowDbInitScript: '', migrationDirectories }
}
