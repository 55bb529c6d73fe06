import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { pool } from '../db/pool.ts'
import { laneOf } from '../delivery-log/lane-of.ts'
import { useTestDatabase } from '../test/database.ts'
import { mapTo } from '../test/events.ts'
import { cancelDelivery } from './cancel-delivery.ts'

useTestDatabase()
let endpointId = ''

beforeEach(async () => {
  await pool().query('TRUNCATE mapping, endpoint, delivery, attempt_job CASCADE')
  endpointId = await mapTo('X', 'http://shop.example/')
  await pool().query(`UPDATE endpoint SET in_order_by = 'agent' WHERE id = $1`, [endpointId])
})

/** A delivery that waits with a job in a lane; ids grow with each call. */
async function waiting({ lane = 'ola', status = 'pending', inOrder = true } = {}): Promise<string> {
  const jobId = randomUUID()
  const { rows } = await pool().query<{ id: string }>(
    `INSERT INTO delivery (event_id, endpoint_id, event_type, licence, status, job_id, next_attempt_at)
     VALUES (uuidv7(), $1, 'X', '7', $2, $3, now()) RETURNING id`,
    [endpointId, status, jobId],
  )
  const id = rows[0]?.id ?? ''
  await pool().query(
    `INSERT INTO attempt_job (id, delivery_id, endpoint_id, lane, in_order, due_at, trigger)
     VALUES ($1, $2, $3, $4, $5, now(), 'event')`,
    [jobId, id, endpointId, lane, inOrder],
  )
  return id
}

const row = async (id: string) => (await pool().query('SELECT * FROM delivery WHERE id = $1', [id])).rows[0]
const jobs = async (id: string) =>
  (await pool().query('SELECT * FROM attempt_job WHERE delivery_id = $1', [id])).rows

describe('a delivery that is cancelled', () => {
  it.each(['pending', 'held'])('ends when it is %s: without a job, and with who did it', async (status) => {
    const id = await waiting({ status })
    expect(await cancelDelivery({ deliveryId: id, actor: 'ola' })).toEqual({ outcome: 'cancelled' })
    expect(await row(id)).toMatchObject({
      status: 'cancelled',
      job_id: null,
      next_attempt_at: null,
      last_error: 'Cancelled by ola.',
    })
    expect(await jobs(id)).toEqual([])
  })

  it('stays when a dispatcher has taken it', async () => {
    const id = await waiting()
    await pool().query('UPDATE attempt_job SET dispatcher_id = uuidv7() WHERE delivery_id = $1', [id])
    expect(await cancelDelivery({ deliveryId: id, actor: 'ola' })).toEqual({ outcome: 'under way' })
    expect(await row(id)).toMatchObject({ status: 'pending' })
    expect(await jobs(id)).toHaveLength(1)
  })

  it('stays while a resend from the console is under way', async () => {
    const id = await waiting()
    await pool().query(
      `INSERT INTO attempt (delivery_id, number, trigger, started_at, method, url, request_headers)
       VALUES ($1, 1, 'resend', now(), 'POST', 'http://shop.example/', '[]')`,
      [id],
    )
    expect(await cancelDelivery({ deliveryId: id, actor: 'ola' })).toEqual({ outcome: 'under way' })
  })

  it('does not wait for a dispatcher that takes it at this moment', async () => {
    const id = await waiting()
    const client = await pool().connect()
    await client.query('BEGIN')
    await client.query('SELECT FROM attempt_job WHERE delivery_id = $1 FOR UPDATE', [id])
    expect(await cancelDelivery({ deliveryId: id, actor: 'ola' })).toEqual({ outcome: 'under way' })
    await client.query('ROLLBACK')
    client.release()
  })

  it('can be one whose job was lost, and no one that has ended', async () => {
    const lost = await waiting()
    await pool().query('DELETE FROM attempt_job')
    expect(await cancelDelivery({ deliveryId: lost, actor: 'ola' })).toEqual({ outcome: 'cancelled' })
    expect(await cancelDelivery({ deliveryId: lost, actor: 'ola' })).toEqual({
      outcome: 'ended already',
      status: 'cancelled',
    })
    expect(await cancelDelivery({ deliveryId: randomUUID(), actor: 'ola' })).toEqual({
      outcome: 'unknown delivery',
    })
  })
})

describe('the place of a delivery in its lane', () => {
  it('names the head that it waits for, and how many wait behind it', async () => {
    const [head, second] = [await waiting(), await waiting()]
    await waiting()
    await waiting({ lane: 'ela' })
    expect(await laneOf(head)).toEqual({ inOrderBy: 'agent', headId: null, later: 2 })
    expect(await laneOf(second)).toEqual({ inOrderBy: 'agent', headId: head, later: 1 })
    await cancelDelivery({ deliveryId: head, actor: 'ola' })
    expect(await laneOf(second)).toEqual({ inOrderBy: 'agent', headId: null, later: 1 })
    expect(await laneOf(head)).toBeNull()
  })

  it('is none where there is no order', async () => {
    expect(await laneOf(await waiting({ inOrder: false }))).toBeNull()
  })
})
