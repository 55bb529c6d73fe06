import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startEmbeddedServer } from '../db/embedded/server.ts'
import { migrate } from '../db/migrate.ts'
import { closePool } from '../db/pool.ts'
import { makeScratchDatabase } from '../db/scratch-database.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The server of this run. */
    serverUrl: string
    /** A migrated database that each test file copies. */
    template: string
  }
}

/** One real Postgres for the whole run, in a folder of its own that goes away with it. */
export default async function setup(project: TestProject) {
  const dataDir = mkdtempSync(join(tmpdir(), 'bellhop-test-'))
  const server = await startEmbeddedServer(dataDir)
  const template = await makeScratchDatabase(server.url)
  await migrate(template.url)
  await closePool()
  project.provide('serverUrl', server.url)
  project.provide('template', new URL(template.url).pathname.slice(1))
  return async () => {
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}
