// npm test: unit, database and browser tests, and one line at the end that counts them all.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../server/root.ts'

const results = join(ROOT, 'test-results')
const unitFile = join(results, 'vitest.json')
const browserFile = join(results, 'playwright.json')

function run(program: string, args: string[]): boolean {
  return (
    spawnSync(process.execPath, [join(ROOT, 'node_modules', program), ...args], {
      cwd: ROOT,
      stdio: 'inherit',
    }).status === 0
  )
}

function read(file: string): Record<string, unknown> | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

const count = (value: unknown) => (typeof value === 'number' ? value : 0)

rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })
const unit = run('vitest/vitest.mjs', [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${unitFile}`,
])
// Playwright empties its own folder below: the reports stand beside it.
const browser = run('@playwright/test/cli.js', ['test', '--output', join(results, 'browser')])

const unitCounts = read(unitFile) ?? {}
const stats = read(browserFile)?.stats
const browserCounts: Record<string, unknown> = typeof stats === 'object' && stats !== null ? { ...stats } : {}
const atSecondTry = count(browserCounts.flaky)
const passed = count(unitCounts.numPassedTests) + count(browserCounts.expected) + atSecondTry
const counted = count(unitCounts.numFailedTests) + count(browserCounts.unexpected)
// A run that broke off before its tests counted nothing as failed, yet it failed.
const failed = unit && browser ? counted : Math.max(counted, 1)
if (atSecondTry > 0) console.log(`Passed at the second try only, see above: ${atSecondTry}`)
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
