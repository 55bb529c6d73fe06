import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AttemptDetail, DeliveryDetail, PayloadDetail } from '#lib/delivery-log/types.ts'
import { SHOWN_BYTES, showBase64, showDelivery, showPayload } from './shown.ts'

const payload: PayloadDetail = {
  method: 'POST',
  query: '',
  body: '',
  contentType: null,
  charset: 'utf-8',
  parameters: [],
}

const attempt = (number: number): AttemptDetail => ({
  id: `a${number}`,
  number,
  trigger: 'event',
  actor: null,
  startedAt: '2026-11-19T13:16:02.019Z',
  finishedAt: '2026-11-19T13:16:02.230Z',
  method: 'POST',
  url: 'http://shop.example/events.pl',
  requestHeaders: [['accept', '*/*']],
  requestBody: 'QT0x',
  connectTo: null,
  connectToSource: null,
  outcome: 'answered',
  errorKind: null,
  error: null,
  status: 200,
  statusText: 'OK',
  responseHeaders: [['server', 'x']],
  responseBody: 'T0s=',
  truncated: false,
  address: null,
  timings: null,
})

describe('what a page shows of a payload', () => {
  it('is the first bytes, and how many there are in all', () => {
    fc.assert(
      fc.property(fc.nat({ max: 70_000 }), (size) => {
        const bytes = Buffer.alloc(size, 7)
        const shown = showBase64(bytes.toString('base64'))
        expect(shown.size).toBe(size)
        expect(Buffer.from(shown.base64, 'base64')).toEqual(bytes.subarray(0, SHOWN_BYTES))
      }),
      { numRuns: 50 },
    )
  })

  it('is whole when it is of a common size', () => {
    const parameters: [string, string][] = [
      ['EVENT', 'X'],
      ['', ''],
      ['EVENT', 'X'],
    ]
    const shown = showPayload({ ...payload, parameters })
    expect(shown.parameters.map(({ name, value }) => [name, value])).toEqual(parameters)
    expect(shown.parameters.every(({ hidden }) => hidden === 0)).toBe(true)
    expect(shown.parameterCount).toBe(3)
  })

  it('is bounded, and says what is missing, when it is not', () => {
    const parameters = Array.from({ length: 10_000 }, (): [string, string] => [
      'A'.repeat(1000),
      'x'.repeat(100_000),
    ])
    const shown = showPayload({ ...payload, parameters })
    expect(JSON.stringify(shown).length).toBeLessThan(600_000)
    expect(shown.parameterCount).toBe(10_000)
    expect(shown.parameters[0]).toMatchObject({ hidden: 100_000 - 65_536 })
    expect(shown.parameters.at(-1)).toMatchObject({ hidden: 100_000 - 200 })
  })
})

describe('what a page shows of a delivery', () => {
  const delivery = {
    payload,
    attemptList: [attempt(1), attempt(2), attempt(3)],
  } as unknown as DeliveryDetail // only these two are looked at

  it.each([
    [null, 3],
    [2, 2],
    [9, 3],
  ])('asked for attempt %s it has both sides of attempt %s only', (asked, got) => {
    const shown = showDelivery(delivery, asked)
    expect(shown.attempt).toEqual({ ...attempt(got), requestBody: { base64: 'QT0x', size: 3 } })
    expect(shown.attemptList.map(({ number }) => number)).toEqual([1, 2, 3])
    expect(JSON.stringify(shown.attemptList)).not.toContain('T0s=')
  })

  it('has no attempt while there is none', () => {
    expect(showDelivery({ ...delivery, attemptList: [] }, null).attempt).toBeNull()
  })
})
