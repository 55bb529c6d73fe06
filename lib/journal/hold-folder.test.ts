import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { holdFolder } from './hold-folder.ts'

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'bellhop-hold-'))
  onTestFinished(() => rmSync(made, { recursive: true }))
  return made
}

it('lets one alone have a folder, and the next when it is let go', async () => {
  const here = folder()
  const release = await holdFolder(here, 0)
  await expect(holdFolder(here, 0)).rejects.toThrow('Another Bellhop of this machine')
  const other = await holdFolder(folder(), 0)
  const next = holdFolder(here, 10_000)
  await release()
  await (await next)()
  await other()
})
