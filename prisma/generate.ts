// After npm ci: writes the Prisma client. `prisma generate` asks for a schema engine that it does not use and
// that cannot be downloaded everywhere: any program that exists will do.
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const prisma = join(dirname(createRequire(import.meta.url).resolve('prisma/package.json')), 'build/index.js')
const done = spawnSync(process.execPath, [prisma, 'generate', '--no-hints'], {
  cwd: join(import.meta.dirname, '..'),
  env: {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
  },
  encoding: 'utf8',
})
if (done.status !== 0) {
  console.error(done.stdout, done.stderr)
  process.exit(1)
}
