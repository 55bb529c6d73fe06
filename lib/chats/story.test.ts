import { describe, expect, it } from 'vitest'
import type { ChatEvent } from '#lib/chats/chat-event.ts'
import { tellChats } from '#lib/chats/story.ts'

const BEGIN = Date.parse('2026-11-19T13:00:00.000Z')

/** An event so many seconds after the first; what is not given is the same in all, so that equal ones have equal bytes. */
function event(seconds: number, eventType: string, given: Partial<ChatEvent> = {}): ChatEvent {
  const time = BEGIN + seconds * 1000
  const hex = time.toString(16).padStart(12, '0')
  const told = {
    operatorId: 'jane@lamps.example',
    clientId: 'S129',
    chatGroup: null,
    newOperatorId: null,
    invitingOperatorId: null,
    status: null,
    ...given,
  }
  return {
    id: `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`,
    receivedAt: new Date(time).toISOString(),
    eventType,
    hasTranscript: false,
    mapped: 0,
    muted: false,
    digest: JSON.stringify([eventType, told]),
    ...told,
  }
}

const told = (events: ChatEvent[]) =>
  tellChats(events).map(({ steps }) =>
    steps.map(({ event: { eventType }, isRepeat }) => (isRepeat ? `${eventType} again` : eventType)),
  )

describe('the chats of a client', () => {
  it.each(['7', '8'])('part when it comes back to the same agent, in group %s', (chatGroup) => {
    const events = [
      event(0, 'CHAT_STARTED'),
      event(300, 'VISITOR_LEFT_CHAT', { chatGroup: '7' }),
      event(900, 'CHAT_STARTED'),
      event(1200, 'VISITOR_LEFT_CHAT', { chatGroup }),
    ]
    expect(told(events)).toEqual([
      ['CHAT_STARTED', 'VISITOR_LEFT_CHAT'],
      ['CHAT_STARTED', 'VISITOR_LEFT_CHAT'],
    ])
  })

  it('part when it is invited again', () => {
    const once = (at: number) => [
      event(at, 'CLIENT_INVITED'),
      event(at + 10, 'CHAT_STARTED'),
      event(at + 90, 'OPERATOR_STOPED_CHAT', { chatGroup: '7' }),
    ]
    expect(tellChats([...once(0), ...once(600)]).map(({ steps }) => steps.length)).toEqual([3, 3])
  })

  it('do not part at a repeated start or end', () => {
    const end = { chatGroup: '7' }
    const events = [
      event(0, 'CHAT_STARTED'),
      event(1, 'CHAT_STARTED'),
      event(300, 'VISITOR_LEFT_CHAT', end),
      event(301, 'VISITOR_LEFT_CHAT', end),
    ]
    expect(told(events)).toEqual([
      ['CHAT_STARTED', 'CHAT_STARTED again', 'VISITOR_LEFT_CHAT', 'VISITOR_LEFT_CHAT again'],
    ])
  })

  it('tell a handover there, back and there as three', () => {
    const to = (operatorId: string, newOperatorId: string) => ({ operatorId, newOperatorId })
    const events = [
      event(0, 'CHAT_STARTED'),
      event(10, 'OPERATOR_TRANSFER', to('jane', 'john')),
      event(20, 'OPERATOR_TRANSFER', to('john', 'jane')),
      event(30, 'OPERATOR_TRANSFER', to('jane', 'john')),
    ]
    expect(told(events)).toEqual([['CHAT_STARTED', ...Array(3).fill('OPERATOR_TRANSFER')]])
  })

  it('have their events in the time of the events, without a beginning too', () => {
    const [end, transfer] = [event(300, 'VISITOR_LEFT_CHAT'), event(10, 'OPERATOR_TRANSFER')]
    const [chat] = tellChats([end, transfer])
    expect(chat?.steps.map(({ kind }) => kind)).toEqual(['transferred', 'visitor left'])
    expect(chat).toMatchObject({ isStarted: true, isEnded: true })
  })
})
