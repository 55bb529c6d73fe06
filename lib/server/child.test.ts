import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, it } from 'vitest'
import { type KeptChild, keepChild } from './child.ts'

const folder = mkdtempSync(join(tmpdir(), 'bellhop-child-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('that cannot start ends whoever started it, and does not wait for him to have ended', async () => {
  const script = join(folder, 'cannot-start.ts')
  writeFileSync(script, 'process.exit(1)')
  const kept = Promise.withResolvers<KeptChild>()
  await new Promise<void>((ended) => {
    // As the supervisor ends: it stops its children, and then it has ended.
    const end = async () => {
      await (await kept.promise).stop()
      ended()
    }
    kept.resolve(keepChild(script, [], process.env, pino({ level: 'silent' }), end))
  })
})
