import { describe, expect, it } from 'vitest'
import { pool } from '../db/pool.ts'
import { deliverEvent } from '../ingest/deliver-event.ts'
import { setMapping } from '../mappings/set-mapping.ts'
import { useTestDatabase } from '../test/database.ts'
import { storeForms } from '../test/events.ts'
import { countNowhere } from './count-nowhere.ts'
import { planRun } from './plan-run.ts'
import { bulkScope } from './scope.ts'

useTestDatabase()

const map = async (eventType: string, url: string, licence: string | null = null) => {
  expect(await setMapping({ licence, eventType, urls: [url], actor: 'ann' })).toMatchObject({ ok: true })
  const { rows } = await pool().query<{ id: string }>('SELECT id FROM endpoint WHERE url = $1', [url])
  return rows[0]?.id ?? ''
}
const newest = async (eventType: string) => {
  const { rows } = await pool().query<{ id: string }>(
    'SELECT id FROM call WHERE event_type = $1 ORDER BY id DESC LIMIT 1',
    [eventType],
  )
  return rows[0]?.id ?? ''
}
const replay = (endpointId: string, eventType: string) =>
  planRun(
    bulkScope.parse({
      kind: 'replay',
      endpointId,
      filters: { eventType: [eventType], nowhere: true },
    }),
  )

describe('the others that went nowhere', () => {
  it('are counted with those that a mapping for all reaches, before and after this one is delivered', async () => {
    await map('RATED', 'http://127.0.0.1:9/own', '3')
    await storeForms(['1', '2', '3', '1'].map((licence) => `EVENT=RATED&LICENCE=${licence}`))
    await storeForms(['EVENT=OTHER&LICENCE=1'])
    const id = await newest('RATED')
    const endpointId = await map('RATED', 'http://127.0.0.1:9/all')
    const event = { id, eventType: 'RATED', endpointId }
    expect(await countNowhere(event)).toEqual({ others: 2, isBounded: false })
    expect(await replay(endpointId, 'RATED')).toMatchObject({ total: 3 })
    expect(await deliverEvent({ eventId: id, actor: 'ann' })).toMatchObject({ outcome: 'queued' })
    expect(await countNowhere(event)).toEqual({ others: 2, isBounded: false })
    expect(await replay(endpointId, 'RATED')).toMatchObject({ total: 2 })
  })

  it('are no matter of an event that had its place when it came', async () => {
    await storeForms(['EVENT=GONE&LICENCE=1'])
    const endpointId = await map('GONE', 'http://127.0.0.1:9/gone')
    await storeForms(['EVENT=GONE&LICENCE=1'])
    expect(await countNowhere({ id: await newest('GONE'), eventType: 'GONE', endpointId })).toBeNull()
  })

  it('went nowhere: what another endpoint had is missing here, and no part of them', async () => {
    const first = await map('MOVED', 'http://127.0.0.1:9/first')
    await storeForms(['EVENT=MOVED&LICENCE=1'])
    await pool().query('DELETE FROM mapping WHERE endpoint_id = $1', [first])
    await storeForms(['EVENT=MOVED&LICENCE=1'])
    const endpointId = await map('MOVED', 'http://127.0.0.1:9/second')
    expect(await replay(endpointId, 'MOVED')).toMatchObject({ total: 1 })
    const scope = bulkScope.parse({ kind: 'replay', endpointId, filters: { eventType: ['MOVED'] } })
    expect(await planRun(scope)).toMatchObject({ total: 2 })
  })
})
