// npm run migration -- NAME: writes the migration that schema.prisma asks for. Read it before you commit it:
// partitioning and whatever else Prisma cannot say is added by hand.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedServer } from '#lib/db/embedded/server.ts'
import { schemaDiff } from '#lib/db/schema-diff.ts'

const name = process.argv[2]
if (!name || !/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error('Usage: npm run migration -- NAME (lower case letters, digits and _)')
  process.exit(1)
}
const dataDir = mkdtempSync(join(tmpdir(), 'bellhop-migration-'))
const server = await startEmbeddedServer(dataDir)
try {
  const sql = await schemaDiff(server.url)
  if (sql === null) {
    console.log('The migrations agree with schema.prisma: nothing to write')
  } else {
    const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
    const folder = join(import.meta.dirname, 'migrations', `${stamp}_${name}`)
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'migration.sql'), sql)
    console.log(`Wrote ${join(folder, 'migration.sql')}`)
  }
} finally {
  await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
}
