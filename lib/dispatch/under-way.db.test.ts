import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Receiver, startReceiver } from '#e2e/support/receiver.ts'
import { pool } from '../db/pool.ts'
import { pauseEndpoint } from '../endpoints/pause-endpoint.ts'
import { resumeEndpoint } from '../endpoints/resume-endpoint.ts'
import { useTestDatabase } from '../test/database.ts'
import { mapTo, storeForms } from '../test/events.ts'
import { sendTestEvent } from '../test-event/send-test-event.ts'
import { resendNow } from './attempt-now.ts'
import { beginAttempts } from './begin-attempts.ts'
import { cancelDelivery } from './cancel-delivery.ts'
import { closeOutbound } from './outbound.ts'
import { requestResend } from './request-resend.ts'
import { resendDelivery } from './resend-delivery.ts'
import { runDispatcher } from './run-dispatcher.ts'
import { settleEndpoints } from './settle-endpoints.ts'

useTestDatabase()
let receiver: Receiver
let stops: (() => Promise<void>)[] = []

beforeEach(async () => {
  receiver = await startReceiver()
  await pool().query(
    'TRUNCATE mapping, call, delivery, attempt, attempt_job, dispatcher, endpoint_health, endpoint_minute',
  )
})
afterEach(async () => {
  await Promise.all(stops.map((stop) => stop()))
  stops = []
  await receiver.stop()
})
afterAll(closeOutbound)

function dispatch(): void {
  stops.push(
    runDispatcher((error) => {
      throw error
    }),
  )
}
const deliveries = async () => (await pool().query('SELECT * FROM delivery ORDER BY id')).rows

describe('an attempt that a person waits for', () => {
  it('of a test event is not made a second time by a resend meanwhile', async () => {
    receiver.answer(() => ({ status: 200, delayMs: 1500 }))
    await mapTo('X', receiver.url)
    const sent = sendTestEvent({
      actor: 'ann',
      parameters: [
        ['EVENT', 'X'],
        ['LICENCE', '1'],
      ],
    })
    await receiver.until(1)
    dispatch()
    const [delivery] = await deliveries()
    expect(await resendDelivery({ deliveryId: delivery.id, actor: 'bob' })).toEqual({
      outcome: 'already on its way',
    })
    expect(await sent).toMatchObject({ ok: true, deliveries: [{ status: 'succeeded' }] })
    expect(receiver.received).toHaveLength(1)
    expect(await deliveries()).toMatchObject([{ status: 'succeeded', attempts: 1 }])
  })

  it('is not made again when its endpoint is paused meanwhile and somebody resends', async () => {
    receiver.answer(() => ({ status: 200, delayMs: 1500 }))
    const endpointId = await mapTo('X', receiver.url)
    const [stored] = await storeForms(['EVENT=X&LICENCE=1'])
    const deliveryId = stored?.deliveries[0]?.id ?? ''
    await pool().query("UPDATE delivery SET status = 'failed', job_id = NULL, next_attempt_at = NULL")
    await pool().query('DELETE FROM attempt_job')
    const waited = resendNow({ deliveryId, actor: 'ann' })
    await receiver.until(1)
    await pauseEndpoint({ endpointId, actor: 'ann', reason: '' })
    await settleEndpoints()
    await resendDelivery({ deliveryId, actor: 'bob' })
    expect(await waited).toMatchObject({ outcome: 'attempted', status: 'succeeded' })
    await resumeEndpoint({ endpointId })
    dispatch()
    // Whatever there were to send has gone out then.
    await vi.waitFor(
      async () => expect((await pool().query('SELECT FROM attempt_job')).rowCount).toBe(0),
      20_000,
    )
    expect(await deliveries()).toMatchObject([{ status: 'succeeded', attempts: 1 }])
    expect(receiver.received).toHaveLength(1)
  })

  it('of one that died is cancelled with its delivery, also while its endpoint is paused', async () => {
    const endpointId = await mapTo('X', receiver.url)
    const [stored] = await storeForms(['EVENT=X&LICENCE=1'])
    const deliveryId = stored?.deliveries[0]?.id ?? ''
    await pool().query("UPDATE delivery SET status = 'failed', job_id = NULL, next_attempt_at = NULL")
    await pool().query('DELETE FROM attempt_job')
    const request = await requestResend({ deliveryId, actor: 'ann', by: 'caller' })
    if (request.outcome === 'requested') await beginAttempts([request.job])
    await pauseEndpoint({ endpointId, actor: 'ann', reason: '' })
    await settleEndpoints()
    expect(await cancelDelivery({ deliveryId, actor: 'bob' })).toEqual({ outcome: 'under way' })
    await pool().query("UPDATE attempt SET started_at = now() - interval '1 h'")
    expect(await cancelDelivery({ deliveryId, actor: 'bob' })).toEqual({ outcome: 'cancelled' })
    const { rows } = await pool().query('SELECT outcome FROM attempt')
    expect(rows).toEqual([{ outcome: 'unknown' }])
  })
})
