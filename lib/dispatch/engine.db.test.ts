import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Received, type Receiver, startReceiver } from '#e2e/support/receiver.ts'
import { pool } from '../db/pool.ts'
import { claimDue } from '../test/claim.ts'
import { useTestDatabase } from '../test/database.ts'
import { mapTo, storeForms } from '../test/events.ts'
import { closeOutbound } from './outbound.ts'
import { resendDelivery } from './resend-delivery.ts'
import { runDispatcher } from './run-dispatcher.ts'
import { settleEndpoints } from './settle-endpoints.ts'

useTestDatabase()
let receivers: Receiver[] = []
let stops: (() => Promise<void>)[] = []

beforeEach(async () => {
  await pool().query(
    'TRUNCATE mapping, call, delivery, attempt, attempt_job, dispatcher, endpoint_health, endpoint_minute',
  )
})
afterEach(async () => {
  await Promise.all(stops.map((stop) => stop()))
  stops = []
  await Promise.all(receivers.map((receiver) => receiver.stop()))
  receivers = []
})
afterAll(closeOutbound)

function dispatch(): void {
  stops.push(
    runDispatcher((error) => {
      throw error
    }),
  )
}
async function receive(): Promise<Receiver> {
  const receiver = await startReceiver()
  receivers.push(receiver)
  return receiver
}
const set = (endpointId: string, assignments: string) =>
  pool().query(`UPDATE endpoint SET ${assignments} WHERE id = $1`, [endpointId])
const health = async (endpointId: string) =>
  (await pool().query('SELECT * FROM endpoint_health WHERE endpoint_id = $1', [endpointId])).rows[0]
const count = async (what: string): Promise<number> =>
  (await pool().query(`SELECT count(*)::int AS n FROM ${what}`)).rows[0].n
const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 40_000, interval: 50 })
const numberIn = ({ body }: Received) => Number(/N=(\d+)/.exec(body.toString())?.[1])
const forms = (total: number, form: (n: number) => string) =>
  Array.from({ length: total }, (_, n) => `EVENT=X&N=${n}&${form(n)}`)

/** The most that came in within any second. */
function mostInASecond(received: Received[]): number {
  const times = received.map(({ at }) => at).sort((a, b) => a - b)
  return Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 1000).length))
}

describe('limits of an endpoint, over two dispatchers', () => {
  it('never has more requests under way than it may', async () => {
    const receiver = await receive()
    let underWay = 0
    let most = 0
    receiver.answer(() => {
      underWay += 1
      most = Math.max(most, underWay)
      setTimeout(() => {
        underWay -= 1
      }, 30)
      return { status: 200, delayMs: 30 }
    })
    await set(await mapTo('X', receiver.url), 'max_in_flight = 3')
    await storeForms(forms(60, (n) => `LICENCE=${n % 5}`))
    dispatch()
    dispatch()
    await receiver.until(60)
    expect(most).toBeLessThanOrEqual(3)
    await until(async () => expect(await count("delivery WHERE status = 'succeeded'")).toBe(60))
    expect(new Set(receiver.received.map(numberIn)).size).toBe(60)
  })

  it('keeps its rate: 10 a second never become more than 12, and everything arrives', async () => {
    const receiver = await receive()
    await set(await mapTo('X', receiver.url), 'rate_count = 10, rate_seconds = 1')
    await storeForms(forms(40, (n) => `LICENCE=${n % 5}`))
    dispatch()
    dispatch()
    await receiver.until(40)
    expect(mostInASecond(receiver.received)).toBeLessThanOrEqual(12)
  })

  it('keeps the order of each agent, whatever fails meanwhile', async () => {
    const receiver = await receive()
    receiver.answer(() => ({ status: Math.random() < 0.2 ? 503 : 200 }))
    const id = await mapTo('X', receiver.url)
    await set(id, "in_order_by = 'agent', retry_schedule = NULL, max_in_flight = 50")
    await storeForms(forms(100, (n) => `LICENCE=1&OPERATOR_ID=agent${n % 10}`))
    dispatch()
    dispatch()
    // Retries wait for seconds by the schedule: here they are due at once, and the breaker stays closed.
    const hurry = setInterval(() => {
      pool()
        .query('UPDATE attempt_job SET due_at = now() WHERE due_at > now()')
        .catch(() => {})
      pool()
        .query("UPDATE endpoint_health SET breaker = 'closed'")
        .catch(() => {})
    }, 50)
    stops.push(async () => clearInterval(hurry))
    await until(async () => expect(await count("delivery WHERE status = 'succeeded'")).toBe(100))
    for (let agent = 0; agent < 10; agent += 1) {
      const got = receiver.received.map(numberIn).filter((n) => n % 10 === agent)
      expect(got).toEqual([...got].sort((a, b) => a - b))
    }
  })
})

describe('an order that is changed', () => {
  it('holds for what waits already', async () => {
    const receiver = await receive()
    const id = await mapTo('X', receiver.url)
    await storeForms(forms(30, (n) => `LICENCE=1&OPERATOR_ID=agent${n % 3}`))
    await claimDue(1)
    await set(id, "in_order_by = 'agent'")
    await pool().query('UPDATE endpoint_health SET settled = false')
    await settleEndpoints()
    expect(await count('attempt_job WHERE in_order')).toBe(29)
    expect(await count('(SELECT DISTINCT lane FROM attempt_job WHERE in_order) lanes')).toBe(3)
    expect(await health(id)).toMatchObject({ settled: false })
    await pool().query('TRUNCATE dispatcher')
    dispatch()
    await receiver.until(30)
    for (let agent = 0; agent < 3; agent += 1) {
      const got = receiver.received.map(numberIn).filter((n) => n % 3 === agent && n > 0)
      expect(got).toEqual([...got].sort((a, b) => a - b))
    }
  })
})

describe('an order that is changed for another', () => {
  it('holds for what was under way as well, once it waits for its retry', async () => {
    const id = await mapTo('X', 'http://127.0.0.1:9/a')
    await set(id, "in_order_by = 'agent'")
    await storeForms(forms(2, (n) => `LICENCE=1&CLIENT_ID=c&OPERATOR_ID=agent${n}`))
    const { jobs } = await claimDue(1)
    const [first] = (await pool().query('SELECT delivery_id AS id FROM attempt_job ORDER BY delivery_id'))
      .rows
    expect(jobs.map((job) => job.deliveryId)).toEqual([first.id])
    await set(id, "in_order_by = 'chat'")
    await pool().query('UPDATE endpoint_health SET settled = false')
    await settleEndpoints()
    // It failed, and waits for its retry: what came later in the same chat waits behind it.
    await pool().query(`UPDATE attempt_job SET dispatcher_id = NULL, due_at = now() + interval '1 h'
      WHERE dispatcher_id IS NOT NULL`)
    await settleEndpoints()
    expect((await claimDue()).jobs).toEqual([])
    expect(await health(id)).toMatchObject({ settled: true })
  })
})

describe('fairness', () => {
  it('lets licences take turns: one with a backlog does not keep back one with a single event', async () => {
    const receiver = await receive()
    await set(await mapTo('X', receiver.url), 'max_in_flight = 4')
    await storeForms(forms(300, () => 'LICENCE=1'))
    await storeForms(['EVENT=X&N=1000&LICENCE=2'])
    dispatch()
    await receiver.until(1, (one) => numberIn(one) === 1000)
    expect(receiver.received.length).toBeLessThan(20)
  })

  it('gives an endpoint that hangs no slot of another', async () => {
    const [hanging, well] = [await receive(), await receive()]
    hanging.answer(() => ({ status: 200, delayMs: 60_000 }))
    await set(await mapTo('X', hanging.url), 'max_in_flight = 1000, timeout_seconds = 5')
    await mapTo('Y', well.url)
    await storeForms(forms(1000, (n) => `LICENCE=${n}`))
    dispatch()
    await hanging.until(50)
    await storeForms(Array.from({ length: 50 }, (_, n) => `EVENT=Y&LICENCE=1&N=${n}`))
    await well.until(50)
    expect(await count("delivery WHERE event_type = 'Y'")).toBe(50)
    expect(hanging.received.length).toBeLessThanOrEqual(100)
    await pool().query('DELETE FROM attempt_job WHERE dispatcher_id IS NULL')
  })
})

describe('the breaker of an endpoint', () => {
  it('opens, holds what waits, probes, and lets everything out once the endpoint is back', async () => {
    const receiver = await receive()
    receiver.answer(() => ({ status: 503 }))
    const id = await mapTo('X', receiver.url)
    await set(id, 'max_in_flight = 5')
    await storeForms(forms(40, (n) => `LICENCE=${n % 3}`))
    dispatch()
    await until(async () => expect(await count("delivery WHERE status = 'held'")).toBe(40))
    expect(await health(id)).toMatchObject({ breaker: 'open', settled: true })
    expect((await health(id)).breaker_reason).toContain(
      '10 failures in a row, the last: The receiver answered 503',
    )
    const sent = receiver.received.length
    expect(sent).toBeLessThan(20)
    const [held] = await storeForms(['EVENT=X&LICENCE=1&N=99'])
    expect(await count(`delivery WHERE id = '${held?.deliveries[0]?.id}' AND status = 'held'`)).toBe(1)
    // A probe that fails uses up no try.
    const tries = await count('delivery WHERE tries > 0')
    await pool().query('UPDATE endpoint_health SET probe_at = now()')
    await pool().query('UPDATE attempt_job SET due_at = now()')
    await until(async () => expect(await health(id)).toMatchObject({ breaker: 'open', openings: 2 }))
    expect(receiver.received.length).toBe(sent + 1)
    expect(await count('delivery WHERE tries > 0')).toBe(tries)
    receiver.answer(() => ({ status: 200 }))
    await pool().query('UPDATE endpoint_health SET probe_at = now()')
    await pool().query('UPDATE attempt_job SET due_at = now()')
    await until(async () => expect(await count("delivery WHERE status = 'succeeded'")).toBe(41))
    await until(async () =>
      expect(await health(id)).toMatchObject({ breaker: 'closed', openings: 0, settled: true }),
    )
    expect(await count('attempt_job')).toBe(0)
  })

  it('pauses an endpoint that says 410, and holds the rest', async () => {
    const receiver = await receive()
    receiver.answer(() => ({ status: 410 }))
    const id = await mapTo('X', receiver.url)
    await set(id, 'max_in_flight = 1')
    await storeForms(forms(5, () => 'LICENCE=1'))
    dispatch()
    await until(async () => expect(await count("delivery WHERE status = 'held'")).toBe(4))
    expect(await count("delivery WHERE status = 'failed'")).toBe(1)
    expect(await health(id)).toMatchObject({ paused_by: 'Bellhop' })
    const { rows } = await pool().query("SELECT id FROM delivery WHERE status = 'failed'")
    expect(await resendDelivery({ deliveryId: rows[0].id, actor: 'ola' })).toEqual({ outcome: 'held' })
    expect(receiver.received).toHaveLength(1)
  })
})

describe('a dispatcher that dies', () => {
  it('leaves its work to another within 15 s', async () => {
    const receiver = await receive()
    await mapTo('X', receiver.url)
    await storeForms(forms(5, () => 'LICENCE=1'))
    const { jobs } = await claimDue()
    expect(jobs).toHaveLength(5)
    const since = Date.now()
    dispatch()
    await receiver.until(5)
    expect(Date.now() - since).toBeLessThan(15_000)
    await until(async () => expect(await count('dispatcher')).toBe(1))
  })
})
