import { createHmac } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Receiver, startReceiver } from '#e2e/support/receiver.ts'
import { pool } from '../db/pool.ts'
import { healthOf } from '../delivery-log/health-of.ts'
import { attemptNow } from '../dispatch/attempt-now.ts'
import { closeOutbound } from '../dispatch/outbound.ts'
import { setEnv } from '../env.ts'
import { claimDue } from '../test/claim.ts'
import { useTestDatabase } from '../test/database.ts'
import { mapTo, storeForms } from '../test/events.ts'
import { pauseEndpoint } from './pause-endpoint.ts'
import { resumeEndpoint } from './resume-endpoint.ts'
import { setCredentials } from './set-credentials.ts'
import { setHeaders } from './set-headers.ts'
import { endSigning, rotateSigningKey } from './signing.ts'
import { takeBackPause } from './take-back-pause.ts'
import { takeBackResume } from './take-back-resume.ts'

useTestDatabase()
let receiver: Receiver
let endpointId: string

beforeAll(() => setEnv({ SECRET_KEY: 'a key of thirty-two characters or more' }))
beforeEach(async () => {
  receiver = await startReceiver()
  await pool().query('TRUNCATE mapping, call, delivery, attempt, attempt_job, dispatcher, endpoint_health')
  endpointId = await mapTo('X', receiver.url)
})
afterEach(() => receiver.stop())
afterAll(closeOutbound)

async function bring(): Promise<Record<string, unknown>> {
  const [stored] = await storeForms(['EVENT=X&LICENCE=1'])
  await attemptNow((await claimDue()).jobs)
  const id = stored?.deliveries[0]?.id
  return (await pool().query('SELECT * FROM delivery WHERE id = $1', [id])).rows[0]
}
const newest = () => {
  const got = receiver.received.at(-1)
  if (!got) throw new Error('nothing came')
  return got
}
const set = (assignments: string) =>
  pool().query(`UPDATE endpoint SET ${assignments} WHERE id = $1`, [endpointId])

describe('headers and credentials', () => {
  it('go out, and are in the log only as having been sent', async () => {
    await setHeaders({ endpointId, headers: [['X-Api-Key', 'k\xe9y']] })
    await setCredentials({ endpointId, credentials: { kind: 'basic', user: 'ola', password: 's3cret' } })
    await bring()
    expect(newest().headers).toMatchObject({
      'x-api-key': 'k\xe9y',
      authorization: `Basic ${Buffer.from('ola:s3cret').toString('base64')}`,
    })
    const { rows } = await pool().query('SELECT request_headers::text AS text FROM attempt')
    expect(rows[0].text).toContain('authorization')
    expect(rows[0].text).not.toMatch(/k\xe9y|b2xhOn/)
    const sealed = await pool().query('SELECT headers, credentials FROM endpoint WHERE id = $1', [endpointId])
    expect(Buffer.concat(Object.values(sealed.rows[0])).toString('latin1')).not.toMatch(/k\xe9y|s3cret/)
  })

  it('that do not open with the key of this server are not left out: the delivery is refused and says so', async () => {
    await setCredentials({ endpointId, credentials: { kind: 'bearer', token: 'abc' } })
    setEnv({ SECRET_KEY: 'another key of thirty-two characters' })
    expect(await bring()).toMatchObject({ status: 'failed', last_error_kind: 'policy' })
    setEnv({ SECRET_KEY: 'a key of thirty-two characters or more' })
    expect(receiver.received).toHaveLength(0)
  })
})

describe('the signature', () => {
  const signedWith = (key: string) => {
    const { headers, body } = newest()
    const hmac = createHmac('sha256', Buffer.from(key.replace('whsec_', ''), 'base64'))
    hmac.update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.`).update(body)
    return String(headers['webhook-signature'])
      .split(' ')
      .indexOf(`v1,${hmac.digest('base64')}`)
  }
  const rotate = async () => {
    const made = await rotateSigningKey({ endpointId, actor: 'ola' })
    if (!made.ok) throw new Error(made.reason)
    return made.key
  }

  it('is made with the new key and, for 24 hours, with the one before', async () => {
    const first = await rotate()
    await bring()
    expect(signedWith(first)).toBe(0)
    const second = await rotate()
    await bring()
    expect([signedWith(second), signedWith(first)]).toEqual([0, 1])
    const { rows } = await pool().query(
      'SELECT extract(epoch FROM expires_at - now()) / 3600 AS hours FROM endpoint_secret WHERE expires_at IS NOT NULL',
    )
    expect(Number(rows[0].hours)).toBeCloseTo(24, 1)
    await pool().query('UPDATE endpoint_secret SET expires_at = now() WHERE expires_at IS NOT NULL')
    await bring()
    expect([signedWith(second), signedWith(first)]).toEqual([0, -1])
    expect(await endSigning({ endpointId })).toBe(true)
    await bring()
    expect(newest().headers['webhook-signature']).toBeUndefined()
  })
})

describe('the expected answer', () => {
  it.each([
    ["expected_text = 'DONE'", { status: 200, body: 'all DONE' }, 'succeeded', null],
    ["expected_text = 'DONE'", { status: 200, body: 'error' }, 'pending', 'unexpected_text'],
    ["expected_text = 'DONE'", { status: 200, body: 'x'.repeat(70_000) }, 'pending', 'too_large'],
    ["expected_status = '204'", { status: 200 }, 'pending', 'http_status'],
    ["expected_status = '2xx 404'", { status: 404 }, 'succeeded', null],
    ["expected_status = '2xx', retry_schedule = 'none'", { status: 500 }, 'failed', 'http_status'],
  ])('%s: %j is %s', async (assignments, answer, status, kind) => {
    await set(assignments)
    receiver.answer(() => answer)
    expect(await bring()).toMatchObject({ status, last_error_kind: kind })
  })
})

describe('pause and resume', () => {
  it('hold what comes, and let it out behind a probe', async () => {
    expect(await pauseEndpoint({ endpointId, actor: 'ola', reason: ' moving ' })).toEqual({
      outcome: 'paused',
      pausedAt: expect.any(String),
    })
    expect(await pauseEndpoint({ endpointId, actor: 'jan', reason: '' })).toEqual({
      outcome: 'already paused',
    })
    const [stored] = await storeForms(['EVENT=X&LICENCE=1'])
    expect((await claimDue()).jobs).toEqual([])
    const id = stored?.deliveries[0]?.id
    expect((await pool().query('SELECT status FROM delivery WHERE id = $1', [id])).rows).toEqual([
      { status: 'held' },
    ])
    expect(await resumeEndpoint({ endpointId })).toEqual({
      outcome: 'resumed',
      resumedAt: expect.any(String),
    })
    expect(await resumeEndpoint({ endpointId })).toEqual({ outcome: 'runs already' })
    expect((await claimDue()).jobs).toMatchObject([{ deliveryId: id, isProbe: true }])
  })

  async function pausedBy(actor: string): Promise<string> {
    const paused = await pauseEndpoint({ endpointId, actor, reason: '' })
    if (paused.outcome !== 'paused') throw new Error(paused.outcome)
    return paused.pausedAt
  }

  it('a pause is taken back: what came meanwhile goes out behind a probe', async () => {
    const pausedAt = await pausedBy('ola')
    const [stored] = await storeForms(['EVENT=X&LICENCE=1'])
    expect((await claimDue()).jobs).toEqual([])
    expect(await takeBackPause({ endpointId, pausedAt })).toEqual({ outcome: 'taken back' })
    expect((await claimDue()).jobs).toMatchObject([{ deliveryId: stored?.deliveries[0]?.id, isProbe: true }])
    expect(await takeBackPause({ endpointId, pausedAt })).toEqual({ outcome: 'changed since' })
  })

  it('a pause that somebody else has made since is not taken back', async () => {
    const pausedAt = await pausedBy('ola')
    await resumeEndpoint({ endpointId })
    // Of the next millisecond at the earliest: a pause is named by its moment.
    await pool().query('SELECT pg_sleep(0.002)')
    const theirs = await pausedBy('jan')
    expect(await takeBackPause({ endpointId, pausedAt })).toEqual({ outcome: 'changed since' })
    expect((await healthOf(endpointId)).pausedAt).toBe(theirs)
  })

  it('a pause that is taken back leaves the breaker as it was', async () => {
    const pausedAt = await pausedBy('ola')
    const open =
      "UPDATE endpoint_health SET breaker = 'open', breaker_reason = 'It failed.' WHERE endpoint_id = $1"
    await pool().query(open, [endpointId])
    await takeBackPause({ endpointId, pausedAt })
    const health = { pausedAt: null, breaker: 'open', breakerReason: 'It failed.' }
    expect(await healthOf(endpointId)).toMatchObject(health)
  })

  async function resumedAfterPause(): Promise<string> {
    await pausedBy('ola')
    const resumed = await resumeEndpoint({ endpointId })
    if (resumed.outcome !== 'resumed') throw new Error(resumed.outcome)
    return resumed.resumedAt
  }
  const takeBackResumeAt = (resumedAt: string) =>
    takeBackResume({ endpointId, resumedAt, actor: 'ola', reason: 'moving' })
  const set = (columns: string) =>
    pool().query(`UPDATE endpoint_health SET ${columns} WHERE endpoint_id = $1`, [endpointId])

  it('a resume is taken back for its reason, also once its breaker has closed', async () => {
    const resumedAt = await resumedAfterPause()
    await set("breaker = 'closed', breaker_since = now()")
    expect(await takeBackResumeAt(resumedAt)).toEqual({ outcome: 'paused again' })
    expect(await healthOf(endpointId)).toMatchObject({ pausedBy: 'ola', pauseReason: 'moving' })
  })

  it('a resume is not taken back when something happened since, and what is told', async () => {
    const resumedAt = await resumedAfterPause()
    await set("breaker = 'open'")
    expect(await takeBackResumeAt(resumedAt)).toEqual({ outcome: 'breaker opened' })
    await set("breaker = 'closed'")
    const theirs = await pausedBy('jan')
    expect(await takeBackResumeAt(resumedAt)).toEqual({ outcome: 'paused since', by: 'jan' })
    expect((await healthOf(endpointId)).pausedAt).toBe(theirs)
    // Of the next millisecond at the earliest: a resume is named by its moment.
    await pool().query('SELECT pg_sleep(0.002)')
    await resumeEndpoint({ endpointId })
    expect(await takeBackResumeAt(resumedAt)).toEqual({ outcome: 'resumed anew' })
    expect((await healthOf(endpointId)).pausedAt).toBeNull()
  })

  it('answer for an endpoint that is not there', async () => {
    const nobody = '019aa000-0000-7000-8000-000000000000'
    expect(await pauseEndpoint({ endpointId: nobody, actor: 'ola', reason: '' })).toEqual({
      outcome: 'unknown endpoint',
    })
    expect(await resumeEndpoint({ endpointId: nobody })).toEqual({ outcome: 'unknown endpoint' })
  })
})
