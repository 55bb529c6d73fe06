import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCall } from '#lib/ingest/read-call.ts'
import { EVENT_TYPES } from '#lib/livechat/catalogue.ts'
import { CHARSETS } from '#lib/livechat/charset.ts'
import { chatText } from '#lib/livechat/chat-text.ts'
import { firstValue } from '#lib/livechat/parameters.ts'
import { ODD_CALLS } from './odd-call.ts'
import { inCharset, type SimulatedCall } from './simulated-call.ts'
import { burstOfCalls, oneOfEach, simulatedCalls } from './simulated-calls.ts'

const usual = { licences: 4, seed: 5, method: 'mixed', charset: 'utf-8', odd: 0, informed: false } as const

function take(count: number, options: Parameters<typeof simulatedCalls>[0] = usual): SimulatedCall[] {
  const calls = simulatedCalls(options)
  return Array.from({ length: count }, () => calls.next().value)
}

/** As the door reads it. */
function read({ method, form, contentType }: SimulatedCall, charset: string) {
  const bytes = Buffer.from(form, 'latin1')
  const empty = Buffer.alloc(0)
  return readCall(
    {
      method,
      query: method === 'GET' ? bytes : empty,
      body: method === 'GET' ? empty : bytes,
      contentType: method === 'GET' ? null : contentType,
      headers: [],
      remoteAddress: null,
      receivedAt: new Date(0),
    },
    { chatServerId: null, charset },
  )
}

describe('simulated calls', () => {
  it.each(CHARSETS.map(({ value }) => value))(
    'written in %s are read as nothing odd, without a question mark for a letter',
    (charset) => {
      for (const call of take(600, { ...usual, charset })) {
        const heard = read(call, charset)
        expect(heard).toMatchObject({ outcome: 'accepted', odd: [] })
        const names = ['FIRST_NAME', 'LAST_NAME', 'NICK'].map(
          (name) => firstValue(heard.parameters, name) ?? '',
        )
        expect(names.join('')).not.toContain('?')
        const chat = chatText(firstValue(heard.parameters, 'CHAT') ?? '', charset)
        expect(chat).not.toMatch(/\uFFFD|\p{L}\?\p{L}/u)
      }
    },
  )

  it('carry the conversation url-encoded once more, in the charset', () => {
    const said = (charset: string) =>
      take(400, { ...usual, charset }).map((call) =>
        chatText(firstValue(read(call, charset).parameters, 'CHAT') ?? '', charset),
      )
    expect(said('iso-8859-2')).toEqual(said('utf-8').map((text) => inCharset(text, 'iso-8859-2')))
  })

  it('are the same bytes for the same seed, whatever is odd between them', () => {
    const withOdd = fc.record({
      seed: fc.integer({ min: 1, max: 2 ** 31 }),
      odd: fc.double({ min: 0, max: 0.9, noNaN: true }),
    })
    fc.assert(
      fc.property(withOdd, (some) => {
        const options = { ...usual, method: 'POST', ...some } as const
        const calls = take(200, options)
        expect(take(200, options)).toEqual(calls)
        const plain = calls.filter((call) => call.odd === null)
        expect(plain).toEqual(take(plain.length, { ...options, odd: 0 }))
      }),
      { numRuns: 20 },
    )
  })

  it('have about the asked share of malformed ones, of every kind, and none of them is nothing odd', () => {
    const calls = take(4000, { ...usual, odd: 0.25 })
    const odd = calls.filter((call) => call.odd !== null)
    expect(odd.length / calls.length).toBeCloseTo(0.25, 1)
    expect(new Set(odd.map((call) => call.odd))).toEqual(new Set(Object.keys(ODD_CALLS)))
    for (const call of odd.filter(({ method }) => method !== 'PUT')) {
      const heard = read(call, 'utf-8')
      expect(heard.outcome === 'rejected' || heard.odd.length > 0, `${call.odd} ${call.form}`).toBe(true)
    }
  })

  it('of a burst are LICENCE_INFO of licences in a row, and the traffic after it does not repeat them', () => {
    const burst = burstOfCalls({ ...usual, count: 50 }).map((call) => read(call, 'utf-8').facts)
    expect(burst.map((facts) => facts.licence)).toEqual(
      Array.from({ length: 50 }, (_, index) => String(1520 + index)),
    )
    expect(new Set(burst.map((facts) => facts.eventType))).toEqual(new Set(['LICENCE_INFO']))
    expect(take(1, { ...usual, informed: true })[0]?.eventType).not.toBe('LICENCE_INFO')
  })

  it('of one licence are the twelve, once', () => {
    const calls = oneOfEach({ ...usual, licence: '77' })
    expect(calls.map((call) => call.eventType)).toEqual(EVENT_TYPES)
    for (const call of calls)
      expect(read(call, 'utf-8')).toMatchObject({ outcome: 'accepted', odd: [], facts: { licence: '77' } })
  })
})
