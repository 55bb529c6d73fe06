import { randomUUID } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Receiver, startReceiver } from '#e2e/support/receiver.ts'
import { advanceRuns } from '../bulk/advance-runs.ts'
import { cancelRun } from '../bulk/cancel-run.ts'
import { bulkScope, type GivenScope } from '../bulk/scope.ts'
import { startRun } from '../bulk/start-run.ts'
import { pool } from '../db/pool.ts'
import { resendNow } from '../dispatch/attempt-now.ts'
import { cancelDelivery } from '../dispatch/cancel-delivery.ts'
import { closeOutbound } from '../dispatch/outbound.ts'
import { resendChangedInput, resendChangedNow } from '../dispatch/resend-changed.ts'
import { resendDelivery } from '../dispatch/resend-delivery.ts'
import { pauseEndpoint } from '../endpoints/pause-endpoint.ts'
import { deliverEvent } from '../ingest/deliver-event.ts'
import { removeMapping } from '../mappings/remove-mapping.ts'
import { setMapping } from '../mappings/set-mapping.ts'
import { useTestDatabase } from '../test/database.ts'
import { mapTo, storeForms } from '../test/events.ts'
import { getDelivery } from './get-delivery.ts'
import type { DeliveryDetail } from './types.ts'

useTestDatabase()
let receiver: Receiver

beforeEach(async () => {
  receiver ??= await startReceiver()
  await pool().query(
    `TRUNCATE mapping, mapping_revision, endpoint, endpoint_health, licence, call, delivery, delivery_deed, delivery_override,
     attempt, attempt_job, bulk_run, bulk_run_delivery CASCADE`,
  )
})
afterAll(async () => {
  await receiver?.stop()
  await closeOutbound()
})

const failed = (error: unknown) => {
  throw error
}
/** A delivery that waits for its first attempt. */
async function delivery(): Promise<{ id: string; eventId: string; endpointId: string }> {
  const endpointId = await mapTo('X', `${receiver.url}/x.pl`)
  const [stored] = await storeForms(['EVENT=X&LICENCE=7'])
  return { id: stored?.deliveries[0]?.id ?? '', eventId: stored?.id ?? '', endpointId }
}
async function read(id: string): Promise<DeliveryDetail> {
  const detail = await getDelivery(id)
  if (!detail) throw new Error('no such delivery')
  return detail
}
const deeds = async (id: string) => (await read(id)).deeds.map(({ deed, actor }) => `${deed} by ${actor}`)
async function run(given: GivenScope): Promise<string> {
  const id = randomUUID()
  await startRun({ id, scope: bulkScope.parse(given), perSecond: 500, actor: 'ann' })
  // A step that comes too early for its rate does nothing.
  await vi.waitFor(async () => {
    await advanceRuns(failed)
    const { rows } = await pool().query('SELECT cursor = until AS all FROM bulk_run WHERE id = $1', [id])
    expect(rows[0].all).toBe(true)
  })
  return id
}

describe('what people did with a delivery', () => {
  it('is nothing when nobody did anything', async () => {
    const { id } = await delivery()
    expect((await read(id)).deeds).toEqual([])
  })

  it('is told in order, and what comes later takes nothing of it away', async () => {
    const { id } = await delivery()
    await cancelDelivery({ deliveryId: id, actor: 'ola' })
    await resendNow({ deliveryId: id, actor: 'jan' })
    await resendDelivery({ deliveryId: id, actor: 'ola' })
    expect(await deeds(id)).toEqual(['cancel by ola', 'resend by jan', 'resend by ola'])
    const { deeds: told, attemptList } = await read(id)
    expect(attemptList.at(-1)?.actor).toBe('jan')
    expect(told.map(({ at }) => at)).toEqual(told.map(({ at }) => at).toSorted())
  })

  it('has a resend that waits for a paused endpoint, and none that was needless', async () => {
    const { id, endpointId } = await delivery()
    expect(await resendDelivery({ deliveryId: id, actor: 'ola' })).toEqual({ outcome: 'already on its way' })
    await pauseEndpoint({ endpointId, reason: 'moves', actor: 'jan' })
    await cancelDelivery({ deliveryId: id, actor: 'ola' })
    expect(await resendDelivery({ deliveryId: id, actor: 'jan' })).toEqual({ outcome: 'held' })
    expect(await deeds(id)).toEqual(['cancel by ola', 'resend by jan'])
  })

  it('names the bulk run that sent it again, and who took that back', async () => {
    const { id } = await delivery()
    await cancelDelivery({ deliveryId: id, actor: 'ola' })
    const runId = await run({ kind: 'resend', filters: { status: ['cancelled'] } })
    expect((await read(id)).deeds.at(-1)).toMatchObject({
      deed: 'run',
      actor: 'ann',
      run: { id: runId, kind: 'resend', outcome: 'queued' },
    })
    await cancelRun({ runId, actor: 'jan' })
    expect((await read(id)).deeds.slice(1)).toMatchObject([
      { deed: 'run', run: { outcome: 'taken back' } },
      { deed: 'cancel run', actor: 'jan', runId },
    ])
  })

  it('says who had a past event delivered: alone, or by a replay', async () => {
    const { id, eventId } = await delivery()
    const other = await mapTo('X', `${receiver.url}/other.pl`)
    const delivered = await deliverEvent({ eventId, actor: 'ola' })
    if (delivered.outcome !== 'queued') throw new Error(delivered.outcome)
    expect(await deeds(delivered.deliveries[0] ?? '')).toEqual(['deliver by ola'])
    await pool().query('DELETE FROM delivery WHERE endpoint_id = $1', [other])
    await run({ kind: 'replay', endpointId: other, filters: {} })
    const { rows } = await pool().query('SELECT id FROM delivery WHERE endpoint_id = $1', [other])
    expect(await deeds(rows[0].id)).toEqual(['run by ann'])
    // The event counts each endpoint that it was brought to.
    const { rows: calls } = await pool().query('SELECT mapped FROM call WHERE id = $1', [eventId])
    expect(calls).toEqual([{ mapped: 3 }])
    expect(await deeds(id)).toEqual([])
  })

  it('leads from a changed resend to its original and back', async () => {
    const { id } = await delivery()
    await cancelDelivery({ deliveryId: id, actor: 'ola' })
    const input = resendChangedInput.parse({
      ...{ deliveryId: id, requestId: randomUUID(), payload: null },
      url: `${receiver.url}/elsewhere.pl`,
    })
    const made = await resendChangedNow({ ...input, actor: 'jan' })
    if (!made.ok) throw new Error(made.reason)
    expect((await read(id)).deeds.at(-1)).toMatchObject({
      deed: 'changed resend',
      actor: 'jan',
      resend: { id: made.deliveryId, url: `${receiver.url}/elsewhere.pl` },
    })
    expect((await read(made.deliveryId)).deeds).toMatchObject([
      { deed: 'change', actor: 'jan', originalId: id },
    ])
  })

  it('reads off the attempts what was asked for before deeds were kept', async () => {
    const { id } = await delivery()
    await cancelDelivery({ deliveryId: id, actor: 'ola' })
    await resendNow({ deliveryId: id, actor: 'jan' })
    await pool().query('DELETE FROM delivery_deed WHERE deed = $1', ['resend'])
    expect(await deeds(id)).toEqual(['cancel by ola', 'resend by jan'])
  })
})

describe('the mappings that made a delivery', () => {
  const [A, B] = ['http://a.example/events.pl', 'http://b.example/events.pl']
  const set = async (licence: string | null, urls: string[]) => {
    const outcome = await setMapping({ licence, eventType: 'X', urls, actor: 'ola' })
    if (!outcome.ok) throw new Error(outcome.reason)
    return outcome.revision
  }
  const stored = async () => (await storeForms(['EVENT=X&LICENCE=7']))[0]?.deliveries[0]?.id ?? ''
  const maker = async (id: string) => (await read(id)).maker

  it('are those in force when it was made, of the scope that it took', async () => {
    const first = await set(null, [A])
    const byDefaults = await stored()
    const second = await set('7', [B])
    const byLicence = await stored()
    expect(await maker(byDefaults)).toMatchObject({ licence: null, revision: first, actor: 'ola' })
    expect(await maker(byLicence)).toMatchObject({
      licence: '7',
      revision: second,
      isRecorded: true,
      hasChanged: false,
    })
  })

  it('have changed since when the event type goes elsewhere, by another scope, or nowhere', async () => {
    await set(null, [A])
    const id = await stored()
    expect(await maker(id)).toMatchObject({ hasChanged: false })
    await setMapping({ licence: null, eventType: 'Y', urls: [B], actor: 'ola' })
    expect(await maker(id)).toMatchObject({ hasChanged: false })
    await set(null, [B])
    expect(await maker(id)).toMatchObject({ hasChanged: true })
    await set(null, [A])
    expect(await maker(id)).toMatchObject({ hasChanged: false })
    await set('7', [A])
    expect(await maker(id)).toMatchObject({ hasChanged: true })
    await removeMapping({ licence: '7', eventType: 'X', actor: 'ola' })
    await removeMapping({ licence: null, eventType: 'X', actor: 'ola' })
    expect(await maker(id)).toMatchObject({ hasChanged: true })
  })

  it('are told by the time of a delivery that does not name them, and are told to be', async () => {
    const first = await set(null, [A])
    const id = await stored()
    await pool().query('UPDATE delivery SET mapping_revision_id = NULL')
    await set(null, [B])
    expect(await maker(id)).toMatchObject({ revision: first, isRecorded: false, hasChanged: true })
  })

  it('are none for what a person sent', async () => {
    await set(null, [A])
    const [call] = await storeForms(['EVENT=X&LICENCE=7'])
    await set(null, [A, B])
    const { rows } = await pool().query('SELECT id FROM endpoint WHERE url = $1', [B])
    await run({ kind: 'replay', endpointId: rows[0].id, filters: {} })
    const made = await pool().query('SELECT id FROM delivery WHERE event_id = $1 AND endpoint_id = $2', [
      call?.id,
      rows[0].id,
    ])
    expect(await maker(made.rows[0].id)).toBeNull()
  })
})
