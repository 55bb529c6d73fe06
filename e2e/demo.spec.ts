import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from '@playwright/test'
import { freePort } from '#lib/db/embedded/free-port.ts'
import { visit } from './support/visit.ts'

const ROOT = join(import.meta.dirname, '..')

/** The processes whose environment names this DATA_DIR, and the database server that runs on it. */
function processesOf(dataDir: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      const read = (name: string) => readFileSync(`/proc/${pid}/${name}`, 'latin1')
      return /^\d+$/.test(pid) && (read('environ').includes(dataDir) || read('cmdline').includes(dataDir))
    } catch {
      return false
    }
  })
}

test('the demo is alive within a minute, and SIGTERM leaves no process behind', async ({ page }) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'bellhop-demo-'))
  const child = spawn(process.execPath, [join(ROOT, 'lib/server/demo/demo.ts')], {
    cwd: ROOT,
    env: { ...process.env, DATA_DIR: dataDir, PORT: String(await freePort()) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = new Promise<number | null>((done) => child.once('exit', done))
  const printed: string[] = []
  createInterface({ input: child.stdout }).on('line', (line) => printed.push(line))
  try {
    await expect.poll(() => printed.at(-1), { timeout: 120_000 }).toMatch(/^Ctrl-C ends/)
    const [, url = '', email = '', password = ''] =
      /ready (\S+) .*log in as (\S+), password (\S+)/.exec(printed.join('\n')) ?? []
    await visit(page, `${url}/events`)
    await page.getByLabel('E-mail').fill(email)
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Log in' }).click()
    await expect(page.getByRole('row').filter({ hasText: 'seeded day' }).first()).toBeVisible()
    // Both the past and the present: the newest calls are those of the simulated chat server.
    await expect(async () => {
      await visit(page, `${url}/deliveries?status=succeeded`)
      await expect(page.getByRole('row').filter({ hasText: '127.0.0.1:' }).first()).toBeVisible()
      await visit(page, `${url}/events`)
      await expect(page.getByRole('row').filter({ hasText: 'simulated' }).first()).toBeVisible({
        timeout: 2000,
      })
    }).toPass({ timeout: 30_000 })
  } finally {
    child.kill('SIGTERM')
    expect(await exited).toBe(0)
    expect(processesOf(dataDir)).toEqual([])
    rmSync(dataDir, { recursive: true, force: true })
  }
})
