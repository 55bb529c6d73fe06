import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from '@playwright/test'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const UNPACKED = join(import.meta.dirname, '../../node_modules/.cache/bellhop-chromium')

/** What keeps a browser under test from talking to anyone but us. */
export const CHROMIUM_ARGS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
]

function onPath(): string | null {
  for (const name of NAMES) {
    const found = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' })
    if (found.status === 0) return found.stdout.trim()
  }
  return null
}

const runs = (path: string) => spawnSync(path, ['--version'], { timeout: 20_000 }).status === 0

/** The browser inside the npm package, unpacked where this user can write; null when it does not run here. */
function fromPackage(): string | null {
  mkdirSync(UNPACKED, { recursive: true })
  const script = "import c from '@sparticuz/chromium'; process.stdout.write(await c.executablePath())"
  try {
    const path = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: join(import.meta.dirname, '../..'),
      env: { ...process.env, TMPDIR: UNPACKED },
      encoding: 'utf8',
    })
    return runs(path) ? path : null
  } catch {
    return null
  }
}

function fromApt(): string | null {
  if (process.getuid?.() !== 0) return null
  const install = spawnSync(
    'sh',
    ['-c', 'apt-get update && apt-get install -y --no-install-recommends chromium'],
    { stdio: 'ignore' },
  )
  return install.status === 0 ? onPath() : null
}

/**
 * A Chromium that runs on this machine: Playwright's own, the system's, the one in the npm package, or (as root
 * on Debian) one that it installs.
 * @throws Error with one line that says what to install.
 */
export function findChromium(): string {
  const own = chromium.executablePath()
  if (existsSync(own)) return own
  const found = onPath() ?? fromPackage() ?? fromApt()
  if (found) return found
  throw new Error(
    'No Chromium runs here. Install one: `apt-get install chromium`, or `npx playwright install chromium --with-deps`',
  )
}
