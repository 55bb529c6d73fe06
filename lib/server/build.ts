import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { childEnvironment } from '../env.ts'
import { ROOT } from './root.ts'

const SOURCES = ['app', 'components', 'lib', 'public', 'next.config.js', 'package-lock.json', 'tsconfig.json']
const STAMP = '.next/bellhop-sources'

function filesOf(path: string): string[] {
  const full = join(ROOT, path)
  if (!existsSync(full)) return []
  const entries = readdirSync(full, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

/** A digest of everything that goes into the build: another checkout of the sources means another build. */
function sourcesDigest(): string {
  const hash = createHash('sha256')
  const files = SOURCES.flatMap((path) => (/\.\w+$/.test(path) ? [join(ROOT, path)] : filesOf(path)))
  for (const file of files.filter((name) => !/\.test\.tsx?$/.test(name)).sort()) {
    hash.update(file.slice(ROOT.length)).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

/** Whether .next holds a build of the sources as they are. */
export function hasBuild(): boolean {
  const stamp = join(ROOT, STAMP)
  return (
    existsSync(join(ROOT, '.next/BUILD_ID')) &&
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === sourcesDigest()
  )
}

/**
 * Builds the console.
 * @param signal ends the build.
 * @throws Error with the last lines of the build's output.
 */
export async function build(signal?: AbortSignal): Promise<void> {
  const digest = sourcesDigest()
  const next = join(ROOT, 'node_modules/next/dist/bin/next')
  const child = spawn(process.execPath, [next, 'build'], {
    cwd: ROOT,
    env: childEnvironment({ NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }),
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  })
  let output = ''
  const collect = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-8000)
  }
  child.stdout.on('data', collect)
  child.stderr.on('data', collect)
  child.on('error', () => {})
  const code = await new Promise((done) => child.once('close', done))
  if (code !== 0) throw new Error(`The console could not be built:\n${output}`)
  writeFileSync(join(ROOT, STAMP), digest)
}
