import { describe, expect, it } from 'vitest'
import { newestFacts, type ToldFact } from './newest-facts.ts'

const told = (at: number, value: string, more: Partial<ToldFact> = {}): ToldFact => ({
  licence: '7',
  kind: 'agent',
  subject: 'jane',
  name: 'state',
  value,
  at: new Date(at),
  eventId: `0000000${at}`,
  ...more,
})

const only = (facts: ToldFact[]) => {
  const [fact, ...others] = newestFacts(facts)
  expect(others).toEqual([])
  return fact && [fact.value, fact.at.getTime(), fact.since.getTime(), fact.otherwise?.at.getTime() ?? null]
}

describe('the newest fact of a key', () => {
  it.each<[string, ToldFact[], unknown[]]>([
    ['is the only one', [told(1, '0')], ['0', 1, 1, null]],
    ['is the latest, not the last given', [told(2, '1'), told(1, '0')], ['1', 2, 2, 1]],
    ['has been so since it was first told', [told(1, '0'), told(2, '0'), told(3, '0')], ['0', 3, 1, null]],
    [
      'begins anew once it was told otherwise',
      [told(1, '0'), told(2, '1'), told(3, '0'), told(4, '0')],
      ['0', 4, 3, 2],
    ],
    [
      'goes by the event id at the same moment',
      [told(1, 'b', { eventId: 'b' }), told(1, 'a', { eventId: 'a' })],
      ['b', 1, 1, 1],
    ],
  ])('%s', (_, facts, expected) => {
    expect(only(facts)).toEqual(expected)
  })

  it('is one for each key, sorted by key whatever the order given', () => {
    const facts = ['b', 'a', 'c'].flatMap((subject) =>
      ['x', 'state'].map((name) => told(1, '0', { subject, name })),
    )
    const keys = (given: ToldFact[]) => newestFacts(given).map((fact) => `${fact.subject} ${fact.name}`)
    expect(keys(facts)).toEqual(['a state', 'a x', 'b state', 'b x', 'c state', 'c x'])
    expect(keys(facts.toReversed())).toEqual(keys(facts))
  })
})
