import { describe, expect, it } from 'vitest'
import { EVENT_TYPES } from './catalogue.ts'
import { firstValue } from './parameters.ts'
import { type SimulatedEvent, simulatedTraffic } from './simulated-traffic.ts'

function take(count: number, options = { licences: 3, seed: 7 }): SimulatedEvent[] {
  const traffic = simulatedTraffic(options)
  return Array.from({ length: count }, () => traffic.next().value)
}

describe('simulated traffic', () => {
  it('is the same for the same seed and another for another', () => {
    expect(take(200)).toEqual(take(200))
    expect(take(200)).not.toEqual(take(200, { licences: 3, seed: 8 }))
  })

  it('starts with the information of every licence, as a chat server does', () => {
    expect(take(3).map((event) => [event.eventType, event.licence])).toEqual([
      ['LICENCE_INFO', '1520'],
      ['LICENCE_INFO', '1521'],
      ['LICENCE_INFO', '1522'],
    ])
  })

  it('names its event and licence in the parameters, and only known event types', () => {
    for (const { eventType, licence, parameters } of take(2000)) {
      expect(firstValue(parameters, 'EVENT')).toBe(eventType)
      expect(firstValue(parameters, 'LICENCE')).toBe(licence)
      expect(EVENT_TYPES).toContain(eventType)
    }
  })

  it('ends no chat before it started, and none twice', () => {
    const open = new Set<string>()
    let ended = 0
    for (const { eventType, parameters } of take(5000)) {
      const client = firstValue(parameters, 'CLIENT_ID') ?? ''
      if (eventType === 'CHAT_STARTED') open.add(client)
      if (eventType === 'OPERATOR_TRANSFER') expect(open).toContain(client)
      if (eventType === 'OPERATOR_STOPED_CHAT' || eventType === 'VISITOR_LEFT_CHAT') {
        expect(open.delete(client)).toBe(true)
        ended += 1
      }
    }
    expect(ended).toBeGreaterThan(100)
  })
})
