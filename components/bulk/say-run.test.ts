import { describe, expect, it } from 'vitest'
import type { ListedRun } from '#lib/bulk/list-runs.ts'
import { sayFilters, sayLasting, sayProgress } from './say-run.ts'

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
    expect(sayProgress({ ...run, status: 'done', total: 9, queued: 9 }, 8)).toBe(
      '1 of 9 deliveries was sent again. 8 wait for an endpoint that takes nothing at present.',
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
