import { describe, expect, it } from 'vitest'
import type { ListedRun } from '#lib/bulk/list-runs.ts'
import { sayFilters, sayHeld, sayLasting, sayProgress } from './say-run.ts'

const run: ListedRun = {
  id: '',
  kind: 'resend',
  filters: {},
  endpoint: null,
  status: 'running',
  actor: 'ann',
  perSecond: 50,
  total: 1234,
  handled: 60,
  queued: 50,
  note: null,
  createdAt: '',
  endedAt: null,
}

describe('what is said of a bulk run', () => {
  it('how far it is', () => {
    expect(sayProgress(run)).toBe('50 of 1,234 deliveries are queued to be sent again.')
    expect(sayProgress({ ...run, status: 'done', total: 1, queued: 1 })).toBe('1 delivery was sent again.')
    expect(sayProgress({ ...run, status: 'done', kind: 'replay', total: 9, queued: 9 })).toBe(
      '9 events were brought to the endpoint.',
    )
    expect(sayProgress({ ...run, status: 'cancelled', total: 9, queued: 1 })).toBe(
      '1 of 9 deliveries was sent again.',
    )
  })

  it('what waits for an endpoint', () => {
    const done = { ...run, status: 'done' as const, total: 31, queued: 31 }
    const said = (unsent: number, held: number, heldInAll: number) =>
      sayProgress(done, { unsent, held, heldInAll })
    expect(said(30, 30, 30)).toBe('1 of 31 deliveries was sent again. 30 wait for their endpoint.')
    expect(said(3, 3, 31)).toBe(
      '28 of 31 deliveries were sent again. 3 wait for their endpoint, and so do 28 that were sent and did not arrive.',
    )
    expect(said(0, 0, 1)).toBe(
      '31 deliveries were sent again. 1 that was sent and did not arrive waits for its endpoint.',
    )
    expect(said(3, 1, 1)).toBe('28 of 31 deliveries were sent again. 2 go out now. 1 waits for its endpoint.')
  })

  it('what is held of a plan', () => {
    expect(sayHeld(1, 1)).toBe(
      'It is held: it waits for its endpoint, and goes out by itself once it takes calls again. There is nothing to resend.',
    )
    expect(sayHeld(1200, 1300)).toBe(
      '1,200 are held and left out: they wait for their endpoint, and go out by themselves once it takes calls again.',
    )
  })

  it('how long it lasts', () => {
    expect([1, 500, 50_000, 1_000_000].map((total) => sayLasting(total, 50))).toEqual([
      '1 s',
      '10 s',
      '17 min',
      '6 h',
    ])
  })

  it('what it is about', () => {
    const url = (id: string) => `http://${id}.example/`
    expect(sayFilters({}, url)).toEqual([])
    expect(sayFilters({ ids: ['a', 'b'] }, url)).toEqual(['2 deliveries chosen by hand'])
    expect(
      sayFilters(
        {
          status: ['failed', 'cancelled'],
          endpointId: ['shop'],
          eventType: ['A', 'B', 'C', 'D', 'E'],
          licence: ['1520'],
          search: 'jane',
        },
        url,
      ),
    ).toEqual([
      'failed, cancelled',
      'to http://shop.example/',
      'A, B, C and 2 more',
      'licence 1520',
      'with “jane”',
    ])
    expect(
      sayFilters(
        {
          endpoint: ['crm.pl'],
          agent: ['jane'],
          client: ['S1'],
          chatServer: ['rack 3'],
          code: ['5xx'],
          error: ['timeout'],
          attempts: '>2',
          took: '>1s',
        },
        url,
      ),
    ).toEqual([
      'to URLs with crm.pl',
      'of agent jane',
      'of client S1',
      'from chat server rack 3',
      '5xx, Time-out',
      '>2 attempts',
      'took >1s',
    ])
  })
})
