import { describe, expect, it } from 'vitest'
import { noteUnknownType, readEventType } from './event-type-spelling.ts'

describe('an event type as a person writes it', () => {
  it.each(['NEW_OPERATOR', 'CHAT_RATED', 'EVENT', 'EVENT_', 'EVENTS_NEW_OPERATOR', ''])(
    'takes %j as it is',
    (written) => expect(readEventType(written)).toEqual({ eventType: written, note: null }),
  )

  it('takes off what lc_serv.cfg puts before a known one, and says so', () =>
    expect(readEventType('EVENT_NEW_OPERATOR')).toEqual({
      eventType: 'NEW_OPERATOR',
      note: 'EVENT_NEW_OPERATOR is how lc_serv.cfg spells NEW_OPERATOR. It is taken as NEW_OPERATOR.',
    }))

  it('leaves it before any other one, with a warning', () => {
    const { eventType, note } = readEventType('EVENT_CHAT_RATED')
    expect(eventType).toBe('EVENT_CHAT_RATED')
    expect(note).toContain(
      'spells it EVENT_EVENT_CHAT_RATED. If calls say EVENT=CHAT_RATED, write CHAT_RATED.',
    )
  })
})

describe('what is said of an event type that is mapped', () => {
  it('is nothing of one of the twelve', () => expect(noteUnknownType('CHAT_STARTED')).toBeNull())

  it.each([
    ['CHAT_STRATED', 'CHAT_STARTED'],
    ['chat_started', 'CHAT_STARTED'],
    ['EVENT_NEW_OPERATR', 'NEW_OPERATOR'],
    ['BUTTON', 'BUTTON_STATUS'],
  ])('names for %s the one that was meant', (written, meant) =>
    expect(noteUnknownType(written)).toBe(
      `Not one of the twelve known events. It is mapped all the same. Did you mean ${meant}?`,
    ),
  )

  it('names none when none is near', () =>
    expect(noteUnknownType('CHAT_RATED')).toBe(
      'Not one of the twelve known events. It is mapped all the same.',
    ))
})
