import { type ConstructorOptions, PgBoss } from 'pg-boss'
import { pool } from '../db/pool.ts'

declare global {
  // Next bundles lib once more beside the server's own copy: both share one instance.
  var bellhopBoss: Promise<PgBoss> | undefined
}

const shared = (): ConstructorOptions => ({
  db: { executeSql: (text, values) => pool().query(text, values) },
  schema: 'pgboss',
  schedule: false,
})

function quiet(made: PgBoss): PgBoss {
  // pg-boss reports errors of its timers here; each is tried again by itself.
  made.on('error', () => {})
  return made
}

async function start(options: Partial<ConstructorOptions>): Promise<PgBoss> {
  const made = quiet(new PgBoss({ ...shared(), ...options }))
  await made.start()
  return made
}

/** pg-boss of this process, on its pool. Its schema must exist (`installQueue`). */
export function boss(): Promise<PgBoss> {
  globalThis.bellhopBoss ??= start({ migrate: false, supervise: false }).catch((error) => {
    globalThis.bellhopBoss = undefined
    throw error
  })
  return globalThis.bellhopBoss
}

/** For a dispatcher: this process also hands on the jobs of dispatchers whose heartbeat stopped. */
export function superviseQueue(): void {
  globalThis.bellhopBoss ??= start({
    migrate: false,
    supervise: true,
    superviseIntervalSeconds: 2,
    monitorIntervalSeconds: 2,
  })
}

/** Stops pg-boss of this process, if it runs. */
export async function stopBoss(): Promise<void> {
  const running = globalThis.bellhopBoss
  globalThis.bellhopBoss = undefined
  if (running) await (await running).stop({ graceful: false, close: false })
}
