import pg from 'pg'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Receiver, startReceiver } from '#e2e/support/receiver.ts'
import { pool } from '../db/pool.ts'
import { useTestDatabase } from '../test/database.ts'
import { mapTo, storeForms } from '../test/events.ts'
import { closeOutbound } from './outbound.ts'
import { runDispatcher } from './run-dispatcher.ts'

useTestDatabase()
let receiver: Receiver
let stop: () => Promise<void>

beforeEach(async () => {
  receiver = await startReceiver()
  await mapTo('X', receiver.url)
})
afterEach(async () => {
  vi.restoreAllMocks()
  await stop()
  await receiver.stop()
})
afterAll(closeOutbound)

/** The next commit of a transaction that took jobs is carried out, but the connection breaks before its answer comes. */
function loseCommit(): { lost: () => boolean } {
  const taking = new WeakSet<object>()
  let isLost = false
  const query = pg.Client.prototype.query as (this: pg.Client, ...given: unknown[]) => unknown
  vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: pg.Client, ...given: unknown[]) {
    const [what] = given
    if (typeof what === 'object' && what !== null && 'name' in what && what.name === 'record-attempts') {
      taking.add(this)
    }
    if (what !== 'COMMIT' || !taking.has(this) || isLost) return query.apply(this, given)
    isLost = true
    return (query.call(this, 'COMMIT') as Promise<unknown>).then(() => {
      this.connection.stream.destroy()
      throw new Error('Connection terminated unexpectedly')
    })
  } as never)
  return { lost: () => isLost }
}

describe('a dispatcher whose connection breaks between a commit and its answer', () => {
  it('leaves nothing behind that it has taken and does not send', async () => {
    const { lost } = loseCommit()
    await storeForms(['EVENT=X&LICENCE=1'])
    stop = runDispatcher(() => {})
    await vi.waitFor(() => expect(lost()).toBe(true), { timeout: 10_000 })
    await vi.waitFor(() => expect(receiver.received).toHaveLength(1), { timeout: 40_000, interval: 100 })
    await vi.waitFor(
      async () => {
        const { rows } = await pool().query('SELECT status, attempts FROM delivery')
        expect(rows).toEqual([{ status: 'succeeded', attempts: 1 }])
      },
      { timeout: 5000, interval: 100 },
    )
  })
})
