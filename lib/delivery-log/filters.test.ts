import { describe, expect, it } from 'vitest'
import { callFilters, deliveryFilters } from '#lib/delivery-log/filters.ts'
import { parseMoment } from '#lib/delivery-log/moment.ts'

describe('a moment', () => {
  const now = Date.UTC(2026, 10, 19, 12)
  it.each([
    ['90s', now - 90_000],
    ['30m', now - 1_800_000],
    ['24h', now - 86_400_000],
    ['7d', now - 604_800_000],
    ['999999999w', 0],
    ['2026-11-01', Date.UTC(2026, 10, 1)],
    ['2026-11-01T08:30', Date.UTC(2026, 10, 1, 8, 30)],
    ['2026-11-01 08:30:15', Date.UTC(2026, 10, 1, 8, 30, 15)],
    ['2026-11-01T08:30:15.250Z', Date.UTC(2026, 10, 1, 8, 30, 15, 250)],
    ['2026-11-01T08:30+02:00', Date.UTC(2026, 10, 1, 6, 30)],
    ['1960-01-01', 0],
    ['today', Date.UTC(2026, 10, 19)],
    ['yesterday', Date.UTC(2026, 10, 18)],
    ['Thursday', Date.UTC(2026, 10, 19)],
    ['monday', Date.UTC(2026, 10, 16)],
    ['friday', Date.UTC(2026, 10, 13)],
  ])('is read from %s', (text, at) => {
    expect(parseMoment(text, now)).toBe(at)
  })

  it.each(['', 'tomorrow', '7', 'd', '-1h', '1.5h', '2026-13-01', '2026-11-01T25:00', '24 h', '1e9'])(
    'is not read from %j',
    (text) => {
      expect(parseMoment(text, now)).toBeNull()
    },
  )
})

describe('filters', () => {
  it('ask for fifty rows unless told otherwise', () => {
    expect(deliveryFilters.parse({}).limit).toBe(50)
    expect(callFilters.parse({}).limit).toBe(50)
  })

  it('take an empty search as none', () => {
    expect(deliveryFilters.parse({ search: '  ' }).search).toBeUndefined()
  })

  it.each([
    [{ status: ['fialed'] }, 'status'],
    [{ since: 'tomorrow' }, 'since'],
    [{ limit: 0 }, 'limit'],
    [{ limit: 501 }, 'limit'],
    [{ before: 'x' }, 'before'],
    [{ endpointId: ['x'] }, 'endpointId'],
    [{ search: '***' }, 'search'],
    [
      { before: '019aa000-0000-7000-8000-000000000000', after: '019aa000-0000-7000-8000-000000000000' },
      'after',
    ],
  ])('refuse %j and name the kind', (filters, kind) => {
    const parsed = deliveryFilters.safeParse(filters)
    expect(parsed.error?.issues[0]?.path[0]).toBe(kind)
  })
})
