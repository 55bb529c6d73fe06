import { expect, it } from 'vitest'
import { cancelDelivery } from '../dispatch/cancel-delivery.ts'
import { storeCalls } from '../ingest/store-calls.ts'
import { useTestDatabase } from '../test/database.ts'
import { mapTo, readForm } from '../test/events.ts'
import { followLog } from './follow-log.ts'
import { listDeliveries } from './list-deliveries.ts'
import { readListedDeliveries } from './listed-delivery.ts'

useTestDatabase()

const store = () =>
  storeCalls([readForm('EVENT=CHAT_STARTED&LICENCE=1520', { receivedAt: new Date() })], { holdSeconds: 3600 })

it('tells all there is at first, also when that is nothing, and apart what has left the list', async () => {
  await mapTo('CHAT_STARTED', 'http://shop.example/a')
  const ended = new AbortController()
  const list = (limit: number) => listDeliveries({ status: ['pending'], limit })
  const news = followLog({ list, readRows: readListedDeliveries }, ended.signal)
  const next = async () => {
    const { value } = await news.next()
    if (!value || !('rows' in value)) throw new Error(`no rows: ${JSON.stringify(value)}`)
    return {
      rows: value.rows.map(({ id }) => id),
      left: value.left.map(({ id, status }) => ({ id, status })),
    }
  }
  expect(await next()).toEqual({ rows: [], left: [] })
  const [stored] = await store()
  const deliveryId = stored?.deliveries[0]?.id ?? ''
  expect(await next()).toEqual({ rows: [deliveryId], left: [] })
  expect(await cancelDelivery({ deliveryId, actor: 'ola' })).toEqual({ outcome: 'cancelled' })
  expect(await next()).toEqual({ rows: [], left: [{ id: deliveryId, status: 'cancelled' }] })
  ended.abort()
})
