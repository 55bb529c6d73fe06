import { describe, expect, it } from 'vitest'
import { EVENT_TYPES } from '#lib/livechat/catalogue.ts'
import { exampleEvent } from '#lib/livechat/example.ts'
import { findOddities, sayOddity } from '#lib/livechat/oddities.ts'
import type { Parameter } from '#lib/livechat/parameters.ts'

const of = (eventType: string, ...more: Parameter[]) =>
  findOddities(eventType, [['EVENT', eventType], ['LICENCE', '1520'], ...more]).map(sayOddity)

describe('what is odd about a call', () => {
  it.each(EVENT_TYPES)('finds nothing in %s as the page has it', (eventType) => {
    expect(findOddities(eventType, exampleEvent(eventType, '1520'))).toEqual([])
  })

  it('does not miss what is optional', () => {
    const without = exampleEvent('CHAT_STARTED', '1520').filter(([name]) => name !== 'INVITING_OP')
    expect(findOddities('CHAT_STARTED', without)).toEqual([])
  })

  it.each<[Parameter[], string[]]>([
    [[], ['STATUS is missing.']],
    [[['STATUS', 'maybe']], ['STATUS is maybe, which is not among its values.']],
    [[['STATUS', '']], ['STATUS is empty, which is not among its values.']],
    [
      [
        ['STATUS', 'online'],
        ['QUEUE', '3'],
        ['QUEUE', '4'],
      ],
      [
        'QUEUE is no parameter of this event type.',
        'QUEUE comes more than once. Where one value is needed, the first counts.',
      ],
    ],
    [
      [
        ['status', 'online'],
        ['', 'x'],
      ],
      ['status is no parameter of this event type.', 'A parameter has no name.', 'STATUS is missing.'],
    ],
    [
      [['STATUS', 'on\uFFFD']],
      [
        'STATUS is on\uFFFD, which is not among its values.',
        'STATUS has bytes that are not in the charset of the chat server.',
      ],
    ],
  ])('BUTTON_STATUS with %j', (more, found) => {
    expect(of('BUTTON_STATUS', ...more)).toEqual(found)
  })

  it('judges of an unknown event type only what needs no catalogue', () => {
    expect(of('CHAT_RATED', ['STARS', '5'], ['STARS', '4'])).toEqual([
      'The event type is none of the twelve.',
      'STARS comes more than once. Where one value is needed, the first counts.',
    ])
  })

  it('keeps no value of a password, and no more than fifty findings', () => {
    const many = Array.from({ length: 1000 }, (_, at): Parameter => [`P${at}`, 'canary'])
    const found = findOddities('NEW_OPERATOR', [['PASSWORD', 'canary'], ['PASSWORD', 'canary'], ...many])
    expect(found).toHaveLength(50)
    expect(JSON.stringify(found)).not.toContain('canary')
  })
})
