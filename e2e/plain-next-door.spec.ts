import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import pg from 'pg'
import { freePort } from '#lib/db/embedded/free-port.ts'
import { childEnvironment } from '#lib/env.ts'
import { raw } from '#lib/server/testing/raw.ts'
import { DOOR_CASES, requestOf } from './support/door-cases.ts'
import { startBellhop } from './support/processes.ts'

const ROOT = join(import.meta.dirname, '..')

// Bellhop's own web process answers at the raw door, so the route handler is never asked there. Here `next start`
// serves the same build alone, on the same database, as on a host that runs plain Next.

async function startPlainNext(databaseUrl: string): Promise<{ port: number; child: ChildProcess }> {
  const port = await freePort()
  const next = join(ROOT, 'node_modules/next/dist/bin/next')
  const child = spawn(process.execPath, [next, 'start', '-H', '127.0.0.1', '-p', String(port)], {
    cwd: ROOT,
    env: childEnvironment({ DATABASE_URL: databaseUrl, NODE_ENV: 'production', LOG_LEVEL: 'warn' }),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  await new Promise<void>((ready, failed) => {
    child.stdout.on('data', (chunk: Buffer) => /ready/i.test(chunk.toString()) && ready())
    child.once('exit', () => failed(new Error('plain Next did not start')))
  })
  return { port, child }
}

function embeddedUrl(data: string): string {
  const port = readFileSync(join(data, 'postgres/postmaster.pid'), 'utf8').split('\n')[3]
  return `postgresql://bellhop:${readFileSync(join(data, 'database-password'), 'utf8')}@127.0.0.1:${port}/postgres`
}

test('both doors take the same calls; plain Next differs only where the list says so', async () => {
  const bellhop = await startBellhop()
  const database = new pg.Client({ connectionString: embeddedUrl(bellhop.dataDir) })
  await database.connect()
  const plain = await startPlainNext(embeddedUrl(bellhop.dataDir))
  try {
    const { url } = JSON.parse(bellhop.cli('chat-server', 'add', 'rack', '--json'))
    const token = url.split('/').at(-1)
    const at = async (port: number, one: (typeof DOOR_CASES)[number]) => {
      await database.query('TRUNCATE call')
      const answer = await raw(port, requestOf(one, token))
      const { rows } = await database.query('SELECT outcome, query, body FROM call')
      const [row] = rows
      return {
        status: Number(answer.split(' ')[1]),
        ...(row && {
          outcome: row.outcome,
          query: row.query.toString('latin1'),
          body: row.body.toString('latin1'),
        }),
      }
    }
    for (const one of DOOR_CASES) {
      const { how, ...differs } = one.plainNext ?? { how: 'as at the raw door', ...one.rawDoor }
      expect
        .soft(await at(Number(new URL(bellhop.url).port), one), `${one.name}, raw door`)
        .toEqual(one.rawDoor)
      expect.soft(await at(plain.port, one), `${one.name}, plain Next: ${how}`).toEqual(differs)
    }
  } finally {
    plain.child.kill()
    await database.end()
    await bellhop.stop()
  }
})
