import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect } from 'vitest'
import { childEnvironment } from '#lib/env.ts'
import { useTestDatabase } from '#lib/test/database.ts'

/** The script that `npx bellhop` runs. */
export const BELLHOP = join(import.meta.dirname, '../server/cli/bellhop.ts')

type Ended = { code: number | null; out: string; bytes: Buffer; err: string }

/** Gives the tests of a file the command line, on a test database and in a folder of their own. */
export function useCommandLine() {
  const database = useTestDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-cli-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  /** Runs the command in a process of its own, with standard input closed or holding `input`. */
  function bellhop(
    args: string[],
    more: { input?: string; environment?: Record<string, string> } = {},
  ): Promise<Ended> {
    const environment = {
      DATABASE_URL: database.url,
      DATA_DIR: join(folder, 'data'),
      BASE_URL: 'http://bellhop.example',
    }
    const child = spawn(process.execPath, [BELLHOP, ...args], {
      cwd: folder,
      env: childEnvironment({ ...environment, ...more.environment }),
    })
    const out: Buffer[] = []
    let err = ''
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString()
    })
    child.stdin.end(more.input ?? '')
    return new Promise((done) =>
      child.once('close', (code) =>
        done({ code, out: Buffer.concat(out).toString(), bytes: Buffer.concat(out), err }),
      ),
    )
  }

  async function json(args: string[]) {
    const ended = await bellhop([...args, '--json'])
    expect(ended).toMatchObject({ code: 0, err: '' })
    return JSON.parse(ended.out)
  }

  function file(name: string, content: string): string {
    const path = join(folder, name)
    writeFileSync(path, content, 'latin1')
    return path
  }

  return { bellhop, json, file, folder }
}
