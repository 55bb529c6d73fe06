import { PgBoss } from 'pg-boss'
import { pool } from '../db/pool.ts'
import { ATTEMPT_QUEUE } from './attempt-jobs.ts'

/** The shortest that pg-boss takes: a dead dispatcher's jobs are free again that long after its last sign. */
const HEARTBEAT_SECONDS = 10

/** Never reached: the delivery decides when to give up, the job is only handed on. */
const HAND_OVERS = 1000

/** Makes or migrates pg-boss' schema and the queue. Safe to repeat. */
export async function installQueue(): Promise<void> {
  const db = { executeSql: (text: string, values?: unknown[]) => pool().query(text, values) }
  const boss = new PgBoss({ db, schema: 'pgboss', schedule: false, supervise: false, migrate: true })
  boss.on('error', () => {})
  await boss.start()
  try {
    if (await boss.getQueue(ATTEMPT_QUEUE)) return
    await boss.createQueue(ATTEMPT_QUEUE, {
      retryLimit: HAND_OVERS,
      retryDelay: 0,
      heartbeatSeconds: HEARTBEAT_SECONDS,
      expireInSeconds: 900,
      retentionSeconds: 30 * 86_400,
    })
  } finally {
    await boss.stop({ graceful: false, close: false })
  }
}
